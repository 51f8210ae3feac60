/** Running an arm as a spec asks for it: refused where it cannot run, with its learning rate chosen where that is asked for. */
import type { Samples } from '../data/types.ts';
import { selectRows } from '../data/select.ts';
import { meritsOf } from '../measure/metrics/scored.ts';
import type { Spec } from '../spec/schema.ts';
import { chooseRate } from '../training/rate-choice.ts';
import { addedWork } from './outcome.ts';
import { encoded } from '../training/jobs.ts';
import { outputsFor } from '../training/predictions.ts';
import { RefusedError, refusalOf } from './refusal.ts';
import { solves } from './solved-head.ts';
import type { Arm, ArmContext, ArmOutcome } from '../contracts/repair.ts';

/** Candidates for the learning rate, if not those that fit the repair, and the share of the new labels that decides between them. */
type Learning = NonNullable<Spec['learning']>;

/** What came of it, or one sentence why it cannot run here. */
export type Repaired = { readonly outcome: ArmOutcome } | { readonly refused: string };

/** Runs the arm, or says why not. */
export async function repair(arm: Arm, context: ArmContext, learning?: Learning): Promise<Repaired> {
  const refused = refusalOf(arm, context);
  if (refused !== undefined) return { refused };
  const choosing = learning && arm.needs.newLabels && (learning.rates ? withBestRate : fittingFactors(arm, context) && withFittingRate);
  try {
    return { outcome: choosing ? await choosing(arm, context, learning) : await arm.run(context) };
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.message };
    throw error;
  }
}

/** Factors on the usual rate that fit the repair; undefined where it has the base model's rate, or none. */
const fittingFactors = (arm: Arm, context: ArmContext): readonly number[] | undefined =>
  arm.justHead && solves(context) ? undefined : arm.rates;

/**
 * Tries every rate on part of the new labels, takes the one that does best on the rest (the first of equals), and runs the arm
 * with it on all of them. The same split for every arm; the trials are part of the outcome's work, and of the seconds on its curve.
 */
async function withBestRate(arm: Arm, context: ArmContext, { rates = [], validation }: Learning): Promise<ArmOutcome> {
  const trials = new Trials(arm, context, validation);
  let best: { readonly rate: number; readonly right: number } | undefined;
  for (const rate of rates) {
    const right = (await trials.at(rate))?.reduce((sum, merit) => sum + merit, 0) ?? -Infinity;
    if (!best || right > best.right) best = { rate, right };
  }
  return trials.conclude(best!.rate);
}

/** Tries the rates that fit the arm, and takes another than the base model's only if it is better by more than noise. */
async function withFittingRate(arm: Arm, context: ArmContext, { validation }: Learning): Promise<ArmOutcome> {
  const { kept, rest } = keepForValidation(context, validation);
  const classes = new Set(context.newRows.y).size;
  // Too few to decide anything, or to learn from what is left: the usual rate, and no work for nothing.
  if (kept.rows.rows < classes || refusalOf(arm, { ...context, newRows: rest.rows }) !== undefined)
    return { ...(await arm.run(context)), details: { learningRate: context.spec.base.learningRate, trials: 0 } };
  const trials = new Trials(arm, context, validation);
  const choice = await chooseRate(context.spec.base.learningRate, fittingFactors(arm, context)!, (rate) => trials.at(rate));
  if (choice.edge)
    context.warn(
      `The learning rate ${choice.rate.toPrecision(2)} that did best on held-out labels is the last that was tried: an even more extreme one might do better.`,
    );
  return trials.conclude(choice.rate);
}

/** Trainings on part of the new labels, judged on the rest. */
class Trials {
  private work: ArmOutcome | undefined;
  private count = 0;
  private readonly kept: Samples;
  private readonly quiet: ArmContext;

  /** @throws RefusedError when too few labels are left to learn from */
  constructor(
    private readonly arm: Arm,
    private readonly context: ArmContext,
    share: number,
  ) {
    const { kept, rest } = keepForValidation(context, share);
    this.kept = kept.rows;
    this.quiet = {
      ...context,
      newRows: rest.rows,
      ...(rest.cameAt && { cameAt: rest.cameAt }),
      test: { new: kept.rows, old: kept.rows },
      onPoint: () => undefined,
      warn: () => undefined,
    };
    const refused = refusalOf(arm, this.quiet);
    if (refused !== undefined)
      throw new RefusedError(`The share of the labels that is left to learn from is too small to choose a learning rate. ${refused}`);
  }

  /** For each label that was kept, how well the arm at that rate does; undefined where it diverges. */
  async at(rate: number): Promise<number[] | undefined> {
    const trial = await this.arm.run(atRate(this.quiet, rate));
    this.work = this.work ? { ...trial, ...addedWork(this.work, trial) } : trial;
    this.count++;
    if (trial.status === 'diverged') return undefined;
    const { trainer, model } = this.context;
    const rows = encoded(trial.encoder, this.kept);
    return meritsOf(await outputsFor(trainer, trial.model ?? model, trial.weights, rows), rows);
  }

  /** The arm at that rate on all labels, with the trials as part of its work. */
  async conclude(rate: number): Promise<ArmOutcome> {
    const { context, arm, work, count } = this;
    const before = work!.times.trainMs / 1000;
    const outcome = await arm.run({
      ...atRate(context, rate),
      onPoint: (point) => context.onPoint({ ...point, seconds: point.seconds + before }),
    });
    return {
      ...outcome,
      curve: outcome.curve.map((point) => ({ ...point, seconds: point.seconds + before })),
      ...addedWork(work!, outcome),
      details: { ...outcome.details, learningRate: rate, trials: count },
    };
  }
}

const atRate = (context: ArmContext, learningRate: number): ArmContext => ({
  ...context,
  spec: { ...context.spec, base: { ...context.spec.base, learningRate } },
});

/** Labelled rows with the moments at which they came. */
interface Kept {
  readonly rows: Samples;
  readonly cameAt?: Int32Array;
}

/** Parts that share of the new labels from the others, at least one and at most all but two; the same ones for every arm of a seed. */
export function keepForValidation(
  { newRows, cameAt, random }: Pick<ArmContext, 'newRows' | 'cameAt' | 'random'>,
  share: number,
): { readonly kept: Kept; readonly rest: Kept } {
  const order = random('validation').permutation(newRows.rows);
  const count = Math.max(1, Math.min(newRows.rows - 2, Math.round(newRows.rows * share)));
  const part = (indices: Int32Array): Kept => ({
    rows: selectRows(newRows, indices),
    ...(cameAt && { cameAt: indices.map((row) => cameAt[row]!) }),
  });
  return { kept: part(order.slice(0, count)), rest: part(order.slice(count)) };
}
