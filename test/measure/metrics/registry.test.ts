import { expect } from 'chai';
import fc from 'fast-check';
import type { Measures } from '../../../src/contracts/measures.ts';
import { interval } from '../../../src/maths/statistics.ts';
import { measures } from '../../../src/measure/metrics/measures.ts';
import { meanOf } from '../../../src/measure/metrics/metric.ts';
import { meritOf } from '../../../src/measure/metrics/metric.ts';
import { merit, metricOf, metrics, metricsFor, overSeeds } from '../../../src/measure/metrics/registry.ts';
import { plainMeasures } from '../synthetic-results.ts';

type Groups = { readonly of: readonly number[]; readonly count: number };

/** What is measured of those probabilities `[rows][classes]` on new rows. */
function judged(rows: readonly (readonly number[])[], labels: readonly number[], groups?: Groups): Measures {
  const one = { probabilities: rows.flat(), labels };
  return measures({ ...one, before: labels, ...(groups && { groups }) }, one, rows[0]!.length);
}
const valueOf = (id: string, of: Measures): number | null => metricOf(id).value(of);
/** Probabilities that name those classes for sure. */
const sure = (named: readonly number[], classes: number) => named.map((c) => Array.from({ length: classes }, (_, i) => Number(i === c)));

describe('the metrics', () => {
  // Rows 0, 2 and 3 are named rightly; class 1 takes a row of class 0, class 0 the only one of class 2.
  const probabilities = [
    [0.7, 0.2, 0.1],
    [0.3, 0.6, 0.1],
    [0.1, 0.8, 0.1],
    [0.2, 0.5, 0.3],
    [0.5, 0.2, 0.3],
  ];
  const labels = [0, 0, 1, 1, 2];
  const byHand: readonly (readonly [string, number])[] = [
    ['accuracy', 3 / 5],
    // Recalls of ½, 1 and 0.
    ['balanced-accuracy', 1 / 2],
    ['worst-class', 0],
    // 2·1/(2 + 2), 2·2/(2 + 3) and 0.
    ['macro-f1', (1 / 2 + 4 / 5 + 0) / 3],
    ['log-loss', -(Math.log(0.7) + Math.log(0.3) + Math.log(0.8) + Math.log(0.5) + Math.log(0.3)) / 5],
    ['brier', (0.14 + 0.86 + 0.06 + 0.38 + 0.78) / 5],
    // Each row is a bin of its own: confidences of 0.7, 0.6, 0.8, 0.5, 0.5 against right, wrong, right, right, wrong.
    ['calibration-error', (0.3 + 0.6 + 0.2 + 0.5 + 0.5) / 5],
  ];
  for (const [id, value] of byHand)
    it(`by hand, five rows of three classes: ${id}`, () => expect(valueOf(id, judged(probabilities, labels))).to.be.closeTo(value, 1e-12));

  it('have the values that come of their definitions by hand, of four examples', () => {
    // Recalls of 3/4 and 1/2.
    const recalled = judged(sure([0, 1, 0, 0, 0, 1], 2), [0, 1, 0, 0, 1, 0]);
    expect(valueOf('balanced-accuracy', recalled)).to.equal(0.625);
    // Of class 0 precision 2/3 and recall 1, so F1 0.8; of the other two no row is right.
    const macro = judged(sure([0, 2, 1, 0, 0, 1], 3), [0, 1, 2, 0, 1, 2]);
    expect(valueOf('macro-f1', macro)).to.be.closeTo(0.8 / 3, 1e-12);
    // What was given to the right class: 0.9, 0.9, 0.8 and 0.65.
    const spam = judged(
      [0.9, 0.1, 0.2, 0.65].map((p) => [1 - p, p]),
      [1, 0, 0, 1],
    );
    expect(valueOf('log-loss', spam)).to.be.closeTo(-(2 * Math.log(0.9) + Math.log(0.8) + Math.log(0.65)) / 4, 1e-12);
    // Squares of 0.1, 0.1, 0.2 and 0.3 have the mean 0.0375, and both classes err alike.
    const brier = judged(
      [0.1, 0.9, 0.8, 0.3].map((p) => [1 - p, p]),
      [0, 1, 1, 0],
    );
    expect(valueOf('brier', brier)).to.be.closeTo(2 * 0.0375, 1e-12);
  });

  it('count as one would row by row', () => {
    const row = fc.tuple(
      fc.nat(2),
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (list) => {
        const said = list.map(([, weights]) => weights.map((weight) => weight / (weights[0] + weights[1] + weights[2])));
        const truth = list.map(([label]) => label);
        const named = said.map((ps) => ps.indexOf(Math.max(...ps)));
        const of = judged(said, truth);
        const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const count = (holds: (row: number) => boolean) => truth.filter((_, i) => holds(i)).length;
        const recalls = [0, 1, 2].flatMap((c) => {
          const rows = count((i) => truth[i] === c);
          return rows ? [count((i) => truth[i] === c && named[i] === c) / rows] : [];
        });
        const harmonic = [0, 1, 2].flatMap((c) => {
          const [hits, missed, wrongly] = [
            count((i) => truth[i] === c && named[i] === c),
            count((i) => truth[i] === c && named[i] !== c),
            count((i) => truth[i] !== c && named[i] === c),
          ];
          if (hits + missed + wrongly === 0) return [];
          if (hits === 0) return [0];
          const [precision, recall] = [hits / (hits + wrongly), hits / (hits + missed)];
          return [(2 * precision * recall) / (precision + recall)];
        });
        expect(valueOf('accuracy', of)).to.be.closeTo(count((i) => named[i] === truth[i]) / truth.length, 1e-12);
        expect(valueOf('balanced-accuracy', of)).to.be.closeTo(mean(recalls), 1e-12);
        expect(valueOf('worst-class', of)).to.be.closeTo(Math.min(...recalls), 1e-12);
        expect(valueOf('macro-f1', of)).to.be.closeTo(mean(harmonic), 1e-12);
        expect(valueOf('log-loss', of)).to.be.closeTo(mean(said.map((ps, i) => -Math.log(ps[truth[i]!]!))), 1e-9);
        expect(valueOf('brier', of)).to.be.closeTo(
          mean(said.map((ps, i) => ps.reduce((sum, p, c) => sum + (p - Number(c === truth[i])) ** 2, 0))),
          1e-9,
        );
      }),
    );
  });

  it('the calibration error is over 15 bins of equally many rows, by rising confidence', () => {
    // 30 rows, two to a bin, each bin surer than the one before; of the first 10 bins both are right, of the others one.
    const confidence = Array.from({ length: 30 }, (_, i) => 0.51 + 0.03 * Math.floor(i / 2));
    const right = confidence.map((_, i) => i < 20 || i % 2 === 0);
    const gaps = Array.from({ length: 15 }, (_, bin) => Math.abs((bin < 10 ? 1 : 0.5) - confidence[2 * bin]!));
    const of = judged(
      confidence.map((p) => [p, 1 - p]),
      right.map((yes) => Number(!yes)),
    );
    expect(valueOf('calibration-error', of)).to.be.closeTo(gaps.reduce((sum, gap) => sum + gap, 0) / 15, 1e-12);
  });

  it('the worst group is the one with the lowest accuracy, of those with 30 rows or more', () => {
    // 30 rows each with 24 and 18 right, and 10 rows that are all wrong.
    const of = [...Array<number>(30).fill(0), ...Array<number>(30).fill(1), ...Array<number>(10).fill(2)];
    const named = of.map((group, i) => Number(group === 2 || (group === 0 ? i >= 24 : i - 30 >= 18)));
    const truth = of.map(() => 0);
    expect(valueOf('worst-group', judged(sure(named, 2), truth, { of, count: 3 }))).to.equal(18 / 30);
    expect(valueOf('worst-group', judged(sure(named, 2), truth))).to.equal(null);
    const small = { of: of.map((_, i) => i % 7), count: 7 };
    expect(valueOf('worst-group', judged(sure(named, 2), truth, small))).to.equal(null);
  });

  it('pass over a class without rows, and say nothing where there is none at all', () => {
    const known = { ...plainMeasures(0.8, 0.8), recallNew: [0.9, null, 0.5] };
    expect([valueOf('balanced-accuracy', known), valueOf('worst-class', known)]).to.deep.equal([0.7, 0.5]);
    const blank = { ...known, recallNew: [null, null] };
    expect([valueOf('balanced-accuracy', blank), valueOf('worst-class', blank)]).to.deep.equal([null, null]);
    expect(meanOf([])).to.equal(null);
    expect(meanOf([undefined, 2, null, 4])).to.equal(3);
  });

  it('are each known by one id, and explained with a source', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).to.equal(metrics.length);
    for (const metric of metrics) {
      expect(metricOf(metric.id)).to.equal(metric);
      expect(metric.help, metric.id).to.match(/^[A-Z].*\.$/);
      expect(metric.source, metric.id).not.to.equal('');
    }
    expect(metrics.filter(({ needsGroups }) => needsGroups).map(({ id }) => id)).to.deep.equal(['worst-group']);
    expect(metricOf()).to.equal(metricOf('accuracy'));
    expect(() => metricOf('f1')).to.throw(RangeError, 'there is no metric "f1"');
  });
});

