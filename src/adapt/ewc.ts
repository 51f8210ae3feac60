/** Elastic weight consolidation: each weight is held near where it was by a quadratic penalty as strong as the old world needs it to be. */
import { forwardFlops, trainingBytes, trainingFlops } from '../measure/cost/work.ts';
import { everything, isTrained } from '../models/trainable.ts';
import { parameterSlots } from '../models/parameters.ts';
import { flushed } from '../models/tiny.ts';
import { stillNorms } from '../models/still-norms.ts';
import { gradientOf, pickRows } from './gradient.ts';
import { addedWork, engineWork, workOf, type Work } from './outcome.ts';
import type { TrainingRows } from '../contracts/trainer.ts';
import { encoded } from '../training/jobs.ts';
import { tellsNumber } from './refusal.ts';
import { tuningRates } from './fine-tune.ts';
import { numberOf, real, whole } from './settings.ts';
import { softmax } from './softmax.ts';
import { tune } from './tune.ts';
import type { Arm, ArmContext } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const parameters = [
  real('strength', 'Strength', 'λ: how much the penalties weigh, against one mean loss of the new labels.', {
    min: 0,
    max: 1e9,
    default: 100,
  }),
  whole('rows', 'Old rows', 'How many rows of the old world are asked which weights matter.', {
    min: 16,
    max: 10_000,
    default: 256,
    unit: 'rows',
  }),
] as const;

export const ewc: Arm = {
  id: 'ewc',
  title: repairTitles.ewc,
  help: 'Fine-tune all layers, but hold back every weight that mattered in the old world, by a penalty as strong as it mattered.',
  family: 'fine-tune',
  source: 'elastic weight consolidation (Kirkpatrick et al. 2017), diagonal Fisher information from mini-batches',
  group: 'held',
  hue: 'regularised',
  dash: [7, 4],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: true },
  rates: tuningRates,
  async run(context) {
    const { fisher, work } = await fisherDiagonal(context, numberOf(parameters, context, 'rows'));
    const lambda = numberOf(parameters, context, 'strength');
    const tuned = await tune(context, {
      trainable: everything,
      job: { penalty: { anchor: context.base.weights, strength: fisher.map((value) => flushed(lambda * value)) } },
    });
    return { ...tuned, ...addedWork(work, tuned) };
  },
};

/** Rows of a batch that one gradient is taken of. */
const BATCH = 32;

/**
 * The diagonal of the Fisher information of the snapshot on old rows, F = E[g²] over rows and the model's own answers.
 *
 * With labels drawn from those answers the gradients of single rows have mean zero, so the square of a batch's mean gradient is on
 * average F over the size of the batch: F is B times the mean square, from one backward pass a batch instead of one a row. That holds for
 * the model that gave the answers, which normalises by its moving statistics.
 */
export async function fisherDiagonal(
  context: ArmContext,
  mostRows: number,
): Promise<{ readonly fisher: Float32Array; readonly work: Work }> {
  const { base, model, oldRows, trainer } = context;
  const old = encoded(base.encoder, oldRows);
  const asked = pickRows(old, context.random('fisher/rows').sample(oldRows.rows, Math.min(mostRows, oldRows.rows)));
  const { x: scores, ms } = await trainer.features(model, base.weights, asked);
  const answered = { ...asked, ...drawAnswers(scores, asked.rows, context) };
  const still = stillNorms(model, base.weights);
  const served = { ...context, model: still.model };
  const sum = new Float64Array(base.weights.length);
  let work: Work = workOf({ flops: forwardFlops(model) * asked.rows, bytes: 4 * (asked.x.length + base.weights.length), ms });
  for (let from = 0; from < asked.rows; from += BATCH) {
    const size = Math.min(BATCH, asked.rows - from);
    const batch = pickRows(
      answered,
      Int32Array.from({ length: size }, (_, i) => from + i),
    );
    const { values, result } = await gradientOf(served, still.weights, batch, `dropout/fisher/${from}`);
    // Batches weigh as many rows as they have.
    still.back(values).forEach((g, i) => (sum[i]! += (g * g * size * size) / asked.rows));
    work = addedWork(
      work,
      addedWork(engineWork(result), workOf({ flops: trainingFlops(still.model, size), bytes: trainingBytes(still.model, size, 1) })),
    );
  }
  const fisher = new Float32Array(sum.length);
  for (const slot of parameterSlots(model))
    if (isTrained(slot, everything)) fisher.set(sum.subarray(slot.offset, slot.offset + slot.size), slot.offset);
  return { fisher, work };
}

/**
 * One answer per row, drawn from the model itself: a class with its own probabilities; or a number around its own with variance 1, of which
 * half the squared error is the negative log-likelihood.
 */
function drawAnswers(scores: Float32Array, rows: number, context: ArmContext): Partial<TrainingRows> {
  const random = context.random('fisher/labels');
  if (tellsNumber(context)) return { target: scores.map((number) => number + random.normal()) };
  const probabilities = softmax(scores, rows);
  const classes = probabilities.length / rows;
  return {
    y: Int32Array.from({ length: rows }, (_, row) => {
      let left = random.uniform();
      for (let c = 0; c < classes - 1; c++) if ((left -= probabilities[row * classes + c]!) < 0) return c;
      return classes - 1;
    }),
  };
}
