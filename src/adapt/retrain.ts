/** Retraining: a fresh model by the base recipe, with its own encoder, on new rows alone, on all, or on a fading window. */
import { concatSamples } from '../data/concat.ts';
import { selectRows } from '../data/select.ts';
import type { Samples } from '../data/types.ts';
import { trainingBytes, trainingFlops } from '../measure/cost/work.ts';
import { initialParameters } from '../models/parameters.ts';
import { everything } from '../models/trainable.ts';
import type { Random } from '../random/random.ts';
import { followed, visits } from '../training/recipe.ts';
import { dropoutSeed, encoded, epochsForBaseSteps, heldOutOf, untilOf, watched } from '../training/jobs.ts';
import { numberOf, whole } from './settings.ts';
import type { Arm, ArmContext, ArmOutcome } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

export const retrainNew: Arm = {
  id: 'retrain-new',
  title: repairTitles['retrain-new'],
  help: 'Start from scratch with the new labels only, for as many steps as the base model took.',
  family: 'retrain',
  source: 'from scratch on the newest data (Avalanche, Lomonaco et al. 2021)',
  group: 'scratch',
  hue: 'retrain-new',
  dash: [],
  parameters: [],
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  run(context) {
    const { spec, newRows } = context;
    const epochs = epochsForBaseSteps(spec, newRows.rows);
    return retrain(context, newRows, epochs, visits(spec, newRows.y, epochs, context.random('order/new')));
  },
};

export const retrainAll: Arm = {
  id: 'retrain-all',
  title: repairTitles['retrain-all'],
  help: 'Start from scratch with the old data and the new labels together: the full retraining of the textbook.',
  family: 'retrain',
  source: 'from scratch on all data, “cumulative” (Avalanche, Lomonaco et al. 2021)',
  group: 'scratch',
  hue: 'retrain-all',
  dash: [],
  parameters: [],
  keepsTrunk: false,
  needs: { newLabels: true, oldData: true, wholePast: true },
  run(context) {
    const { spec } = context;
    const { epochs } = spec.base;
    const rows = concatSamples(context.oldRows, context.newRows);
    return retrain(context, rows, epochs, visits(spec, rows.y, epochs, context.random('order/all')));
  },
};

const windowParameters = [
  whole('window', 'Newest rows', 'How many labelled rows are looked at, old ones included where the new are fewer.', {
    min: 10,
    max: 100_000,
    default: 400,
    unit: 'rows',
  }),
  whole('halfLife', 'Half-life', 'Rows after which a row counts half as much.', { min: 1, max: 100_000, default: 100, unit: 'rows' }),
] as const;

export const retrainWindow: Arm = {
  id: 'retrain-window',
  title: repairTitles['retrain-window'],
  help: 'Start from scratch with the newest rows, drawn the more often the newer they are, for as many steps as the base model took.',
  family: 'retrain',
  source: 'sliding window with exponential decay (Klinkenberg 2004), by resampling',
  group: 'scratch',
  hue: 'retrain-new',
  dash: [7, 4],
  parameters: windowParameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: true, wholePast: true },
  run(context) {
    const { oldRows, spec } = context;
    const all = concatSamples(oldRows, inOrder(context));
    const size = Math.min(all.rows, numberOf(windowParameters, context, 'window'));
    const rows = selectRows(
      all,
      Int32Array.from({ length: size }, (_, i) => all.rows - size + i),
    );
    const epochs = epochsForBaseSteps(spec, size);
    return retrain(
      context,
      rows,
      epochs,
      fadingOrder(size, size * epochs, numberOf(windowParameters, context, 'halfLife'), context.random('order/window')),
    );
  },
};

/** The new rows in the order in which they came. */
function inOrder({ newRows, cameAt }: ArmContext): Samples {
  if (!cameAt) return newRows;
  return selectRows(
    newRows,
    Int32Array.from(newRows.y.keys()).sort((a, b) => cameAt[a]! - cameAt[b]!),
  );
}

/** `visits` indices of `rows` rows, the newest last: each drawn with a probability that halves with every `halfLife` rows of age. */
export function fadingOrder(rows: number, visits: number, halfLife: number, random: Random): Int32Array {
  const reached = new Float64Array(rows);
  let sum = 0;
  for (let row = 0; row < rows; row++) reached[row] = sum += 2 ** (-(rows - 1 - row) / halfLife);
  return Int32Array.from({ length: visits }, () => {
    const drawn = random.uniform() * sum;
    let [low, high] = [0, rows - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached[middle]! > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

/** Trains fresh parameters on these rows; of the base's model, or of another. */
export async function retrain(
  context: ArmContext,
  rows: Samples,
  epochs: number,
  order: Int32Array,
  model = context.model,
): Promise<ArmOutcome> {
  const { spec, trainer, pace } = context;
  const encoder = context.fitEncoder(rows);
  const start = initialParameters(model, context.random('init/retrain'));
  const data = encoded(encoder, rows);
  const result = await trainer.train(
    {
      start,
      data,
      order,
      ...followed(spec, { model, data, epochs, ...heldOutOf(context) }),
      ...untilOf(context),
      trainable: everything,
      dropoutSeed: dropoutSeed(context.random('dropout/retrain')),
      watch: watched(context).map(({ name, samples }) => ({ name, ...encoded(encoder, samples) })),
    },
    pace,
    context.onPoint,
  );
  return {
    ...result,
    ...(model !== context.model && { model }),
    start,
    encoder,
    flops: trainingFlops(model, result.examples),
    bytes: trainingBytes(model, result.examples, result.steps),
  };
}
