import { expect } from 'chai';
import type { ReliabilityBin, Measures } from '../../../src/contracts/measures.ts';
import type { ArmResult } from '../../../src/contracts/results.ts';
import {
  classesShown,
  differenceOf,
  figure,
  groupChanges,
  intervalsByName,
  meanReliability,
  pairsOf,
  rowsInCell,
  summedConfusion,
} from '../../../src/ui/depth/depth-figures.ts';
import { plainMeasures } from '../../measure/synthetic-results.ts';

function result(
  arm: string,
  seed: number,
  { scores = {}, ...measures }: Partial<Omit<Measures, 'scoresNew'>> & { scores?: Partial<Measures['scoresNew']> } = {},
): ArmResult {
  const plain = plainMeasures(0.8, 0.9);
  return {
    ...{ seed, arm, status: 'done', startHash: '', endHash: '', moved: {}, recoveries: 0, curve: [] },
    measures: { ...plain, ...measures, scoresNew: { ...plain.scoresNew, ...scores } },
    counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 },
    times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
  };
}

describe('a repair and doing nothing', () => {
  it('are paired by seed, in the order of seeds', () => {
    const results = [result('a', 2), result('none', 0), result('a', 0), result('none', 2), result('a', 1)];
    expect(pairsOf(results, 'a').map(({ before, after }) => [before.arm, before.seed, after.arm, after.seed])).to.deep.equal([
      ['none', 0, 'a', 0],
      ['none', 2, 'a', 2],
    ]);
    expect(pairsOf([result('a', 0)], 'a')).to.deep.equal([]);
  });
});

describe('what is taken for what', () => {
  it('is added up over seeds, and compared cell by cell', () => {
    const before = summedConfusion([
      result('none', 0, {
        scores: {
          confusion: [
            [3, 1],
            [2, 4],
          ],
        },
      }),
      result('none', 1, {
        scores: {
          confusion: [
            [1, 3],
            [0, 6],
          ],
        },
      }),
    ]);
    expect(before).to.deep.equal([
      [4, 4],
      [2, 10],
    ]);
    expect(
      differenceOf(
        [
          [8, 0],
          [1, 11],
        ],
        before,
      ),
    ).to.deep.equal([
      [4, -4],
      [-1, 1],
    ]);
    expect(summedConfusion([])).to.deep.equal([]);
  });

  it('is shown of all classes, or of those that are confused most', () => {
    const diagonal = Array.from({ length: 4 }, (_, r) => Array.from({ length: 4 }, (__, c) => (r === c ? 9 : 0)));
    const confused = diagonal.map((line, r) => line.map((value, c) => (r === 3 && c === 1 ? 5 : r === 0 && c === 2 ? 1 : value)));
    expect(classesShown(diagonal, confused, 4)).to.deep.equal([0, 1, 2, 3]);
    expect(classesShown(diagonal, confused, 2)).to.deep.equal([1, 3]);
    // 0 and 2 are equally confused: the first of them.
    expect(classesShown(diagonal, confused, 3)).to.deep.equal([0, 1, 3]);
  });

  it('names the rows of a cell: so named before, after, or in one of the two only', () => {
    const facts = { y: Int32Array.of(1, 1, 1, 1, 0), before: Int32Array.of(2, 2, 1, 0, 2), after: Int32Array.of(2, 1, 2, 1, 2) };
    expect(rowsInCell('before', 1, 2, facts)).to.deep.equal([0, 1]);
    expect(rowsInCell('after', 1, 2, facts)).to.deep.equal([0, 2]);
    expect(rowsInCell('difference', 1, 2, facts)).to.deep.equal([1, 2]);
  });
});

describe('reliability over seeds', () => {
  it('is the mean of each bin, over the results that have as many bins as the first', () => {
    const bin = (confidence: number, accuracy: number): ReliabilityBin => ({ rows: 10, confidence, accuracy });
    const of = (seed: number, ...reliability: ReliabilityBin[]) => result('a', seed, { scores: { reliability } });
    const [low, high] = meanReliability([of(0, bin(0.2, 0.1), bin(0.9, 1)), of(1, bin(0.4, 0.3), bin(0.7, 0.5)), of(2, bin(1, 1))]);
    expect(low!.confidence).to.be.closeTo(0.3, 1e-12);
    expect(low!.accuracy).to.be.closeTo(0.2, 1e-12);
    expect(high).to.deep.equal({ rows: 10, confidence: 0.8, accuracy: 0.75 });
    expect(meanReliability([])).to.deep.equal([]);
  });
});

describe('groups before and after', () => {
  const fairness = (...accuracies: (number | null)[]): Measures['fairnessNew'] => ({
    groups: accuracies.map((accuracy, group) => ({ group, rows: accuracy === null ? 12 : 40, accuracy })),
    worst: null,
    demographicParity: null,
    equalizedOdds: null,
  });
  const pair = (seed: number, before: Measures['fairnessNew'], after: Measures['fairnessNew']) => ({
    before: result('none', seed, { fairnessNew: before }),
    after: result('a', seed, { fairnessNew: after }),
  });

  it('are told where a seed has enough rows of them, paired by seed', () => {
    const [large, small] = groupChanges([
      pair(0, fairness(0.5, null), fairness(0.75, null)),
      pair(1, fairness(0.25, null), fairness(0.75, null)),
    ]);
    expect(large).to.deep.include({ group: 0, rows: 40 });
    expect([large!.before!.mean, large!.after!.mean, large!.change!.values]).to.deep.equal([0.375, 0.75, [0.25, 0.5]]);
    expect(small).to.deep.equal({ group: 1, rows: 12, before: null, after: null, change: null });
  });

  it('are none where the data has none', () => {
    expect(groupChanges([pair(0, null, null)])).to.deep.equal([]);
    expect(groupChanges([])).to.deep.equal([]);
  });
});

describe('figures by name', () => {
  it('keep the order in which names first come, and leave out seeds without them', () => {
    const values = intervalsByName([{ first: 1 }, undefined, { head: 4, first: 3 }]);
    expect(values.map(([name, { mean, values: all }]) => [name, mean, all])).to.deep.equal([
      ['first', 2, [1, 3]],
      ['head', 4, [4]],
    ]);
  });

  it('are written with their half-width, a real minus sign and no negative nought', () => {
    const around = (mean: number, half: number) => ({ mean, lo: mean - half, hi: mean + half, values: [mean, mean] });
    expect(figure(around(-0.25, 0.125))).to.equal('−0.250 ± 0.125');
    expect(figure(around(-0.0001, 0), 2)).to.equal('0.00 ± 0.00');
    expect(figure({ ...around(0.5, 0), values: [0.5] })).to.equal('0.500');
  });
});
