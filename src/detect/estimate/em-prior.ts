/**
 * Class shares by expectation maximisation: posteriors are corrected with the shares, the shares are the mean of the posteriors,
 * and so on until nothing moves. It maximises the likelihood of the current rows and wants calibrated probabilities.
 */
import { numberOf, real, whole } from '../streaming/define.ts';
import { classShares, defineOutputEstimator, refuseMissingClass } from './outputs.ts';

export const emPrior = defineOutputEstimator({
  id: 'em-prior',
  title: 'Class shares by expectation maximisation',
  help: 'Estimates how often each class comes now, by correcting the model’s probabilities until they agree with themselves.',
  source: 'Saerens, Latinne & Decaestecker 2002, Adjusting the outputs of a classifier to new a priori probabilities (Neural Comput. 14)',
  assumption: 'Only the shares of classes changed, rows of one class look as before, and the model is calibrated.',
  violatedBy: ['P(x)', 'P(y|x)'],
  needsOverlap: false,
  needs: 'outputs',
  parameters: [
    whole('iterations', { title: 'Iterations at most', help: 'It usually settles within a hundred.', min: 1, max: 100_000, default: 1000 }),
    real('tolerance', { title: 'Settled below', help: 'Largest change of a share in one iteration.', min: 0, max: 0.1, default: 1e-8 }),
  ],
  run({ reference, labels, current: { x, rows } }, params) {
    const classes = reference.width;
    const before = classShares(labels, classes);
    refuseMissingClass('em-prior', before);
    let prior = before;
    let change = Infinity;
    let iterations = 0;
    for (; iterations < numberOf(params, 'iterations') && change > numberOf(params, 'tolerance'); iterations++) {
      const weights = prior.map((share, c) => share / before[c]!);
      const next = new Array<number>(classes).fill(0);
      for (let at = 0; at < rows * classes; at += classes) {
        let sum = 0;
        for (let c = 0; c < classes; c++) sum += weights[c]! * x[at + c]!;
        // A row that only classes of share 0 explain says nothing about the others.
        if (sum > 0) for (let c = 0; c < classes; c++) next[c]! += (weights[c]! * x[at + c]!) / sum;
      }
      const total = next.reduce((a, b) => a + b, 0);
      const settled = next.map((share) => share / total);
      change = Math.max(...settled.map((share, c) => Math.abs(share - prior[c]!)));
      prior = settled;
    }
    return { prior, weights: prior.map((share, c) => share / before[c]!), details: { iterations, change } };
  },
});
