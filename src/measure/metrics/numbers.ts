/** How good numbers are that a model tells, `[rows]` in their own unit, with the ranges that its errors on held-out old rows give. */
import type { NumberScores } from '../../contracts/measures.ts';
import { quantile } from '../../data/quantile.ts';
import { determination } from './determination.ts';

/** Share of the numbers that an interval is to hold: from the 5 % to the 95 % quantile of the errors. */
export const COVERAGE = 0.9;
const TAIL = (1 - COVERAGE) / 2;
/** Quantiles that the pinball loss is a mean of. */
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * @param errors true minus told on held-out rows of the old world, ascending: added to what is told they are its predictive distribution
 * @throws RangeError when there are no rows, or no errors
 */
export function numberScores(told: ArrayLike<number>, truth: ArrayLike<number>, errors: ArrayLike<number>): NumberScores {
  const rows = truth.length;
  if (rows === 0 || told.length !== rows || errors.length === 0)
    throw new RangeError(`${told.length} numbers told and ${errors.length} errors do not judge ${rows} rows`);
  const offsets = QUANTILES.map((share) => quantile(errors, share));
  const [low, high] = [quantile(errors, TAIL), quantile(errors, 1 - TAIL)];
  let [squares, sizes, bias, pinball, inside] = [0, 0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const error = truth[row]! - told[row]!;
    squares += error ** 2 / rows;
    sizes += Math.abs(error) / rows;
    bias -= error / rows;
    if (error >= low && error <= high) inside++;
    QUANTILES.forEach((share, i) => {
      const away = error - offsets[i]!;
      pinball += (away * (away >= 0 ? share : share - 1)) / rows / QUANTILES.length;
    });
  }
  return {
    ...{ mae: sizes, rmse: Math.sqrt(squares), r2: determination(told, truth), bias },
    ...{ pinball, coverage: inside / rows, width: high - low },
  };
}
