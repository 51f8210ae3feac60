/**
 * Low-rank adaptation: dense layers get W + s·A·B, and only the small A and B are learned.
 *
 * The engine trains whole matrices, so each step asks it for the gradient G by W (one plain step with rate 1 gives it), and A and B
 * take their own Adam steps with G·Bᵀ and Aᵀ·G. That is exactly LoRA; what it would save in memory on a large model it does not
 * save here, and the counted work says so. Convolutions, biases and batch normalisation keep their values, moving statistics
 * apart, which follow the batches as in any training.
 */
import type { CurvePoint } from '../contracts/results.ts';
import { endReached } from '../measure/cost/until.ts';
import { trainingBytes, trainingFlops } from '../measure/cost/work.ts';
import { chosenOf, recipeParts } from '../spec/recipe-parts.ts';
import { CURVE_POINTS, followed, visits } from '../training/recipe.ts';
import { roleOf } from '../models/layers/roles.ts';
import { parameterSlots } from '../models/parameters.ts';
import type { ParameterSlot } from '../models/slots.ts';
import { headRates } from './fine-tune.ts';
import { gradientOf, pickRows } from './gradient.ts';
import { LowRank } from './low-rank.ts';
import { addedWork, engineWork, timed, workOf } from './outcome.ts';
import { encoded, untilOf } from '../training/jobs.ts';
import { numberOf, real, whole } from './settings.ts';
import { watchOver } from './watch.ts';
import type { Arm, ArmContext, ArmOutcome } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';
import { pow } from '../maths/portable.ts';

const parameters = [
  whole('rank', 'Rank', 'Columns of A and rows of B; at most those of the matrix count.', { min: 1, max: 64, default: 4 }),
  real('alpha', 'Scale', 'A·B is multiplied by this over the rank.', { min: 0.01, max: 256, default: 4 }),
] as const;

/** Parts of a recipe that it follows, or that do not concern it. */
const FOLLOWED: readonly string[] = ['loss', 'schedule', 'average', 'heads'];

/** A matrix of the model and what is added to it. */
interface Adapted {
  readonly slot: ParameterSlot;
  readonly added: LowRank;
  readonly rank: number;
}

export const lora: Arm = {
  id: 'lora',
  title: repairTitles.lora,
  help: 'Keep every matrix and learn a low-rank addition to it: few numbers to learn and to store.',
  family: 'fine-tune',
  source: 'LoRA (Hu et al. 2021), on dense layers',
  group: 'whole',
  hue: 'full-fine-tune',
  dash: [9, 3, 2, 3],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  rates: headRates,
  run: (context) => train(context, adaptersOf(context)),
};

function adaptersOf(context: ArmContext): Adapted[] {
  const asked = numberOf(parameters, context, 'rank');
  return parameterSlots(context.model)
    .filter(({ role, shape }) => role === 'kernel' && shape.length === 2)
    .map((slot) => {
      const [rows, columns] = slot.shape as [number, number];
      const rank = Math.min(asked, rows, columns);
      return {
        slot,
        rank,
        added: new LowRank(rows, columns, rank, numberOf(parameters, context, 'alpha') / asked, context.random(`init/lora/${slot.name}`)),
      };
    });
}

