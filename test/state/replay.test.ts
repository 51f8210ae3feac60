import { expect } from 'chai';
import type { CompareRun } from '../../src/state/compare-run.ts';
import type { StreamRun } from '../../src/state/stream-run.ts';
import { picturesOf, replayed } from '../../src/state/replay.ts';
import { comparisonRun, streamRun } from '../record/runs.ts';

describe('a kept run that is opened', () => {
  it('has the curves, results and conclusions that it had', () => {
    const record = comparisonRun();
    const run = replayed(record) as CompareRun;
    expect([run.phase, run.record]).to.deep.equal(['finished', record]);
    expect(run.results).to.deep.equal(record.results);
    expect(run.engine).to.deep.equal(record.environment.engine);
    for (const { arm, seed, curve } of record.results.filter(({ curve: points }) => points.length > 0))
      expect(run.armCurves.raw(arm).get(seed)).to.deep.equal(curve);
    expect([...run.ledgers.keys()]).to.deep.equal(record.seeds.map(({ seed }) => seed));
    expect(run.derived).to.equal(record.derived);
  });

  it('has what was shown and is in no record', () => {
    const predictions = new Map([['head-only', new Int32Array([1, 0])]]);
    const first = replayed(comparisonRun(), { warnings: ['late labels'], predictions }) as CompareRun;
    expect(first.warnings).to.deep.equal(['late labels']);
    const again = replayed(comparisonRun(), picturesOf(first)) as CompareRun;
    expect(again.predictions).to.deep.equal(predictions);
    expect(again.warnings).to.deep.equal(['late labels']);
  });

  it('concludes nothing where it was stopped', () => {
    const record = { ...comparisonRun(), aborted: [{ seed: 5, arm: 'head-only' }] };
    const run = replayed(record) as CompareRun;
    expect([run.phase, run.record]).to.deep.equal(['stopped', undefined]);
    expect(run.message).to.contain('18 finished repeats are shown');
    expect(run.soFar!.seeds).to.equal(6);
  });

  it('is a stream with its batches, estimates and policies', () => {
    const record = streamRun();
    const run = replayed(record) as StreamRun;
    expect(run.phase).to.equal('finished');
    const first = record.runs.filter(({ seed }) => seed === 0);
    expect(run.columns.map((points) => points.length)).to.deep.equal(first.map(({ points }) => points.length));
    expect(run.observations).to.deep.equal(record.observations);
    expect(new Set(run.runs)).to.deep.equal(new Set(record.runs));
    expect([run.seeds.length, run.ended, run.watched]).to.deep.equal([3, 3, true]);
  });
});
