/** The last layer on frozen features, solved instead of trained: softmax regression, or of a number ridge regression, to convergence, its strength chosen on the new labels. */
import type { CurvePoint } from '../contracts/results.ts';
import { scored } from '../measure/metrics/scored.ts';
import { endReached } from '../measure/cost/until.ts';
import { layersOf, type Model } from '../models/types.ts';
import { stratifiedFolds } from '../training/choose-l2.ts';
import { solveHead as solve } from '../training/solve-head.ts';
import { lossOf, solvesHeads } from '../training/recipe.ts';
import type { HeadQuestion, SolvedHead } from '../contracts/analysis.ts';
import { cachedFeatures } from './cached-features.ts';
import { workOf } from './outcome.ts';
import { untilOf } from '../training/jobs.ts';
import type { ArmContext, ArmOutcome } from '../contracts/repair.ts';

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
  const { delta } = lossOf(context.spec);

  let evaluateMs = cached.watchMs;
  const accuracies = async (head: Float32Array): Promise<CurvePoint['accuracy']> => {
    const accuracy: Record<string, number> = {};
    for (const { name, ...rows } of cached.watch) {
      const outputs = await trainer.features(rest, head, rows);
      evaluateMs += outputs.ms;
      accuracy[name] = scored(outputs.x, rows);
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

  const anchors = towards.map((to): HeadQuestion['anchors'][number] =>
    to === 'zero' ? {} : { anchor: old, anchorScale: to === 'old head' ? 'fixed' : 'free' },
  );
  const question: HeadQuestion = {
    rows: {
      ...{ rows: training.rows, x: training.x, y: training.y },
      ...(training.target && { target: training.target }),
      ...(delta !== undefined && { delta }),
      ...(rowWeights && { rowWeights: toMeanOne(rowWeights) }),
    },
    ...{ classes, anchors, start: old, fold: stratifiedFolds(training.y, context.random('head/folds')) },
    ...(until?.seconds !== undefined && { limitMs: 1000 * until.seconds - spentMs }),
  };
  await pace.breathe();
  const solved = await (context.analyst?.ask('solve', question) ?? solve(question, () => pace.breathe()));
  const { head, iterations } = solved;
  for (const { iteration, ms, loss, head: then } of solved.looks) {
    tell({ step: iteration, examples: iteration * training.rows, seconds: (spentMs + ms) / 1000, loss, accuracy: await accuracies(then) });
  }
  spentMs += solved.ms;

  const reached = endReached(until?.accuracy && { accuracy: until.accuracy }, curve);
  return outcome(head, {
    status: solved.finite ? (reached ?? 'done') : 'diverged',
    ...{ steps: iterations, examples: iterations * training.rows },
    flops: cached.flops + solved.flops,
    bytes: cached.bytes + solved.bytes,
    details: details(solved, anchors[solved.anchor]?.anchor !== undefined),
  });
}

function details({ l2, choice, iterations, converged }: SolvedHead, towardsOld: boolean): Record<string, number> {
  return {
    L2: l2,
    'towards the old head': Number(towardsOld),
    trials: choice?.trials ?? 0,
    iterations: (choice?.iterations ?? 0) + iterations,
    ...(choice && { 'out-of-fold loss': choice.loss }),
    ...(!choice && { 'L2 not chosen': 1 }),
    ...(choice?.atEdge && { 'L2 at the edge': 1 }),
    ...(!converged && { 'not converged': 1 }),
  };
}

function toMeanOne(weights: ArrayLike<number>): Float64Array {
  const sum = Array.from(weights).reduce((a, b) => a + b, 0);
  return Float64Array.from(weights, (weight) => (weight * weights.length) / sum);
}
