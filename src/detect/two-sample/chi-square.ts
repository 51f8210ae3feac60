/** Pearson's chi-square test of homogeneity: the 2 × k contingency table, not goodness of fit to the reference. */
import { numberOf } from '../streaming/define.ts';
import { countCodes, homogeneity, pearson, sparsePermutations } from './contingency.ts';
import { defineTest } from './define.ts';

/** Chi-square, a test of two samples of categories. */
export const chiSquare = defineTest({
  id: 'chi-square',
  title: 'Chi-square',
  help: 'Do the categories occur equally often in both samples, up to chance?',
  source:
    'Pearson 1900; 2 × k contingency table over the categories that occur, without correction for continuity; p by permutation where a count below 5 is expected',
  input: 'categorical',
  parameters: [sparsePermutations],
  run(reference, current, params, random) {
    const [before, after] = countCodes([reference, current]);
    return homogeneity('chi-square', before!, after!, pearson, numberOf(params, 'permutations'), random);
  },
});
