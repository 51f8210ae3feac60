/** The G test of homogeneity: chi-square's likelihood-ratio sister, on the same table. */
import { numberOf } from '../streaming/define.ts';
import { countCodes, homogeneity, likelihoodRatio, sparsePermutations } from './contingency.ts';
import { defineTest } from './define.ts';

/** G test, a test of two samples of categories. */
export const gTest = defineTest({
  id: 'g-test',
  title: 'G test',
  help: 'Like chi-square, but measured by the likelihood ratio, which weighs information instead of squared differences.',
  source:
    'Woolf 1957; 2 × k contingency table over the categories that occur, without correction for continuity; p by permutation where a count below 10 is expected',
  input: 'categorical',
  parameters: [sparsePermutations],
  run(reference, current, params, random) {
    const [before, after] = countCodes([reference, current]);
    return homogeneity('g-test', before!, after!, likelihoodRatio, numberOf(params, 'permutations'), random);
  },
});
