/** The last layer on frozen features, solved instead of trained: softmax regression to convergence, its strength chosen on the new labels. */
import type { CurvePoint } from '../contracts/results.ts';
import { argmax } from '../maths/argmax.ts';
import { accuracyOf } from '../measure/metrics/measures.ts';
import { endReached } from '../measure/cost/until.ts';
import { layersOf, type Model } from '../models/types.ts';
import { chooseL2, type Anchor } from '../training/choose-l2.ts';
import { solvesHeads } from '../training/recipe.ts';
import { SoftmaxRegression, type SoftmaxFit } from '../training/softmax-regression.ts';
import { cachedFeatures } from './cached-features.ts';
import { workOf } from './outcome.ts';
import { untilOf } from '../training/jobs.ts';
import type { ArmContext, ArmOutcome } from '../contracts/repair.ts';

/** As scikit-learn stops: what is left of the gradient then changes no answer, and a hundredth of it would take three times as long. */
const TOLERANCE = 1e-4;
/** λ where too few labels can be held out to choose one. */
const FALLBACK_L2 = 0.01;

export interface SolvedHeadOptions {
  /** `[newRows.rows]`, ≥ 0, not all 0: how much each row counts; scaled to a mean of 1. Absent = the same each. */
  readonly rowWeights?: ArrayLike<number>;
  /** What the head may be held to; the cross-validation chooses between several. The nearest multiple of the old head unless given. */
  readonly towards?: readonly Towards[];
}

export type Towards = 'zero' | 'old head' | 'multiple of the old head';

/** Whether heads are solved here: the recipe says so, and this one can be. */
export const solves = ({ spec, model }: Pick<ArmContext, 'spec' | 'model'>): boolean =>
  solvesHeads(spec) && solveRefusal(model) === undefined;

/** Why a head cannot be solved; undefined when it can. */
export function solveRefusal({ blocks }: Model): string | undefined {
  const layers = blocks.at(-1)?.layers ?? [];
  const [only] = layers;
  return layers.length === 1 && only?.kind === 'dense' && only.activation === 'linear'
    ? undefined
    : 'the head is more than one dense layer, so it is no softmax regression';
}

/**
 * Solves the head on the new labels: features once through the frozen trunk as it is served (no dropout, moving statistics), λ and the anchor
 * by cross-validation on the labels, then all labels from the old head on. Everything below the head comes out bit by bit as it was; rows held
 * out for validation stay held out.
 *
 * `steps` are the iterations of the last fit, and `examples` its rows as often; FLOPs, bytes and times count the trials too. A limit of seconds
 * ends the search for λ as soon as another step of it might leave no time for the last fit; with none left at all, nothing changes.
 * @throws RangeError where `solveRefusal` has something to say, or the row weights do not fit.
 */
