/**
 * Black-box shift estimation: which class shares would make the model predict what it predicts now?
 *
 * C_ij = P(ŷ = i, y = j) on the reference, μᵢ = P(ŷ = i) now; the weights w = C⁻¹μ, negative ones cut to 0 and the prior
 * w_j·P(y = j) made to sum to 1. `condition` is ‖C‖₁‖C⁻¹‖₁: by how much noise in μ can be magnified.
 */
import { columnNorm, inverse, multiply } from '../../maths/special/linear.ts';
import { predictedClasses } from '../two-sample/bbsd.ts';
import { classShares, defineOutputEstimator, refuseMissingClass } from './outputs.ts';

export const bbse = defineOutputEstimator({
  id: 'bbse',
  title: 'Black-box shift estimation',
  help: 'Estimates how often each class comes now, from the classes that the model predicts and how it confuses them.',
  source: 'Lipton, Wang & Smola 2018, Detecting and correcting for label shift with black box predictors (ICML), hard predictions',
  assumption: 'Only the shares of classes changed; rows of one class look as before.',
  violatedBy: ['P(x)', 'P(y|x)'],
  needsOverlap: false,
  needs: 'outputs',
  parameters: [],
  run({ reference, labels, current }) {
    const classes = reference.width;
    const before = classShares(labels, classes);
    refuseMissingClass('bbse', before);
    const confusion = new Float64Array(classes * classes);
    predictedClasses(reference).forEach((predicted, row) => (confusion[predicted * classes + labels[row]!]! += 1 / reference.rows));
    const back = inverse(confusion, classes);
    if (!back) {
      throw new RangeError(
        'bbse: the model confuses classes so much that its confusion matrix has no inverse; use em-prior, or a model that predicts every class',
      );
    }
    const raw = multiply(back, classShares(predictedClasses(current), classes));
    const clipped = raw.filter((weight) => weight < 0).length;
    const shares = before.map((share, c) => share * Math.max(0, raw[c]!));
    const total = shares.reduce((a, b) => a + b, 0);
    const prior = shares.map((share) => share / total);
    const condition = columnNorm(confusion, classes) * columnNorm(back, classes);
    return { prior, weights: prior.map((share, c) => share / before[c]!), details: { condition, clipped } };
  },
});
