/**
 * Confidence-based performance estimation: a calibrated model knows how often it is right, so its mean confidence is its accuracy.
 *
 * Probabilities are calibrated on the reference, class by class by isotonic regression, and made to sum to 1 again. The accuracy
 * is the mean calibrated probability of the class that the model predicts (for two classes, 1 − |ŷ − p̂|); a row counts as a
 * share in each cell of the confusion matrix.
 */
import { choice } from '../streaming/define.ts';
import { predictedClasses } from '../two-sample/bbsd.ts';
import type { Batch } from '../types.ts';
import { isotonic } from './isotonic.ts';
import { defineOutputEstimator, referenceAccuracy } from './outputs.ts';
import type { ModelOutputs } from './types.ts';

/** Half the width of the interval in standard errors, as in NannyML. */
const BAND = 3;

export const cbpe = defineOutputEstimator({
  id: 'cbpe',
  title: 'Confidence-based performance estimation',
  help: 'Reads the accuracy off the model’s own calibrated confidence.',
  source: 'NannyML, CBPE; multiclass by the probability of the predicted class; calibrated per class by isotonic regression',
  assumption:
    'What an input means has not changed, only how often each kind of row comes, and no rows come from where the reference has none. The model is calibrated for each kind of row: where it is so only on average, a shift of P(x) alone breaks the estimate.',
  violatedBy: ['P(y)', 'P(y|x)'],
  strainedBy: ['P(x)'],
  needsOverlap: true,
  needs: 'outputs',
  parameters: [
    choice('calibration', 'Calibration', 'Fitted on the reference.', { isotonic: 'isotonic', none: 'none: probabilities as they are' }),
  ],
  run(outputs, params) {
    const { current, reference } = outputs;
    const { rows, width } = current;
    const predicted = predictedClasses(current);
    const calibrated = params.calibration === 'none' ? current.x : calibrate(outputs);
    const confusion = Array.from({ length: width }, () => new Array<number>(width).fill(0));
    for (let row = 0; row < rows; row++) {
      const cells = confusion[predicted[row]!]!;
      for (let c = 0; c < width; c++) cells[c]! += calibrated[row * width + c]! / rows;
    }
    const accuracy = confusion.reduce((sum, cells, c) => sum + cells[c]!, 0);
    const before = referenceAccuracy(outputs);
    // The spread of one indicator right/wrong in the reference, over as many rows as there are now.
    const half = BAND * Math.sqrt((before * (1 - before)) / rows);
    return {
      accuracy,
      interval: [accuracy - half, accuracy + half],
      confusion,
      details: { accuracyReference: before, rowsReference: reference.rows },
    };
  },
});

/** Calibrated probabilities of the current rows, `[rows, classes]`. */
export function calibrate({ reference, labels, current }: ModelOutputs): Float64Array {
  const { rows, width } = current;
  const column = ({ x, rows }: Batch, c: number) => Float64Array.from({ length: rows }, (_, row) => x[row * width + c]!);
  const out = new Float64Array(rows * width);
  for (let c = 0; c < width; c++) {
    const fit = isotonic(
      column(reference, c),
      Uint8Array.from(labels, (label) => Number(label === c)),
    );
    for (let row = 0; row < rows; row++) out[row * width + c] = fit(current.x[row * width + c]!);
  }
  for (let row = 0; row < rows; row++) {
    const cells = out.subarray(row * width, (row + 1) * width);
    const sum = cells.reduce((a, b) => a + b, 0);
    // No class was ever right at such scores: the model's own probabilities are all there is.
    for (let c = 0; c < width; c++) cells[c] = sum > 0 ? cells[c]! / sum : current.x[row * width + c]!;
  }
  return out;
}
