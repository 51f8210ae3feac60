/** Going on from a snapshot with the new labels: what all fine-tuning arms share. */
import type { TrainingRows, TrainJob } from '../contracts/trainer.ts';
import type { CurvePoint } from '../contracts/results.ts';
import { trainingBytes, trainingFlops } from '../measure/cost/work.ts';
import { cacheRefusal, type Trainable } from '../models/trainable.ts';
import type { BlockName } from '../models/slots.ts';
import { cachedFeatures } from './cached-features.ts';
import { followed, visits } from '../training/recipe.ts';
import { dropoutSeed, encoded, heldOutOf, untilOf, watched } from '../training/jobs.ts';
import type { ArmContext, ArmOutcome } from '../contracts/repair.ts';

/** How a training differs from one on the new labels, from the snapshot, for the epochs of the spec. */
export interface Course {
  readonly trainable: Trainable;
  readonly start?: Float32Array;
  readonly epochs?: number;
  /** Row order of each epoch in turn; absent = the order that every arm gets. */
  readonly order?: Int32Array;
  readonly rows?: TrainingRows;
  /** Of a training in pieces: epochs before this one, and of all of them. */
  readonly piece?: { readonly before: number; readonly of: number };
  /** What else is asked of the engine. */
  readonly job?: Partial<Pick<TrainJob, 'learningRate' | 'batchSize' | 'loss' | 'distillation' | 'rates' | 'penalty'>>;
}

/** Trains those parameters, the whole net forward at every step. */
export async function tune(context: ArmContext, { trainable, ...course }: Course): Promise<ArmOutcome> {
  const { model, base, spec, newRows, trainer, pace } = context;
  const { epochs = spec.stop.epochs, rows = encoded(base.encoder, newRows), start = base.weights } = course;
  // Without labels there is nothing that most parts of a recipe could act on, and what trains so names its own.
  const recipe = course.job?.loss === 'entropy' ? { base: spec.base } : spec;
  const result = await trainer.train(
    {
      start,
      data: rows,
      order: course.order ?? visits(spec, rows.y, epochs, context.random('order/new')),
      ...followed(recipe, { model, data: rows, epochs, ...(course.piece && { piece: course.piece }), ...heldOutOf(context) }),
      ...course.job,
      ...untilOf(context),
      trainable,
      dropoutSeed: dropoutSeed(context.random('dropout/new')),
      watch: watched(context).map(({ name, samples }) => ({ name, ...encoded(base.encoder, samples) })),
    },
    pace,
    context.onPoint,
  );
  return {
    ...result,
    start,
    encoder: base.encoder,
    flops: trainingFlops(model, result.examples, trainable),
    bytes: trainingBytes(model, result.examples, result.steps, trainable),
  };
}

/**
 * The same where nothing below `block` is trained: the output of what is below is computed once for every row and kept, and
 * only the rest is trained, on those features. Where that would not be what a training sees, it runs the whole net and says why.
 */
export async function tuneAbove(
  context: ArmContext,
  block: BlockName,
  course: Omit<Course, 'rows' | 'start' | 'job' | 'piece'>,
): Promise<ArmOutcome> {
  const { model, base, spec, newRows, trainer, pace } = context;
  const { trainable, epochs = spec.stop.epochs } = course;
  const refusal = cacheRefusal(model, block, trainable);
  if (refusal) {
    context.warn(`The frozen part runs at every step, without cached features: ${refusal}.`);
    return tune(context, course);
  }
  const cached = await cachedFeatures(context, block);
  const { rest, at } = cached;
  const spent = cached.trainingMs / 1000;
  const afterCaching = (point: CurvePoint): CurvePoint => ({ ...point, seconds: point.seconds + spent });

  const result = await trainer.train(
    {
      start: base.weights.slice(at),
      data: cached.training,
      order: course.order ?? visits(spec, newRows.y, epochs, context.random('order/new')),
      ...followed(spec, { model: rest, data: cached.training, epochs, ...heldOutOf(context) }),
      ...untilOf(context, spent),
      trainable,
      dropoutSeed: dropoutSeed(context.random('dropout/new')),
      watch: cached.watch,
    },
    pace,
    (point) => context.onPoint(afterCaching(point)),
  );
  const weights = base.weights.slice();
  weights.set(result.weights, at);
  const { compileMs, trainMs, evaluateMs } = result.times;
  return {
    ...result,
    weights,
    start: base.weights,
    encoder: base.encoder,
    curve: result.curve.map(afterCaching),
    flops: cached.flops + trainingFlops(rest, result.examples, trainable),
    bytes: trainingBytes(rest, result.examples, result.steps, trainable) + cached.bytes,
    times: { compileMs, trainMs: trainMs + cached.trainingMs, evaluateMs: evaluateMs + cached.watchMs },
  };
}
