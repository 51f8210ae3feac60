import { expect } from 'chai';
import type { RunEvent } from '../../../src/contracts/events.ts';
import { serveLab } from '../../../src/services/lab/lab-service.ts';
import type { LabSession } from '../../../src/services/lab/session.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { MOST_AT_ONCE } from '../../../src/telemetry-portions.ts';

const event = (done: number): RunEvent => ({ type: 'progress', what: 'training', done, total: 100_000 });

/** The messages in which a run that tells so many things at once is heard, in order. */
async function messagesOf(events: number): Promise<(readonly RunEvent[])[]> {
  const session = {
    run: async (_: unknown, emit: (told: RunEvent) => void) => {
      for (let i = 0; i < events; i++) emit(event(i));
    },
  } as unknown as LabSession;
  const messages: (readonly RunEvent[])[] = [];
  const port = { postMessage: (message: readonly RunEvent[]) => messages.push(message) } as unknown as MessagePort;
  await serveLab(session).run(presets.quick.spec, port);
  return messages;
}

describe('the events of a run', () => {
  it('travel in portions that the page takes in a moment each, whole and in order, however many come at once', async () => {
    const messages = await messagesOf(100_000);
    expect(Math.max(...messages.map(({ length }) => length))).to.equal(MOST_AT_ONCE);
    expect(messages.flat().map((told) => (told as { done: number }).done)).to.deep.equal(Array.from({ length: 100_000 }, (_, i) => i));
    expect(messages.every(({ length }) => length > 0)).to.equal(true);
  });

  it('travel in one message where there are few', async () => {
    // The first is told at once, so that a run that begins is seen to.
    expect((await messagesOf(11)).map(({ length }) => length)).to.deep.equal([1, 10]);
  });
});
