import { expect } from 'chai';
import fc from 'fast-check';
import { fairnessOf } from '../../../src/measure/metrics/fairness.ts';
import { flipsOf } from '../../../src/measure/metrics/flips.ts';
import { scoresOf } from '../../../src/measure/metrics/scores.ts';
import { recoveryOf, transferOf } from '../../../src/measure/cost/transfer.ts';
import { randomStream } from '../../../src/random/random.ts';

/** Rows of two classes by the probability of the second. */
const binary = (...ps: number[]): number[] => ps.flatMap((p) => [1 - p, p]);
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 60 });

describe('scores of probabilities', () => {
  it('by hand: three rows right, one wrong', () => {
    const { macroF1, logLoss, brier, confusion } = scoresOf(binary(0.9, 0.8, 0.3, 0.6), [1, 1, 0, 0], 2);
    expect(confusion).to.deep.equal([
      [1, 1],
      [0, 2],
    ]);
    // Class 0: 2·1/(2 + 1), class 1: 2·2/(2 + 3).
    expect(macroF1).to.be.closeTo((2 / 3 + 4 / 5) / 2, 1e-12);
    expect(logLoss).to.be.closeTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.7) + Math.log(0.4)) / 4, 1e-12);
    expect(brier).to.be.closeTo((2 * (0.1 ** 2 + 0.2 ** 2 + 0.3 ** 2 + 0.6 ** 2)) / 4, 1e-12);
  });

  it('the Brier score splits into what every forecast of a base rate has: p(1 − p)·2', () => {
    const labels = Array.from({ length: 100 }, (_, i) => Number(i < 30));
    expect(scoresOf(binary(...labels.map(() => 0.3)), labels, 2).brier).to.be.closeTo(2 * 0.3 * 0.7, 1e-9);
  });

  it('calibration error is small for calibrated probabilities, and the gap for overconfident ones', () => {
    const random = randomStream(1, 'ece');
    const ps = Array.from({ length: 20_000 }, () => 0.5 + random.uniform() / 2);
    const labels = ps.map((p) => Number(random.uniform() < p));
    expect(scoresOf(binary(...ps), labels, 2).ece).to.be.below(0.015);
    // Always 99 % sure, right in three of four.
    const sure = scoresOf(
      binary(...ps.map(() => 0.99)),
      ps.map((_, i) => Number(i % 4 !== 0)),
      2,
    );
    expect(sure.ece).to.be.closeTo(0.24, 0.01);
    expect(sure.reliability).to.have.length(15);
    expect(sure.reliability.reduce((sum, bin) => sum + bin.rows, 0)).to.equal(20_000);
  });

  it('stay in their ranges, and every row is in one cell', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { macroF1, logLoss, brier, ece, confusion } = scoresOf(
          binary(...list.map(([p]) => p / 100)),
          list.map(([, y]) => y),
          2,
        );
        expect(macroF1).to.be.within(0, 1);
        expect(brier).to.be.within(0, 2);
        expect(ece).to.be.within(0, 1);
        expect(logLoss).to.be.within(0, -Math.log(1e-12) + 1e-9);
        expect(confusion.flat().reduce((a, b) => a + b, 0)).to.equal(list.length);
      }),
    );
  });

  it('take a diverged model for one that says nothing, one class for all as it is, and refuse no rows', () => {
    const diverged = scoresOf([NaN, NaN, NaN, NaN], [0, 1], 2);
    expect([diverged.macroF1, diverged.brier]).to.deep.equal([0, 0.5]);
    expect(diverged.logLoss).to.be.closeTo(Math.LN2, 1e-12);
    expect(scoresOf(binary(1, 1, 1), [1, 1, 1], 2)).to.include({ macroF1: 1, brier: 0, ece: 0 });
    expect(() => scoresOf([], [], 2)).to.throw(RangeError);
  });
});

