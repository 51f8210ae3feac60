/** The Wasserstein-1 or earth mover's distance of two columns: ∫|F − G|, in the unit of the column or in standard deviations. */
import { rootOfSquares } from '../../maths/statistics.ts';
import { choice } from '../streaming/define.ts';
import { choiceOf, defineTest, sorted } from './define.ts';
import { ties } from './pooled.ts';

/** Evidently's floor: a nearly constant reference must not blow the distance up without bounds. */
const LEAST_SD = 0.001;

/** Wasserstein distance, a distance of two samples of one column. */
export const wasserstein = defineTest({
  id: 'wasserstein',
  title: 'Wasserstein distance',
  help: 'How far values have to be moved, on average, to turn one sample into the other.',
  source: 'Kantorovich 1942, p = 1; where normed, divided by max(σ of the reference, 0.001), n in its denominator, as in Evidently',
  input: 'numeric',
  distance: true,
  parameters: [
    choice('normed', 'Unit', 'Standard deviations of the reference make columns comparable.', {
      no: 'the unit of the column',
      yes: 'standard deviations of the reference',
    }),
  ],
  run(reference, current, params) {
    let [i, j, area, last] = [0, 0, 0, 0];
    for (const { value, inFirst, inSecond } of ties(sorted(reference), sorted(current))) {
      if (i + j > 0) area += Math.abs(i / reference.rows - j / current.rows) * (value - last);
      i += inFirst;
      j += inSecond;
      last = value;
    }
    const sd = deviation(reference.x);
    return { statistic: choiceOf(params, 'normed') === 'yes' ? area / Math.max(sd, LEAST_SD) : area, details: { sdReference: sd } };
  },
});

/** Standard deviation with n in the denominator. */
function deviation(x: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < x.length; i++) mean += x[i]! / x.length;
  return rootOfSquares(x, mean, x.length);
}
