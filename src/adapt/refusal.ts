/** Why an arm cannot run here. A refused arm is skipped and said to be; nothing is put in its place. */
import { layersOf } from '../models/types.ts';
import type { Arm, ArmContext } from '../contracts/repair.ts';

/** Thrown by an arm that finds out only while it runs; its message is one sentence for the user. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** One sentence; undefined when the arm can run. */
export function refusalOf(arm: Arm, context: ArmContext): string | undefined {
  const { needs } = arm;
  if (needs.classes && tellsNumber(context)) return `A number is told here, and ${needs.classes}; choose another repair.`;
  if (needs.newLabels) {
    const missing = tooFewLabels(context, needs.oldData);
    if (missing) return missing;
  }
  if (needs.oldData && context.oldRows.rows === 0)
    return 'No row of the old world was kept; keep some, or choose a repair that needs none.';
  if (needs.unlabelled && !context.unlabelled?.rows) return 'No input of the new world has come by yet; let some rows pass first.';
  if (needs.groups && !context.newRows.group) return 'The data has no groups; choose a data set whose rows belong to groups.';
  if (needs.batchNorm && !layersOf(context.model).some(({ kind }) => kind === 'batch-norm')) {
    return 'The model has no batch normalisation; choose it on the Model card, or another repair.';
  }
  if (needs.bank && !context.bank) return 'There is no earlier model to choose from: only a stream keeps them.';
  return arm.refuses?.(context);
}

/** Whether the model tells a number, not classes. */
export const tellsNumber = ({ base: { encoder } }: Pick<ArmContext, 'base'>): boolean => encoder.target !== undefined;

function tooFewLabels({ newRows: { rows, y, target } }: ArmContext, oldData: boolean): string | undefined {
  if (rows < 2) return `It needs 2 or more labels of the new world, and there ${rows === 1 ? 'is 1' : 'are none'}; raise the label budget.`;
  const alone = !oldData && (target ? target.every((value) => value === target[0]) : y.every((label) => label === y[0]));
  if (alone && target)
    return 'All labels of the new world are the same number, so a model that learns from them alone would always tell it; raise the label budget.';
  return alone
    ? 'All labels of the new world name the same class, so a model that learns from them alone would always answer it; raise the label budget.'
    : undefined;
}