describe('flips against the model before', () => {
  it('by hand: one broken, two fixed, four changed', () => {
    const flips = flipsOf([0, 1, 0, 0, 2, 1], [1, 1, 1, 1, 0, 1], [0, 1, 1, 1, 1, 1]);
    expect(flips).to.deep.equal({ negative: 1 / 6, positive: 2 / 6, churn: 4 / 6, compatibility: 1 - 1 / 3 });
  });

  it('error falls by fixes minus breaks', () => {
    const triple = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2));
    fc.assert(
      fc.property(fc.array(triple, { minLength: 1 }), (list) => {
        const [before, after, labels] = [0, 1, 2].map((at) => list.map((one) => one[at]!)) as [number[], number[], number[]];
        const wrong = (said: readonly number[]) => said.filter((one, row) => one !== labels[row]).length / labels.length;
        const { positive, negative, churn } = flipsOf(before, after, labels);
        expect(wrong(before) - wrong(after)).to.be.closeTo(positive - negative, 1e-12);
        expect(churn).to.be.at.least(positive + negative - 1e-12);
      }),
    );
    expect(flipsOf([0], [1], [1]).compatibility).to.equal(null);
    expect(() => flipsOf([0], [0, 1], [0, 1])).to.throw(RangeError);
  });
});

describe('groups', () => {
  // 40 rows of group 0, half of class 1, of whom 15 are named 1 and 5 of the others; 40 of group 1 with 10 and 10.
  const labels = Array.from({ length: 80 }, (_, i) => Number(i % 40 < 20));
  const named = Array.from({ length: 80 }, (_, i) => Number(i < 40 ? i < 15 || (i >= 20 && i < 25) : i < 50 || (i >= 60 && i < 70)));
  const groups = Array.from({ length: 80 }, (_, i) => Number(i >= 40));

  it('by hand, with fairlearn’s definitions: rates of naming, of hits and of false alarms', () => {
    const { worst, demographicParity, equalizedOdds, groups: rates } = fairnessOf(named, labels, groups, 2, 2);
    expect(rates.map(({ accuracy }) => accuracy)).to.deep.equal([30 / 40, 20 / 40]);
    expect(worst).to.deep.include({ group: 1, accuracy: 0.5 });
    expect(demographicParity).to.equal(0);
    // True positive rates 15/20 and 10/20, false positive rates 5/20 and 10/20.
    expect(equalizedOdds).to.be.closeTo(0.25, 1e-12);
  });

  it('of fewer than 30 rows are suppressed', () => {
    const small = Array.from({ length: 80 }, (_, i) => Number(i >= 60));
    const { groups: rates, demographicParity, equalizedOdds } = fairnessOf(named, labels, small, 2, 2);
    expect(rates[1]).to.deep.equal({ group: 1, rows: 20, accuracy: null });
    expect([demographicParity, equalizedOdds]).to.deep.equal([null, null]);
    expect(fairnessOf([], [], [], 0, 2).worst).to.equal(null);
  });
});

