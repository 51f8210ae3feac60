/**
 * The energy distance √(2E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖), of one column or of several.
 *
 * Of one column, it is √(2∫(F − G)²), as in SciPy. It needs no kernel width, but columns of different units have to be brought to
 * one scale first.
 */
import { numberOf } from '../streaming/define.ts';
import { choiceOf, defineTest } from './define.ts';
import { distance } from './kernels.ts';
import { BOUND_SOURCE, kernelBound, tail, withBound } from './paired-bound.ts';
import { maxRows, permutations, permutationTest, thin } from './permutation.ts';

/** Energy distance, a test of two samples of rows. */
export const energy = defineTest({
  id: 'energy',
  title: 'Energy distance',
  help: 'Are rows of different samples further apart than rows of the same sample?',
  source: `Székely & Rizzo 2013, Energy statistics (J. Stat. Plan. Inference 143), the root of the V statistic; p by permutation, ${BOUND_SOURCE}`,
  input: 'multivariate',
  parameters: [permutations(100), tail, maxRows],
  run(reference, current, params, random) {
    const most = numberOf(params, 'maxRows');
    const [first, second] = [thin(reference, most, random), thin(current, most, random)];
    const count = numberOf(params, 'permutations');
    const { statistic, pValue, details } = permutationTest(
      first,
      second,
      distance,
      ({ within, withinCurrent, across, n, m }) => (2 * across) / (n * m) - within / (n * n) - withinCurrent / (m * m),
      count,
      random,
    );
    // Permutations compare squares: they may fall below 0 by rounding.
    return {
      statistic: Math.sqrt(Math.max(0, statistic)),
      pValue: choiceOf(params, 'tail') === 'bound' ? withBound(pValue, count, () => kernelBound(first, second, distance, -1)) : pValue,
      details,
    };
  },
});
