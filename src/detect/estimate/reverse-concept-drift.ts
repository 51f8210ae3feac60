/**
 * Reverse concept drift: what would the new concept alone have done to the model, on the rows of old?
 *
 * A model trained on the current rows and their labels gives each row of the reference the class probabilities of the new concept;
 * the deployed model is scored against them. Since the rows are the old ones, a change of P(x) does not enter. It needs labels of
 * the current rows, unlike the other estimates.
 */
import { predictedClasses } from '../two-sample/bbsd.ts';
import { checked, checkLabels, checkOutputs, referenceAccuracy } from './outputs.ts';
import type { ModelEstimator } from './types.ts';

export const reverseConceptDrift: ModelEstimator = {
  id: 'reverse-concept-drift',
  title: 'Reverse concept drift',
  help: 'The part of a change in accuracy that comes from the concept and not from the inputs.',
  source: 'An open implementation of the idea in NannyML’s documentation (reverse concept drift)',
  assumption: 'A model trained on the current rows learns their concept, also where the reference lies.',
  violatedBy: ['P(x)'],
  needsOverlap: true,
  needs: 'models',
  parameters: [],
  async run({ deployed, train, reference, labels, current, currentLabels }, given) {
    checked(reverseConceptDrift, given);
    for (const [name, { rows }] of [
      ['reference', reference],
      ['current', current],
    ] as const) {
      if (rows < 1) throw new RangeError(`reverse-concept-drift: the ${name} sample has no rows; collect some first`);
    }
    const outputs = await deployed(reference);
    checkOutputs('reverse-concept-drift', 'reference', outputs);
    checkLabels('reverse-concept-drift', 'reference', labels, outputs);
    checkLabels('reverse-concept-drift', 'current', currentLabels, { ...current, width: outputs.width });
    const trained = await train(current, currentLabels);
    const concept = await trained(reference);
    checkOutputs('reverse-concept-drift', 'relabelled', concept);
    if (concept.rows !== outputs.rows || concept.width !== outputs.width) {
      throw new RangeError(
        `reverse-concept-drift: the trained model gives ${concept.rows} rows of ${concept.width} classes, the deployed one ${outputs.rows} of ${outputs.width}`,
      );
    }
    const accuracy = predictedClasses(outputs).reduce(
      (sum, predicted, row) => sum + concept.x[row * concept.width + predicted]! / concept.rows,
      0,
    );
    const accuracyReference = referenceAccuracy({ reference: outputs, labels });
    return { accuracy, details: { accuracyReference, change: accuracy - accuracyReference } };
  },
};
