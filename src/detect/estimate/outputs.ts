/** Checks and counts that all estimates from a model's outputs share. */
import { checkParameters, withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import { checkProbabilities, predictedClasses } from '../two-sample/bbsd.ts';
import type { Batch } from '../types.ts';
import type { Estimator, ModelOutputs, OutputEstimator } from './types.ts';

/** The estimator made safe: absent parameters get their defaults; wrong parameters and unusable outputs throw RangeError. */
export function defineOutputEstimator(entry: OutputEstimator): OutputEstimator {
  return {
    ...entry,
    run(outputs, given) {
      const params = checked(entry, given);
      checkOutputs(entry.id, 'reference', outputs.reference);
      checkOutputs(entry.id, 'current', outputs.current);
      checkLabels(entry.id, 'reference', outputs.labels, outputs.reference);
      if (outputs.reference.width !== outputs.current.width) {
        throw new RangeError(
          `${entry.id}: the reference has ${outputs.reference.width} classes, the current sample ${outputs.current.width}`,
        );
      }
      return entry.run(outputs, params);
    },
  };
}

/** Parameters with their defaults. @throws RangeError when one is wrong. */
export function checked({ id, parameters }: Pick<Estimator, 'id' | 'parameters'>, given: ParameterValues): ParameterValues {
  const [wrong] = checkParameters(parameters, given, { classes: [], columns: [] });
  if (wrong) throw new RangeError(`${id}, parameter ${wrong.name}: ${wrong.message}`);
  return withDefaults(parameters, given);
}

/** @throws RangeError when there are no rows, or they are no class probabilities. */
export function checkOutputs(id: string, name: string, batch: Batch): void {
  if (batch.rows < 1) throw new RangeError(`${id}: the ${name} sample has no rows; collect some first`);
  if (batch.x.length !== batch.rows * batch.width) {
    throw new RangeError(`${id}: the ${name} sample holds ${batch.x.length} numbers, expected ${batch.rows} rows × ${batch.width} classes`);
  }
  checkProbabilities(id, name, batch);
}

/** @throws RangeError when there is not one label of a known class for each row. */
export function checkLabels(id: string, name: string, labels: ArrayLike<number>, { rows, width }: Batch): void {
  if (labels.length !== rows)
    throw new RangeError(`${id}: ${rows} rows of the ${name} sample have ${labels.length} labels; give one for each`);
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    if (!Number.isInteger(label) || label < 0 || label >= width) {
      throw new RangeError(`${id}: the label of row ${row} of the ${name} sample is ${label}; expected a class 0 … ${width - 1}`);
    }
  }
}

/** The share of each class among labels. */
export function classShares(labels: ArrayLike<number>, classes: number): number[] {
  const shares = new Array<number>(classes).fill(0);
  for (let row = 0; row < labels.length; row++) shares[labels[row]!]! += 1 / labels.length;
  return shares;
}

/** The share of rows of the reference that the model gets right. */
export function referenceAccuracy({ reference, labels }: Pick<ModelOutputs, 'reference' | 'labels'>): number {
  return predictedClasses(reference).filter((predicted, row) => predicted === labels[row]).length / reference.rows;
}

/** @throws RangeError when a class has no rows in the reference: nothing is known about it. */
export function refuseMissingClass(id: string, shares: readonly number[]): void {
  const missing = shares.indexOf(0);
  if (missing >= 0) throw new RangeError(`${id}: the reference has no row of class ${missing}; add some, or leave the class out`);
}
