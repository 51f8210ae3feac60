/** Pearson's chi-square test of homogeneity: the 2 × k contingency table, not goodness of fit to the reference. */
import { countCodes, homogeneity, pearson } from './contingency.ts';
import { defineTest } from './define.ts';

export const chiSquare = defineTest({
  id: 'chi-square',
  title: 'Chi-square',
  help: 'Do the categories occur equally often in both samples, up to chance?',
  source: 'Pearson 1900; 2 × k contingency table over the categories that occur, without correction for continuity',
  input: 'categorical',
  parameters: [],
  run(reference, current) {
    const [before, after] = countCodes([reference, current]);
    return homogeneity('chi-square', before!, after!, pearson);
  },
});
