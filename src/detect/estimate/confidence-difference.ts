/** Difference of confidences: the accuracy fell as much as the mean confidence did. */
import type { Batch } from '../types.ts';
import { defineOutputEstimator, referenceAccuracy } from './outputs.ts';

export const confidenceDifference = defineOutputEstimator({
  id: 'confidence-difference',
  title: 'Difference of confidences',
  help: 'Takes the accuracy on the reference and lowers it by as much as the mean confidence has fallen.',
  source: 'Guillory et al. 2021, Predicting with confidence on unseen distributions (ICCV, arXiv:2107.03315), without a fitted slope',
  assumption:
    'The model overrates itself as much as it did before. A shift of P(x) alone can break that, where rows become frequent that it overrates more, or less.',
  violatedBy: ['P(y)', 'P(y|x)'],
  strainedBy: ['P(x)'],
  needsOverlap: true,
  needs: 'outputs',
  parameters: [],
  run(outputs) {
    const [before, now] = [meanConfidence(outputs.reference), meanConfidence(outputs.current)];
    const accuracyReference = referenceAccuracy(outputs);
    return {
      accuracy: Math.min(1, Math.max(0, accuracyReference + now - before)),
      details: { confidence: now, confidenceReference: before, accuracyReference },
    };
  },
});

/** Mean probability of the predicted class. */
function meanConfidence({ x, rows, width }: Batch): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let c = 0; c < width; c++) best = Math.max(best, x[row * width + c]!);
    sum += best;
  }
  return sum / rows;
}
