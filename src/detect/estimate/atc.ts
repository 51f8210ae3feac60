/**
 * Average thresholded confidence: the threshold below which the reference has as many scores as errors; the accuracy is the
 * share of current rows at or above it.
 */
import { choice } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { defineOutputEstimator, referenceAccuracy } from './outputs.ts';
import { log } from '../../maths/portable.ts';

export const atc = defineOutputEstimator({
  id: 'atc',
  title: 'Average thresholded confidence',
  help: 'Counts the rows about which the model is as confident as where it used to be right.',
  source: 'Garg et al. 2022, Leveraging unlabeled data to predict out-of-distribution performance (ICLR)',
  assumption:
    'Confidence still separates right from wrong at the same threshold: what the old world taught of confidence and errors carries over. A shift of P(x) alone can break that, where rows become frequent of which the model is surer, or less sure, than it should be.',
  violatedBy: ['P(y)', 'P(y|x)'],
  strainedBy: ['P(x)'],
  needsOverlap: true,
  needs: 'outputs',
  parameters: [
    choice('score', 'Confidence', 'What the threshold is put on.', {
      confidence: 'highest probability',
      entropy: 'negative entropy of the probabilities',
    }),
  ],
  run(outputs, params) {
    const score = params.score === 'entropy' ? negativeEntropy : highest;
    const before = referenceAccuracy(outputs);
    const ascending = scoresOf(outputs.reference, score).sort();
    const errors = Math.round((1 - before) * ascending.length);
    // With an error everywhere no score is high enough.
    const threshold = ascending[errors] ?? Infinity;
    const above = scoresOf(outputs.current, score).filter((value) => value >= threshold).length;
    return { accuracy: above / outputs.current.rows, details: { threshold, accuracyReference: before } };
  },
});

type Score = (x: ArrayLike<number>, from: number, width: number) => number;

const scoresOf = ({ x, rows, width }: Batch, score: Score): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => score(x, row * width, width));

const highest: Score = (x, from, width) => {
  let best = 0;
  for (let c = 0; c < width; c++) best = Math.max(best, x[from + c]!);
  return best;
};

const negativeEntropy: Score = (x, from, width) => {
  let sum = 0;
  for (let c = 0; c < width; c++) {
    const p = x[from + c]!;
    if (p > 0) sum += p * log(p);
  }
  return sum;
};
