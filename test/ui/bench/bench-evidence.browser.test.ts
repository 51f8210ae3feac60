import { expect } from 'chai';
import { expose } from 'comlink';
import type { EvidenceReport } from '../../../src/science/evidence/bench.ts';
import '../../../src/ui/bench/bench-evidence.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const report: EvidenceReport = {
  runs: 60,
  statements: [
    { statement: 'shown', claimed: 'wrong in 5 % at most', rate: 0.021, worst: 0.05, where: 'no repair helps', of: 60, met: true },
    { statement: 'interval', claimed: 'holds in 95 %', rate: 0.8, worst: 0.7, where: '6 seeds', of: 60, met: false },
  ],
  savings: [{ by: 0.03, fixed: { found: 0.98, trainings: 160, seeds: 20 }, race: { found: 0.97, trainings: 80, seeds: 40 } }],
};

/** A worker that answers through a channel; `ended` counts how often it was terminated. */
function fakeWorker(simulate: (runs: number, tell: (what: string, share: number) => void) => unknown) {
  const { port1, port2 } = new MessageChannel();
  expose(simulate, port1);
  port2.start();
  const worker = Object.assign(port2 as unknown as Worker, { ended: 0, terminate: () => void worker.ended++ });
  return worker as Worker & { ended: number };
}

async function panel(worker: Worker) {
  const element = await mount('bench-evidence', { store: fakeStore().store, startWorker: () => worker }, 900);
  const press = async (label: string) => {
    findAll<HTMLButtonElement>(element, 'button')
      .find((button) => words(button).startsWith(label))!
      .click();
    await settled(element);
  };
  const until = async (condition: () => boolean) => {
    while (!condition()) await settled(element);
  };
  return { element, press, until };
}

describe('whether the claims are true', () => {
  it('is simulated when asked for, with progress, and told as a table that names what is not met', async () => {
    const worker = fakeWorker(async (runs, tell) => {
      await tell('no repair helps', 0.5);
      return { ...report, runs };
    });
    const { element, press, until } = await panel(worker);
    expect(findAll(element, 'table')).to.have.length(0);
    await press('Simulate');
    await until(() => findAll(element, 'table').length > 0);
    const text = findAll(element, 'p, td').map(words).join(' | ');
    expect(text)
      .to.contain('1 of 2 claims hold, over 60 runs of each kind.')
      .and.to.contain('worst: no repair helps')
      .and.to.contain('97.0 % with 80')
      .and.to.contain('50 %');
    expect(words(find(element, '.missed'))).to.equal('✗ not met');
    expect(worker.ended).to.equal(1);
  });

  it('can be stopped, and says when it went wrong', async () => {
    const waiting = fakeWorker(() => new Promise(() => {}));
    const first = await panel(waiting);
    await first.press('Simulate');
    expect(find(first.element, 'progress')).to.be.an.instanceOf(HTMLElement);
    await first.press('Stop');
    expect(waiting.ended).to.equal(1);
    expect(findAll(first.element, 'progress')).to.have.length(0);

    const broken = await panel(fakeWorker(() => { throw new Error('out of luck'); })); // prettier-ignore
    await broken.press('Simulate');
    await broken.until(() => findAll(broken.element, '[role=alert]').length > 0);
    expect(words(find(broken.element, '[role=alert]'))).to.contain('out of luck');
  });
});
