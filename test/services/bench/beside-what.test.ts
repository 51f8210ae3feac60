import { expect } from 'chai';
import type { BenchEvent, BenchReport, BenchService } from '../../../src/contracts/bench.ts';
import type { PressureState } from '../../../src/contracts/record.ts';
import { besideWhat } from '../../../src/services/bench/beside-what.ts';
import { PressureWatch } from '../../../src/services/lab/pressure-watch.ts';

const report: BenchReport = {
  rows: [],
  figures: [],
  selfTests: [],
  adapter: null,
  userAgent: 'Test/1',
  cores: 2,
  measuredAt: '2026-01-01T00:00:00Z',
};

/** Measured after the browser told of these, and while it goes on to tell of others. */
async function measured(before: readonly PressureState[], during: readonly PressureState[]) {
  const watch = new PressureWatch(() => 0);
  const service: BenchService = {
    adapter: () => Promise.resolve(null),
    run(onEvent) {
      during.forEach((state) => watch.note(state));
      onEvent({ type: 'measuring', what: 'an engine', done: 0, total: 1 });
      return Promise.resolve(report);
    },
  };
  before.forEach((state) => watch.note(state));
  const events: BenchEvent['type'][] = [];
  const { busy } = await besideWhat(service, watch).run(({ type }) => void events.push(type));
  return { events, busy };
}

describe('a benchmark beside something else', () => {
  it('says so before it measures', async () => {
    expect(await measured(['serious'], [])).to.deep.equal({ events: ['busy', 'measuring'], busy: true });
  });

  it('does not take its own load for another’s', async () => {
    expect(await measured(['nominal'], ['critical'])).to.deep.equal({ events: ['measuring'], busy: false });
  });

  it('says nothing where the browser tells nothing', async () => {
    expect(await measured([], [])).to.deep.equal({ events: ['measuring'], busy: false });
  });
});