export async function solveHead(
  context: ArmContext,
  { rowWeights, towards = ['multiple of the old head'] }: SolvedHeadOptions = {},
): Promise<ArmOutcome> {
  const { model, base, trainer, pace } = context;
  const refusal = solveRefusal(model);
  if (refusal) throw new RangeError(refusal);
  const cached = await cachedFeatures(context, 'head');
  const { rest, at, training } = cached;
  const old = base.weights.slice(at);
  const last = layersOf(rest).at(-1)!;
  const classes = last.kind === 'dense' ? last.units : 0;
  const { until } = untilOf(context);

  let evaluateMs = cached.watchMs;
  const accuracies = async (head: Float32Array): Promise<CurvePoint['accuracy']> => {
    const accuracy: Record<string, number> = {};
    for (const { name, ...rows } of cached.watch) {
      const outputs = await trainer.features(rest, head, rows);
      evaluateMs += outputs.ms;
      accuracy[name] = accuracyOf(argmax(outputs.x, rows.rows), rows.y);
    }
    return accuracy;
  };
  const curve: CurvePoint[] = [];
  const tell = (point: CurvePoint) => {
    curve.push(point);
    context.onPoint(point);
  };

  let spentMs = cached.trainingMs;
  const outcome = (head: Float32Array, rest: Pick<ArmOutcome, 'status'> & Partial<ArmOutcome>): ArmOutcome => {
    const weights = base.weights.slice();
    weights.set(head, at);
    return {
      ...{ weights, start: base.weights, encoder: base.encoder, curve },
      ...workOf({ flops: cached.flops, bytes: cached.bytes }),
      ...rest,
      times: { compileMs: 0, trainMs: spentMs, evaluateMs },
    };
  };
  tell({ step: 0, examples: 0, seconds: spentMs / 1000, loss: null, accuracy: await accuracies(old) });
  const already = endReached(until, curve);
  if (already) return outcome(old, { status: already });

  const clock = stopwatch();
  const rows = { ...training, ...(rowWeights && { rowWeights: toMeanOne(rowWeights) }) };
  const anchors = towards.map((to): Anchor => (to === 'zero' ? {} : { anchor: old, anchorScale: to === 'old head' ? 'fixed' : 'free' }));
  // The last fit takes about as long as one step of the search.
  let [stepMs, lookedMs] = [0, 0];
  const mayGoOn = async () => {
    const ms = clock.ms();
    stepMs = Math.max(stepMs, ms - lookedMs);
    await clock.without(() => pace.breathe());
    lookedMs = clock.ms();
    return until?.seconds === undefined || (spentMs + ms + 2 * stepMs) / 1000 < until.seconds;
  };
  const choice = await chooseL2(rows, classes, { anchors, random: context.random('head/folds'), mayGoOn });
  const anchor = anchors[choice?.anchor ?? 0]!;
  const l2 = choice?.l2 ?? FALLBACK_L2;
  await clock.without(() => pace.breathe());

  const regression = new SoftmaxRegression(rows, classes, 'held');
  const looks: { iteration: number; ms: number; loss: number; head: Float32Array }[] = [];
  const fit = regression.fit({
    tolerance: TOLERANCE,
    ...{ l2, ...anchor, start: old },
    // At 1, 2, 4, 8 … iterations: the first ones change most.
    onIteration: ({ iteration, crossEntropy, weights }) => {
      if ((iteration & (iteration - 1)) === 0)
        looks.push({ iteration, ms: clock.ms(), loss: crossEntropy, head: Float32Array.from(weights()) });
    },
  });
  const head = Float32Array.from(fit.weights);
  const fittedMs = clock.ms();
  if (looks.at(-1)?.iteration !== fit.iterations && fit.iterations > 0)
    looks.push({ iteration: fit.iterations, ms: fittedMs, loss: fit.crossEntropy, head });
  for (const { iteration, ms, loss, head } of looks) {
    tell({ step: iteration, examples: iteration * training.rows, seconds: (spentMs + ms) / 1000, loss, accuracy: await accuracies(head) });
  }
  spentMs += fittedMs;

  const finite = Number.isFinite(fit.objective) && head.every(Number.isFinite);
  const reached = endReached(until?.accuracy && { accuracy: until.accuracy }, curve);
  return outcome(head, {
    status: finite ? (reached ?? 'done') : 'diverged',
    ...{ steps: fit.iterations, examples: fit.iterations * training.rows },
    flops: cached.flops + fit.flops + (choice?.flops ?? 0),
    bytes: cached.bytes + fit.bytes + (choice?.bytes ?? 0),
    details: details(fit, l2, anchor.anchor !== undefined, choice),
  });
}

function details(fit: SoftmaxFit, l2: number, towardsOld: boolean, choice: Awaited<ReturnType<typeof chooseL2>>): Record<string, number> {
  return {
    L2: l2,
    'towards the old head': Number(towardsOld),
    trials: choice?.trials ?? 0,
    iterations: (choice?.iterations ?? 0) + fit.iterations,
    ...(choice && { 'out-of-fold loss': choice.loss }),
    ...(!choice && { 'L2 not chosen': 1 }),
    ...(choice?.atEdge && { 'L2 at the edge': 1 }),
    ...(!fit.converged && { 'not converged': 1 }),
  };
}

function toMeanOne(weights: ArrayLike<number>): Float64Array {
  const sum = Array.from(weights).reduce((a, b) => a + b, 0);
  return Float64Array.from(weights, (weight) => (weight * weights.length) / sum);
}

/** Milliseconds since it was made, without what was waited for. */
function stopwatch() {
  let started = performance.now();
  return {
    ms: () => performance.now() - started,
    async without(wait: () => Promise<void>) {
      const before = performance.now();
      await wait();
      started += performance.now() - before;
    },
  };
}
