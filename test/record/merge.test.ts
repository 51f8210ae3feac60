import { expect } from 'chai';
import { arms } from '../../src/adapt/registry.ts';
import { partOfRun } from '../../src/record/class/part.ts';
import { merge as mergeParts } from '../../src/record/merge.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { interval } from '../../src/maths/statistics.ts';
import { comparisonRun, elsewhere } from './runs.ts';

const accuracies = { none: [0.5, 0.52, 0.48], 'head-only': [0.7, 0.72, 0.68], 'retrain-new': [0.9, 0.91, 0.9] };
const run = (root: number, shift = 0) => ({
  name: `${root}.json`,
  record: elsewhere(
    'one',
    root,
    Object.fromEntries(Object.entries(accuracies).map(([id, values]) => [id, values.map((value) => value + shift)])),
  ),
});

const merge = (runs: readonly { readonly name: string; readonly record: RunRecord }[]) =>
  mergeParts(
    runs.map(({ name, record }) => partOfRun(name, record)),
    arms,
  );

describe('runs of several machines as one', () => {
  it('have the interval of all their seeds together', () => {
    const { merged, left } = merge([run(1), run(2, 0.01), run(3, -0.01)]);
    expect(left).to.deep.equal([]);
    expect(merged!.summary.seeds).to.equal(9);
    const all = [0, 0.01, -0.01].flatMap((shift) => accuracies['retrain-new'].map((value) => value + shift));
    const own = merged!.summary.arms.find(({ id }) => id === 'retrain-new')!.accuracyNew;
    const expected = interval(all);
    expect([own.mean, own.lo, own.hi]).to.deep.equal([expected.mean, expected.lo, expected.hi].map((value) => value));
    expect(merged!.parts.map(({ root, seeds }) => [root, seeds])).to.deep.equal([[1, 3], [2, 3], [3, 3]]); // prettier-ignore
  });
  it('never pool times', () => {
    expect(merge([run(1), run(2)]).merged!.summary.timesComparable).to.equal(false);
  });
  it('narrow the interval as more join', () => {
    const width = (count: number) => {
      const { merged } = merge(Array.from({ length: count }, (_, i) => run(i + 1)));
      const { lo, hi } = merged!.summary.arms.find(({ id }) => id === 'head-only')!.accuracyNew;
      return hi - lo;
    };
    expect(width(10)).to.be.lessThan(width(2));
  });
  it('leave out doubles, other experiments, other versions, races and what was stopped, each with a word', () => {
    const [first] = [run(1)];
    const other = run(2);
    const changed = { ...other.record, spec: { ...other.record.spec, labels: { budget: 7 } } };
    const version = { ...run(3).record, environment: { ...other.record.environment, app: 'Drift Lab 0.0.0' } };
    const race = { ...run(4).record, spec: { ...run(4).record.spec, seeds: { root: 4, count: 3, race: true as const } } };
    const stopped = { ...run(5).record, aborted: [] };
    const { merged, left } = merge([
      first!,
      { name: 'again', record: run(1).record },
      { name: 'changed', record: changed },
      { name: 'version', record: version },
      { name: 'race', record: race },
      { name: 'stopped', record: stopped },
    ]);
    expect(merged).to.equal(undefined);
    const why = Object.fromEntries(left.map((one) => [one.name, one.why]));
    expect(why['again']).to.match(/root 1\) are here already/);
    expect(why['changed']).to.match(/another experiment/);
    expect(why['version']).to.match(/another version/);
    expect(why['race']).to.match(/a race/);
    expect(why['stopped']).to.match(/stopped by hand/);
  });
  it('are no merger where there is one', () => {
    expect(merge([{ name: 'one', record: comparisonRun() }]).merged).to.equal(undefined);
  });
});
