/**
 * The maximum mean discrepancy with a Gaussian kernel: the distance of the samples' mean embeddings, squared.
 *
 * The unbiased estimate Σ_{i≠j}k(xᵢ,xⱼ)/n(n−1) + Σ_{i≠j}k(yᵢ,yⱼ)/m(m−1) − 2Σk(xᵢ,yⱼ)/nm, which can be negative. Every kind
 * of difference shows, given enough rows.
 */
import { numberOf, real } from '../streaming/define.ts';
import { choiceOf, defineTest } from './define.ts';
import { medianSigma, rbf } from './kernels.ts';
import { BOUND_SOURCE, kernelBound, tail, withBound } from './paired-bound.ts';
import { maxRows, permutations, permutationTest, thin } from './permutation.ts';

/** Maximum mean discrepancy, a test of two samples of rows. */
export const mmd = defineTest(
  {
    id: 'mmd',
    title: 'Maximum mean discrepancy',
    help: 'Compares all columns at once through the similarity of rows, and sees any kind of change given enough rows.',
    source: `Gretton et al. 2012, A kernel two-sample test (JMLR 13), unbiased; p by permutation, (1 + b)/(1 + B), ${BOUND_SOURCE}`,
    input: 'multivariate',
    parameters: [
      real('sigma', {
        title: 'Kernel width σ',
        help: 'In the unit of the columns; 0 = from the median distance.',
        min: 0,
        max: 1e9,
        default: 0,
      }),
      permutations(100),
      tail,
      maxRows,
    ],
    run(reference, current, params, random) {
      const most = numberOf(params, 'maxRows');
      const [first, second] = [thin(reference, most, random), thin(current, most, random)];
      const sigma = numberOf(params, 'sigma') || medianSigma('mmd', first, second, random);
      const [kernel, count] = [rbf(sigma), numberOf(params, 'permutations')];
      const { statistic, pValue, details } = permutationTest(
        first,
        second,
        kernel,
        ({ within, withinCurrent, across, n, m }) => within / (n * (n - 1)) + withinCurrent / (m * (m - 1)) - (2 * across) / (n * m),
        count,
        random,
      );
      const bounded = choiceOf(params, 'tail') === 'bound';
      return {
        statistic,
        pValue: bounded ? withBound(pValue, count, () => kernelBound(first, second, kernel, 1)) : pValue,
        details: { sigma, ...details },
      };
    },
  },
  2,
);