describe('groups, further', () => {
  /** Rows of groups: how many of which class are named what. */
  const rows = (list: readonly (readonly [group: number, label: number, named: number, count: number])[]) => {
    const all = list.flatMap(([group, label, said, count]) => Array.from({ length: count }, () => [group, label, said] as const));
    return [all.map(([, , said]) => said), all.map(([, label]) => label), all.map(([group]) => group)] as const;
  };
  const of = (names: number, classes: number, ...list: Parameters<typeof rows>[0]) => fairnessOf(...rows(list), names, classes);

  it('have rates from 30 rows on; of equal ones the first is the worst', () => {
    const { groups, worst } = of(2, 2, [0, 0, 0, 15], [0, 1, 0, 15], [1, 0, 0, 15], [1, 1, 0, 15]);
    expect(groups.map(({ accuracy }) => accuracy)).to.deep.equal([0.5, 0.5]);
    expect(worst!.group).to.equal(0);
    expect(of(2, 2, [0, 0, 0, 20], [0, 1, 0, 10], [1, 0, 0, 30]).worst!.group).to.equal(0);
    const { demographicParity } = of(2, 2, [0, 0, 1, 30], [1, 0, 0, 30]);
    expect(demographicParity).to.equal(1);
  });

  it('are told apart by the second of two classes: what is named, hits and false alarms (fairlearn)', () => {
    // Group 0: 6 of 10 hits, 2 of 20 false alarms. Group 1: 9 of 10, 10 of 20.
    const { demographicParity, equalizedOdds } = of(
      2,
      2,
      ...([
        [0, 1, 1, 6],
        [0, 1, 0, 4],
        [0, 0, 1, 2],
        [0, 0, 0, 18],
        [1, 1, 1, 9],
        [1, 1, 0, 1],
        [1, 0, 1, 10],
        [1, 0, 0, 10],
      ] as const),
    );
    expect(demographicParity).to.be.closeTo(19 / 30 - 8 / 30, 1e-12);
    // 0.3 of hits, 0.4 of false alarms.
    expect(equalizedOdds).to.be.closeTo(0.4, 1e-12);
    // The other way round: 0.5 of hits, 0.1 of false alarms.
    const hits = of(
      2,
      2,
      ...([
        [0, 1, 1, 4],
        [0, 1, 0, 6],
        [0, 0, 1, 2],
        [0, 0, 0, 18],
        [1, 1, 1, 9],
        [1, 1, 0, 1],
        [1, 0, 1, 4],
        [1, 0, 0, 16],
      ] as const),
    );
    expect(hits.equalizedOdds).to.be.closeTo(0.5, 1e-12);
  });

  it('of three classes lie apart by the class for which they do most', () => {
    // Class 0 is named on 20 and 10 of 30 rows, class 1 on 10 and 10, class 2 on 0 and 10.
    const { demographicParity, equalizedOdds } = of(2, 3, [0, 0, 0, 20], [0, 1, 1, 10], [1, 0, 0, 10], [1, 1, 1, 10], [1, 2, 2, 10]);
    expect(demographicParity).to.be.closeTo(1 / 3, 1e-12);
    // All is right: every hit rate is 1 and every false alarm rate 0, and class 2 has no rows in group 0.
    expect(equalizedOdds).to.equal(0);
  });

  it('are not held against each other by fewer than ten rows of a class', () => {
    const apart = (count: number) => of(2, 2, [0, 1, 1, count], [0, 0, 0, 30], [1, 1, 0, count], [1, 0, 0, 30]).equalizedOdds;
    expect([apart(9), apart(10)]).to.deep.equal([0, 1]);
    expect(of(2, 2, [0, 1, 1, 30], [1, 1, 1, 30]).equalizedOdds).to.equal(0);
    expect(of(2, 2, [0, 1, 1, 30], [1, 0, 1, 30]).equalizedOdds).to.equal(null);
  });

  it('refuse rows that do not match', () => {
    expect(() => fairnessOf([0], [0, 1], [0, 0], 1, 2)).to.throw(RangeError, '1 answers and 2 groups do not match 2 labels');
    expect(() => fairnessOf([0, 1], [0, 1], [0], 1, 2)).to.throw(RangeError);
  });
});

describe('reliability', () => {
  it('is told by rising confidence, whatever order rows come in', () => {
    const { reliability } = scoresOf(binary(0.9, 0.6, 0.7, 0.2), [1, 0, 1, 0], 2);
    expect(reliability).to.deep.equal([
      { rows: 1, confidence: 0.6, accuracy: 0 },
      { rows: 1, confidence: 0.7, accuracy: 1 },
      { rows: 1, confidence: 0.8, accuracy: 1 },
      { rows: 1, confidence: 0.9, accuracy: 1 },
    ]);
  });

  it('of a diverged model is the confidence of a guess, and never right', () => {
    const { reliability, confusion, ece } = scoresOf([NaN, NaN, NaN, NaN], [0, 1], 2);
    expect(reliability).to.deep.equal([
      { rows: 1, confidence: 0.5, accuracy: 0 },
      { rows: 1, confidence: 0.5, accuracy: 0 },
    ]);
    expect([confusion.flat(), ece]).to.deep.equal([[0, 0, 0, 0], 0.5]);
    expect(() => flipsOf([], [], [])).to.throw(RangeError);
    expect(() => flipsOf([0, 1], [0], [0, 1])).to.throw(RangeError, '2 and 1 predictions do not match 2 labels');
  });
});

describe('transfer over regimes', () => {
  it('by hand: forgetting a tenth, gaining from what came before', () => {
    const { accuracy, backward, forward, forgetting } = transferOf(
      [
        [0.9, 0.4],
        [0.8, 0.7],
      ],
      0.1,
    );
    expect(accuracy).to.be.closeTo(0.75, 1e-12);
    expect(backward).to.be.closeTo(-0.1, 1e-12);
    expect(forward).to.be.closeTo(0.3, 1e-12);
    expect(forgetting).to.be.closeTo(0.1, 1e-12);
    expect(transferOf([[0.9]], 0.5)).to.deep.equal({ accuracy: 0.9, backward: null, forward: null, forgetting: null });
    expect(() => transferOf([[0.9, 0.1]], 0.5)).to.throw(RangeError);
  });

  it('recovery is the share of what the best repair wins back', () => {
    expect(recoveryOf(0.5, 0.7, 0.9)).to.be.closeTo(0.5, 1e-12);
    expect(recoveryOf(0.9, 0.9, 0.9)).to.equal(null);
  });
});
