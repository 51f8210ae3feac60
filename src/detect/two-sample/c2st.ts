/**
 * The classifier two-sample test: if a classifier tells rows of the two samples apart on rows it has not seen, they differ.
 *
 * As many rows of each sample are taken. Half of them train a logistic regression; its accuracy on the others is ½ without a
 * difference, and the p value is the binomial tail of getting so many right by guessing.
 */
import { binomialTail } from '../../maths/special/beta.ts';
import { numberOf, real } from '../streaming/define.ts';
import { choiceOf, defineTest } from './define.ts';
import { auroc, features, fitLogistic, labelled, scores } from './logistic.ts';
import { maxRows, thin } from './permutation.ts';

/** Classifier two-sample test, a test of two samples of rows. */
export const c2st = defineTest(
  {
    id: 'c2st',
    title: 'Classifier two-sample test',
    help: 'Can a classifier tell rows of the two samples apart?',
    source: 'Lopez-Paz & Oquab 2017, Revisiting classifier two-sample tests (ICLR); exact binomial p instead of the normal one',
    input: 'multivariate',
    parameters: [
      features,
      real('testShare', { title: 'Held-out share', help: 'Share of rows that judge the classifier.', min: 0.1, max: 0.9, default: 0.5 }),
      maxRows,
    ],
    run(reference, current, params, random) {
      const rows = Math.min(reference.rows, current.rows, numberOf(params, 'maxRows'));
      const data = labelled(thin(reference, rows, random), thin(current, rows, random), choiceOf(params, 'features') === 'squares', random);
      // As many test rows of each sample, so that guessing is right half the time.
      const perSample = Math.max(1, Math.min(rows - 1, Math.round(numberOf(params, 'testShare') * rows)));
      const taken = [0, 0];
      const inTest = Array.from(data.y, (y) => taken[y]!++ < perSample);
      const [train, test] = [false, true].map((wanted) =>
        Int32Array.from(inTest.flatMap((isTest, row) => (isTest === wanted ? [row] : []))),
      );
      const logits = scores(data, fitLogistic(data, train!), test!);
      const truth = Uint8Array.from(test!, (row) => data.y[row]!);
      const right = logits.filter((logit, i) => logit > 0 === (truth[i] === 1)).length;
      const statistic = right / truth.length;
      return {
        statistic,
        pValue: binomialTail(right, truth.length, 0.5),
        details: { auroc: auroc(logits, truth), testRows: truth.length, right },
      };
    },
  },
  10,
);