async function train(context: ArmContext, adapted: readonly Adapted[]): Promise<ArmOutcome> {
  const { base, model, newRows, spec } = context;
  const { batchSize, learningRate } = spec.base;
  const data = encoded(base.encoder, newRows);
  const order = visits(spec, newRows.y, spec.stop.epochs, context.random('order/new'));
  const { schedule, averaging } = followed(spec, { model, data, epochs: spec.stop.epochs });
  const left = recipeParts.filter(({ id, options }) => !FOLLOWED.includes(id) && chosenOf(spec.recipe, id).option !== options[0]);
  if (left.length)
    context.warn(
      `The low-rank addition is learned by Adam on the labels as they are: of the recipe it does not follow ${left.map(({ title }) => title.toLowerCase()).join(', ')}.`,
    );
  const perEpoch = Math.ceil(newRows.rows / batchSize);
  const steps = perEpoch * spec.stop.epochs;
  const marks = new Set(Array.from({ length: CURVE_POINTS }, (_, i) => Math.max(1, Math.round(steps * pow((i + 1) / CURVE_POINTS, 1.6)))));
  const carried = base.weights.slice();
  const curve: CurvePoint[] = [];
  let work = workOf();
  let weights = base.weights.slice();
  let average: Float32Array | undefined;
  let status: ArmOutcome['status'] = 'done';

  const lookAt = watchOver(context);
  const look = async (loss: number | null) => {
    const { accuracy, ms } = await lookAt(average ?? weights);
    work = addedWork(work, { ...workOf(), times: { compileMs: 0, trainMs: 0, evaluateMs: ms } });
    const point = { step: work.steps, examples: work.examples, seconds: work.times.trainMs / 1000, loss, accuracy };
    curve.push(point);
    context.onPoint(point);
  };
  await look(null);
  // A model that is accurate enough takes no step.
  status = endReached(untilOf(context).until, curve) ?? 'done';
  for (let step = 0; step < steps && status === 'done'; step++) {
    const from = Math.floor(step / perEpoch) * newRows.rows + (step % perEpoch) * batchSize;
    const to = Math.min(from + batchSize, (Math.floor(step / perEpoch) + 1) * newRows.rows);
    const { values, result } = await gradientOf(context, weights, pickRows(data, order.subarray(from, to)), `dropout/lora/${step}`);
    const { ms } = timed(() => {
      for (const { slot, added } of adapted)
        added.step(values.subarray(slot.offset, slot.offset + slot.size), learningRate * (schedule?.[step] ?? 1));
      followStatistics(context, carried, result.weights);
      weights = carried.slice();
      for (const { slot, added } of adapted) added.addTo(weights.subarray(slot.offset, slot.offset + slot.size));
      const share = averaging?.[step] ?? 0;
      if (share > 0) average = average?.map((value, i) => value + share * (weights[i]! - value)) ?? weights.slice();
    });
    const done = addedWork(
      engineWork(result),
      workOf({
        flops: trainingFlops(model, to - from) + extraFlops(adapted),
        bytes: trainingBytes(model, to - from, 1) + extraBytes(adapted),
        ms,
      }),
    );
    work = addedWork(work, done);
    if (!weights.every(Number.isFinite)) status = 'diverged';
    const last = step + 1 === steps || status === 'diverged';
    if (!marks.has(step + 1) && !last) continue;
    await look(result.curve.at(-1)?.loss ?? null);
    if (status === 'done') status = endReached(untilOf(context).until, curve) ?? 'done';
  }
  const learned = adapted.reduce((sum, { added }) => sum + added.size, 0);
  return {
    ...{ weights: average ?? weights, start: base.weights, encoder: base.encoder, status, curve },
    ...work,
    details: { 'learned numbers': learned, 'all numbers': weights.length },
  };
}

/** Moving statistics of batch normalisation as the last batch left them. */
function followStatistics({ model }: ArmContext, carried: Float32Array, stepped: Float32Array): void {
  for (const slot of parameterSlots(model)) {
    const { offset, size } = slot;
    if (!roleOf(slot).trainedAs) carried.set(stepped.subarray(offset, offset + size), offset);
  }
}

/** Of one step: A·B, G·Bᵀ and Aᵀ·G, a product and a sum each. */
const extraFlops = (adapted: readonly Adapted[]): number => adapted.reduce((sum, { slot, rank }) => sum + 6 * slot.size * rank, 0);

/** Of one step: the gradient read, the matrix read and written. */
const extraBytes = (adapted: readonly Adapted[]): number => adapted.reduce((sum, { slot }) => sum + 12 * slot.size, 0);
