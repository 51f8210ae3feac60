/** Running an arm as a spec asks for it: refused where it cannot run, with its learning rate chosen where rates are given. */
import type { Samples } from '../data/types.ts';
import { selectRows } from '../data/select.ts';
import { accuracyOf, argmax } from '../measure/metrics.ts';
import type { Spec } from '../spec/schema.ts';
import { addedWork } from './outcome.ts';
import { encoded } from './recipe.ts';
import { RefusedError, refusalOf } from './refusal.ts';
import type { Arm, ArmContext, ArmOutcome } from './types.ts';

/** Candidates for the learning rate, and the share of the new labels that decides between them. */
type Learning = NonNullable<Spec['learning']>;

/** What came of it, or one sentence why it cannot run here. */
export type Repaired = { readonly outcome: ArmOutcome } | { readonly refused: string };

/** Runs the arm, or says why not. */
export async function repair(arm: Arm, context: ArmContext, learning?: Learning): Promise<Repaired> {
  const refused = refusalOf(arm, context);
  if (refused !== undefined) return { refused };
  try {
    return { outcome: learning && arm.needs.newLabels ? await withChosenRate(arm, context, learning) : await arm.run(context) };
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.message };
    throw error;
  }
}

/**
 * Tries every rate on part of the new labels, takes the one that does best on the rest (the first of equals), and runs the arm
 * with it on all of them. The same split for every arm; the trials are part of the outcome's work, and of the seconds on its curve.
 */
async function withChosenRate(arm: Arm, context: ArmContext, { rates, validation: share }: Learning): Promise<ArmOutcome> {
  const { kept, rest } = keepForValidation(context, share);
  const quiet: ArmContext = { ...context, newRows: rest.rows, ...(rest.cameAt && { cameAt: rest.cameAt }), test: { new: kept.rows, old: kept.rows }, onPoint: () => undefined };
  const refused = refusalOf(arm, quiet);
  if (refused !== undefined) throw new RefusedError(`The share of the labels that is left to learn from is too small to choose a learning rate. ${refused}`);
  let best: { readonly rate: number; readonly accuracy: number } | undefined;
  let trials: ArmOutcome | undefined;
  for (const rate of rates) {
    const trial = await arm.run(atRate(quiet, rate));
    const accuracy = trial.status === 'diverged' ? -1 : await accuracyOn(context, trial, kept.rows);
    if (!best || accuracy > best.accuracy) best = { rate, accuracy };
    trials = trials ? { ...trial, ...addedWork(trials, trial) } : trial;
  }
  const before = trials!.times.trainMs / 1000;
  const outcome = await arm.run({ ...atRate(context, best!.rate), onPoint: (point) => context.onPoint({ ...point, seconds: point.seconds + before }) });
  return {
    ...outcome,
    curve: outcome.curve.map((point) => ({ ...point, seconds: point.seconds + before })),
    ...addedWork(trials!, outcome),
    details: { ...outcome.details, learningRate: best!.rate, trials: rates.length },
  };
}

const atRate = (context: ArmContext, learningRate: number): ArmContext => ({ ...context, spec: { ...context.spec, base: { ...context.spec.base, learningRate } } });

async function accuracyOn({ trainer, model }: ArmContext, { weights, encoder }: ArmOutcome, rows: Samples): Promise<number> {
  return accuracyOf(argmax(await trainer.predict(model, weights, encoded(encoder, rows)), rows.rows), rows.y);
}

/** Labelled rows with the moments at which they came. */
interface Kept {
  readonly rows: Samples;
  readonly cameAt?: Int32Array;
}

/** Parts that share of the new labels from the others, at least one and at most all but two; the same ones for every arm of a seed. */
export function keepForValidation({ newRows, cameAt, random }: Pick<ArmContext, 'newRows' | 'cameAt' | 'random'>, share: number): { readonly kept: Kept; readonly rest: Kept } {
  const order = random('validation').permutation(newRows.rows);
  const count = Math.max(1, Math.min(newRows.rows - 2, Math.round(newRows.rows * share)));
  const part = (indices: Int32Array): Kept => ({ rows: selectRows(newRows, indices), ...(cameAt && { cameAt: indices.map((row) => cameAt[row]!) }) });
  return { kept: part(order.slice(0, count)), rest: part(order.slice(count)) };
}