describe('the merit', () => {
  const result = (of: Measures) => ({ measures: of });

  it('is higher for the better model, by every metric', () => {
    const groups = { of: Array.from({ length: 60 }, (_, i) => i % 2), count: 2 };
    const labels = groups.of.map((_, i) => Number(i % 3 === 0));
    const model = (p: (row: number) => number) =>
      judged(
        labels.map((label, i) => (label ? [1 - p(i), p(i)] : [p(i), 1 - p(i)])),
        labels,
        groups,
      );
    const good = model(() => 0.99);
    // As sure, and wrong in every fifth row.
    const bad = model((i) => (i % 5 ? 0.99 : 0.01));
    // What errors cost is 0 for all where they have no costs.
    for (const metric of metricsFor({}).filter(({ needsCosts }) => !needsCosts))
      expect(merit(metric, result(good)), metric.id).to.be.above(merit(metric, result(bad)));
  });

  it('is the value itself, or its negative where less is better', () => {
    const of = plainMeasures(0.8, 0.7);
    expect(merit(metricOf('accuracy'), result(of))).to.equal(0.8);
    expect(merit(metricOf('log-loss'), result({ ...of, scoresNew: { ...of.scoresNew, logLoss: 2.5 } }))).to.equal(-2.5);
    expect(metrics.filter(({ better }) => better === 'less').map(({ id }) => id)).to.deep.equal([
      ...['log-loss', 'brier', 'calibration-error', 'error-cost', 'rmse', 'mae', 'pinball', 'coverage-error'],
    ]);
  });

  it('is 0 for all where the metric is not defined', () => {
    expect(merit(metricOf('worst-group'), result(plainMeasures(0.8, 0.7)))).to.equal(0);
  });

  it('of an arm is what decides where that is told, and its accuracy where it is not', () => {
    const [accuracyNew, turned] = [interval([0.8, 0.9]), interval([-0.3, -0.2])];
    expect(meritOf({ accuracyNew })).to.equal(accuracyNew);
    expect(meritOf({ accuracyNew, merit: turned })).to.equal(turned);
  });
});

describe('a metric over seeds', () => {
  const results = [0.2, 0.4, 0.6].map((accuracy) => ({ measures: plainMeasures(accuracy, 0.9) }));

  it('is its mean and interval, as it is written', () => {
    expect(overSeeds(metricOf('accuracy'), results)).to.deep.equal(interval([0.2, 0.4, 0.6]));
    expect(overSeeds(metricOf('log-loss'), results)).to.deep.equal(interval([1 - 0.2, 1 - 0.4, 1 - 0.6]));
  });

  it('is of the seeds on which it is defined, and nothing where there is none', () => {
    const recalls = [
      [0.5, null],
      [null, null],
      [0.7, 0.9],
    ].map((recallNew) => ({ measures: { ...plainMeasures(0.8, 0.8), recallNew } }));
    expect(overSeeds(metricOf('worst-class'), recalls)!.values).to.deep.equal([0.5, 0.7]);
    expect(overSeeds(metricOf('worst-group'), recalls)).to.equal(null);
    expect(overSeeds(metricOf('accuracy'), [])).to.equal(null);
  });
});
