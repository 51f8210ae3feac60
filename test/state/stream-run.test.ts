import { expect } from 'chai';
import type { PolicyPoint, StreamSeed } from '../../src/contracts/stream.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { StreamRun } from '../../src/state/stream-run.ts';

const point: PolicyPoint = {
  accuracy: 1,
  statistic: null,
  threshold: null,
  warning: false,
  alarm: false,
  labels: 0,
  seconds: 0,
  flops: 0,
  errors: 0,
};
const seedOf = (seed: number): StreamSeed => ({ seed, splitHash: '', baseAccuracy: 1, baseHash: '', ledger: [], driftedHash: '' });

/** A stream of two batches whose first seed has gone by. */
function watched(): StreamRun {
  const run = new StreamRun(streamPresets.plants.spec);
  run.apply({ type: 'phase-started', phase: 'training' });
  run.apply({ type: 'stream-started', seed: seedOf(0), batches: 2 });
  for (const batch of [0, 1]) run.apply({ type: 'stream-batch', seed: 0, batch, points: run.spec.policies.map(() => point) });
  return run;
}

describe('a stream over several seeds', () => {
  it('is watched on its first seed, which stays in sight while the further ones are counted', () => {
    const run = watched();
    expect(run.watched).to.equal(false);
    run.apply({ type: 'stream-ended', runs: [] });
    expect(run.watched).to.equal(true);
    run.apply({ type: 'stream-started', seed: seedOf(1), batches: 2 });
    run.apply({ type: 'stream-started', seed: seedOf(2), batches: 2 });
    run.apply({ type: 'stream-batch', seed: 2, batch: 0, points: [point] });
    expect([run.seen, run.columns[0]!.length, run.ended, run.busy]).to.deep.equal([2, 2, 1, true]);
    expect(run.progress).to.deep.equal({ done: 3, total: 24 });
  });

  it('knows who was left out of the race, and keeps the first seed when it is stopped', () => {
    const run = watched();
    run.apply({ type: 'stream-ended', runs: [] });
    run.apply({ type: 'stream-raced', seeds: 8, settled: false, retired: [{ policy: 1, after: 6 }] });
    expect(run.retired).to.deep.equal([{ policy: 1, after: 6 }]);
    run.apply({ type: 'stopped', kept: 0 });
    expect([run.phase, run.columns[0]!.length]).to.deep.equal(['stopped', 2]);
  });
});
