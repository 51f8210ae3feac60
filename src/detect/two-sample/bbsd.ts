/**
 * Black-box shift detection: compares what the deployed model predicts, not its inputs. It sees only drift that moves predictions.
 *
 * Rows are class probabilities, `[rows, classes]`. Soft: a Kolmogorov–Smirnov test per class with Bonferroni's correction. Hard:
 * a chi-square test of the predicted classes.
 */
import { numberOf } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { countCodes, homogeneity, pearson, sparsePermutations } from './contingency.ts';
import { choiceOf, column, defineTest } from './define.ts';
import { kolmogorovSmirnov, ksMethod } from './ks.ts';

/** Rounding to half precision moves a sum by so much. */
const SUM_TOLERANCE = 0.01;

/** @throws RangeError when a row is no distribution over at least two classes. */
export function checkProbabilities(id: string, name: string, { x, rows, width }: Batch): void {
  if (width < 2) throw new RangeError(`${id}: the ${name} sample has ${width} column; give the probabilities of at least two classes`);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += x[row * width + c]! < 0 ? NaN : x[row * width + c]!;
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new RangeError(
        `${id}: row ${row} of the ${name} sample holds no class probabilities: they must not be negative and sum to 1, not ${sum}`,
      );
    }
  }
}

/** The class with the highest probability, row by row; the first where several have it. */
export function predictedClasses({ x, rows, width }: Batch): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < width; c++) if (x[row * width + c]! > x[row * width + best]!) best = c;
    return best;
  });
}

const columnOf = ({ x, rows, width }: Batch, c: number): Batch =>
  column(Float64Array.from({ length: rows }, (_, row) => x[row * width + c]!));

/** Black-box shift detection, soft, a test of two samples of rows. */
export const bbsdSoft = defineTest({
  id: 'bbsd-soft',
  title: 'Black-box shift detection, soft',
  help: 'Did the distribution of any class probability that the model gives change?',
  source: 'Lipton, Wang & Smola 2018; KS per output with Bonferroni, as in Rabanser et al. 2019, Failing Loudly',
  input: 'multivariate',
  parameters: [ksMethod],
  run(reference, current, params) {
    checkProbabilities('bbsd-soft', 'reference', reference);
    checkProbabilities('bbsd-soft', 'current', current);
    const { width } = reference;
    const results = Array.from({ length: width }, (_, c) =>
      kolmogorovSmirnov(columnOf(reference, c), columnOf(current, c), choiceOf(params, 'method')),
    );
    const smallest = results.reduce((best, { pValue }, c) => (pValue < results[best]!.pValue ? c : best), 0);
    const statistic = Math.max(...results.map((result) => result.statistic));
    return { statistic, pValue: Math.min(1, results[smallest]!.pValue * width), details: { class: smallest, classes: width } };
  },
});

/** Black-box shift detection, hard, a test of two samples of rows. */
export const bbsdHard = defineTest({
  id: 'bbsd-hard',
  title: 'Black-box shift detection, hard',
  help: 'Did the shares of predicted classes change?',
  source:
    'Lipton, Wang & Smola 2018; chi-square on predicted classes, as in Rabanser et al. 2019, Failing Loudly; p by permutation where a count below 5 is expected',
  input: 'multivariate',
  parameters: [sparsePermutations],
  run(reference, current, params, random) {
    checkProbabilities('bbsd-hard', 'reference', reference);
    checkProbabilities('bbsd-hard', 'current', current);
    const [before, after] = countCodes([column(predictedClasses(reference)), column(predictedClasses(current))]);
    return homogeneity('bbsd-hard', before!, after!, pearson, numberOf(params, 'permutations'), random);
  },
});
