/**
 * The domain classifier: the AUROC at which a classifier tells both samples apart, cross-validated over all rows.
 *
 * ½ means indistinguishable, 1 fully apart. NannyML alerts outside 0.45 … 0.65, which small samples leave by chance in 4 of 10
 * cases; `low` and `high` are these ends, moved out to where chance reaches.
 */
import type { Random } from '../../random/random.ts';
import { numberOf, whole } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { choiceOf, defineTest } from './define.ts';
import { auroc, features, fitLogistic, labelled, scores } from './logistic.ts';
import { maxRows, thin } from './permutation.ts';

const USUAL = { low: 0.45, high: 0.65 };
/**
 * Half the width that holds 95 of 100 areas without a difference, in standard errors of folds that know nothing of each other. Folds
 * share their training rows, so their areas move together: measured from 12 to 1,000 rows, 1 to 5 columns and 2 to 10 folds, it is 2.7.
 */
const REACH = 2.7;

/** Where the area lies without a difference: NannyML's range, and wider where chance reaches further. */
function range(n: number, m: number, folds: number): { readonly low: number; readonly high: number } {
  // Mann & Whitney 1947: the variance of an area is (n + m + 1)/12nm; here, the mean of that many of n/folds and m/folds rows.
  const reach = REACH * Math.sqrt((n + m + folds) / (12 * n * m));
  return { low: Math.max(0, Math.min(USUAL.low, 0.5 - reach)), high: Math.min(1, Math.max(USUAL.high, 0.5 + reach)) };
}

/** The AUROC over all rows, each scored by the classifier that has not seen its fold; folds hold equal shares of both samples. */
function domainAuroc(reference: Batch, current: Batch, folds: number, squares: boolean, random: Random): number {
  const data = labelled(reference, current, squares, random);
  const seen = [0, 0];
  const foldOf = Array.from(data.y, (y) => seen[y]!++ % folds);
  const rowsWhere = (wanted: (fold: number) => boolean) => Int32Array.from(foldOf.flatMap((fold, row) => (wanted(fold) ? [row] : [])));
  let area = 0;
  for (let fold = 0; fold < folds; fold++) {
    const test = rowsWhere((other) => other === fold);
    const train = rowsWhere((other) => other !== fold);
    const weights = fitLogistic(data, train);
    // Scores of different classifiers have no common scale, so areas are averaged, not scores pooled.
    area +=
      auroc(
        scores(data, weights, test),
        Uint8Array.from(test, (row) => data.y[row]!),
      ) / folds;
  }
  return area;
}

/** Domain classifier, a distance of two samples of rows. */
export const domainClassifier = defineTest(
  {
    id: 'domain-classifier',
    title: 'Domain classifier',
    help: 'How well a classifier tells rows of the two samples apart: AUROC ½ not at all, 1 always.',
    source:
      'NannyML, domain classifier; 5-fold AUROC, alert outside 0.45 … 0.65; here with logistic regression, and a wider range where few rows reach that by chance',
    input: 'multivariate',
    distance: true,
    parameters: [
      features,
      whole('folds', { title: 'Folds', help: 'Parts of the cross-validation.', min: 2, max: 10, default: 5 }),
      maxRows,
    ],
    run(reference, current, params, random) {
      const [most, folds] = [numberOf(params, 'maxRows'), numberOf(params, 'folds')];
      const [first, second] = [thin(reference, most, random), thin(current, most, random)];
      const statistic = domainAuroc(first, second, folds, choiceOf(params, 'features') === 'squares', random);
      return { statistic, details: { folds, ...range(first.rows, second.rows, folds) } };
    },
  },
  10,
);
