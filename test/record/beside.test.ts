import { expect } from 'chai';
import Papa from 'papaparse';
import type { RunRecord } from '../../src/contracts/record.ts';
import type { AcrossTold } from '../../src/contracts/library.ts';
import { across } from '../../src/measure/statistics/across.ts';
import { acrossTold } from '../../src/record/across.ts';
import { beside, type Beside } from '../../src/record/beside.ts';
import { besideCsv } from '../../src/record/export/beside-csv.ts';
import { comparisonRun, elsewhere, streamRun } from './runs.ts';

const run = (record: Beside['record'], name = 'A', how: Partial<Beside> = {}): Beside => ({
  record,
  name,
  state: 'finished',
  sound: true,
  ...how,
});
const wider = (): RunRecord => {
  const record = comparisonRun();
  return { ...record, spec: { ...record.spec, model: { family: 'mlp', params: { hidden: [32] } } } };
};

describe('runs beside each other', () => {
  it('tell first in what they differ', () => {
    const { design, surroundings, axes } = beside([
      run(comparisonRun()),
      run({ ...wider(), environment: { ...comparisonRun().environment, cores: 64 } }),
    ]);
    expect(design).to.deep.equal([{ path: 'model.params.hidden[0]', values: ['8', '32'] }]);
    expect(surroundings).to.deep.equal([{ path: 'cores', values: ['2', '64'] }]);
    expect(axes.map(({ name }) => name)).to.deep.equal(['model.params.hidden[0]', 'best score']);
  });

  it('are ranked by their score, with differences paired on the same rows', () => {
    const { rows, notRanked } = beside([run(comparisonRun()), run(wider())]);
    expect(notRanked).to.equal(undefined);
    const means = rows.map(({ score }) => score.mean);
    expect(means).to.deep.equal(means.toSorted((a, b) => b - a));
    for (const { run: of, difference } of rows) expect(difference).to.deep.equal(of ? { mean: 0, lo: 0, hi: 0, seeds: 6 } : undefined);
  });

  it('are not paired where the rows are others', () => {
    const record = comparisonRun();
    const moved = { ...record, seeds: record.seeds.map((seed) => ({ ...seed, driftedHash: seed.splitHash })) };
    expect(beside([run(record), run(moved)]).rows.some(({ difference }) => difference)).to.equal(false);
  });

  it('are not ranked, with the reason, where that would mean nothing', () => {
    const record = comparisonRun();
    const other = { ...record, spec: { ...record.spec, drift: [] } };
    const cases: readonly (readonly [Beside, RegExp])[] = [
      [run(record, 'B', { sound: false }), /^B was changed/],
      [run(record, 'B', { state: 'stopped' }), /^B was stopped/],
      [run(record, 'B', { state: 'edited' }), /laid a hand on B.*as designed/],
      [run(streamRun(), 'B'), /differ in their kind/],
      [run(other, 'B'), /differ in their drift/],
    ];
    for (const [second, expected] of cases) expect(beside([run(record), second]).notRanked).to.match(expected);
  });

  it('of other data or seeds are told over all of them as `lab across` does, else not', () => {
    const other = elsewhere('Elsewhere', 77, { none: [0.5, 0.52, 0.5], 'head-only': [0.8, 0.82, 0.81], 'retrain-all': [0.7, 0.72, 0.71] });
    const first = comparisonRun();
    const told = beside([run(first), run(other, 'B')]).across;
    const tasks = [first, other].map(({ results }) => ({
      name: '',
      scores: Object.fromEntries(
        [...new Set(results.map(({ arm }) => arm))].map((arm) => [arm, results.filter((one) => one.arm === arm).map(({ measures }) => measures.accuracyNew)]), // prettier-ignore
      ),
    }));
    expect(told).to.deep.equal(acrossTold(across(tasks)));
    expect((told as AcrossTold).table[0]!.slice(0, 3)).to.deep.equal(['repair', 'interquartile mean', 'mean rank']);
    expect(beside([run(first), run(wider())]).across, 'the same world, another model').to.equal(undefined);
    expect(beside([run(first), run(other, 'B', { state: 'stopped' })]).across, 'stopped').to.equal(undefined);
    const lonely = elsewhere('Alone', 78, { none: [0.5, 0.52, 0.5] });
    expect(beside([run(first), run(lonely, 'B')]).across).to.deep.equal({ refused: 'these runs share only "none"; give runs that raced at least 2 of the same.' }); // prettier-ignore
    expect(beside([run(streamRun()), run(other, 'B')]).across).to.deep.equal({ refused: 'A is no comparison of repairs. Give one.' });
  });

  it('keep times apart that come from different machines', () => {
    const record = comparisonRun();
    const gpu = { ...record, environment: { ...record.environment, engine: { ...record.environment.engine, adapter: 'other' } } };
    expect(beside([run(record), run(gpu)]).timesNotRanked).to.contain('engine.adapter');
  });

  it('refuse one alone, and more than twenty', () => {
    expect(() => beside([run(comparisonRun())])).to.throw(RangeError, '2 to 20');
    expect(() => beside(Array.from({ length: 21 }, () => run(comparisonRun())))).to.throw(RangeError, '21');
  });

  it('are a table for a spreadsheet, in which no name is a formula', () => {
    const text = besideCsv(beside([run(comparisonRun()), run(wider())]), ['=HYPERLINK("http://x")', 'plain, with a comma']);
    const { data } = Papa.parse<Record<string, string>>(text, { header: true });
    expect(data).to.have.length(6);
    expect(new Set(data.map(({ name }) => name))).to.deep.equal(new Set(['\'=HYPERLINK("http://x")', 'plain, with a comma']));
    expect(data.every(({ score }) => Number(score) > 0)).to.equal(true);
  });
});
