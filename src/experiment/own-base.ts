/** The user's model as a base: its inputs in the units that it was trained on, its outputs as the classes of the data. */
import type { Trainer } from '../contracts/trainer.ts';
import { fitEncoder, type Encoder } from '../data/encode.ts';
import { selectRows } from '../data/select.ts';
import type { Note } from '../data/report.ts';
import type { Column, Dataset, Samples } from '../data/types.ts';
import { argmax } from '../maths/argmax.ts';
import { scored } from '../measure/metrics/scored.ts';
import type { ModelChoice } from '../models/families.ts';
import type { OwnModel } from '../models/own-model.ts';
import { parameterSlots } from '../models/parameters.ts';
import { layersOf, type Model } from '../models/types.ts';
import { encoded } from '../training/jobs.ts';

/** Old rows that are asked whether the model is read rightly. */
const MOST_ROWS = 600;
/** Share of them by which another reading must be right more often to be told. */
const LEAST_GAIN = 0.05;

/** Fitted to old rows; numbers stay in their own units where the choice says that the model takes them so. */
export function encoderFor(choice: ModelChoice, rows: Samples, columns: readonly Column[]): Encoder {
  const encoder = fitEncoder(rows, columns);
  return choice.family === 'imported' && choice.params.inputs === 'raw' ? inOwnUnits(encoder) : encoder;
}

const inOwnUnits = (encoder: Encoder): Encoder => ({
  ...encoder,
  codes: encoder.codes.map((code) => (code.kind === 'numeric' ? { ...code, mean: 0, sd: 1 } : code)),
});

interface Asked {
  readonly choice: ModelChoice;
  readonly own: OwnModel;
  readonly model: Model;
  readonly encoder: Encoder;
  /** Labelled rows of the old world that it is trained on, or would be. */
  readonly rows: Samples;
  readonly dataset: Pick<Dataset, 'columns' | 'classes'>;
  readonly trainer: Trainer;
}

/**
 * Its weights; with its outputs in the order of the data's classes where the choice asks for that. One that tells the number in its own unit
 * is given as one that tells it standardised, by its last layer alone: the same model, on the scale that all others train on.
 */
export async function ownWeights({ choice, own, model, encoder, rows, dataset, trainer }: Asked): Promise<Float32Array> {
  if (choice.family !== 'imported') return own.weights;
  if (encoder.target) return standardised(model, own.weights, encoder.target);
  if (choice.params.classes !== 'matched') return own.weights;
  const some = firstRows(rows);
  return reordered(
    model,
    own.weights,
    matchedOrder(await predicted(trainer, model, own.weights, encoder, some), some.y, dataset.classes.length),
  );
}

/**
 * A note where another reading of the model, with inputs in their own units or outputs in another order, is right on clearly more old
 * rows: an order is found on half of the rows and judged on the others.
 */
export async function misread({ choice, own, model, encoder, rows, dataset, trainer }: Asked): Promise<Note | undefined> {
  if (choice.family !== 'imported') return undefined;
  const some = firstRows(rows);
  if (encoder.target) {
    const asked = encoded(encoder, some);
    const told = await trainer.features(model, standardised(model, own.weights, encoder.target), asked);
    const share = scored(told.x, asked);
    return share > 0
      ? undefined
      : {
          text: `Your model tells the number of old rows worse than always their mean would (R² ${share.toFixed(2)}): its inputs or its number may be in other units. Choose how its columns come on the Model card.`,
          option: '--inputs',
        };
  }
  const readings: { readonly words: string; readonly right: number; readonly asChosen: boolean }[] = [];
  const { inputs, classes: order } = choice.params;
  const standard = fitEncoder(rows, dataset.columns);
  const encoders = [
    { words: 'columns standardised', encoder: standard, chosen: inputs !== 'raw' },
    ...(standard.codes.some(({ kind }) => kind === 'numeric')
      ? [{ words: 'columns in their own units', encoder: inOwnUnits(standard), chosen: inputs === 'raw' }]
      : []),
  ];
  for (const each of encoders) {
    const said = await predicted(trainer, model, own.weights, each.encoder, some);
    const half = some.rows >> 1;
    const matched = matchedOrder(said.subarray(0, half), some.y.subarray(0, half), dataset.classes.length);
    const classOf = new Map(matched.map((output, label) => [output, label]));
    const share = (labelOf: (output: number) => number | undefined) => {
      let right = 0;
      for (let row = half; row < some.rows; row++) if (labelOf(said[row]!) === some.y[row]) right++;
      return right / Math.max(1, some.rows - half);
    };
    readings.push({
      words: `${each.words} and classes in the order of the data`,
      right: share((output) => output),
      asChosen: each.chosen && order !== 'matched',
    });
    readings.push({
      words: `${each.words} and classes matched on old rows`,
      right: share((output) => classOf.get(output)),
      asChosen: each.chosen && order === 'matched',
    });
  }
  const chosen = readings.find(({ asChosen }) => asChosen)!;
  // The simplest of equals comes first.
  const best = readings.reduce((top, each) => (each.right > top.right + 1e-9 ? each : top));
  if (best.right - chosen.right < LEAST_GAIN) return undefined;
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  return {
    text: `Your model is right on ${percent(chosen.right)} of old rows as it is given them here, and on ${percent(best.right)} with ${best.words}. Choose that on the Model card, or the comparison starts from a model that is misread.`,
    option: '--inputs and --classes',
  };
}

const firstRows = (rows: Samples): Samples =>
  selectRows(
    rows,
    Int32Array.from({ length: Math.min(rows.rows, MOST_ROWS) }, (_, row) => row),
  );

const predicted = async (trainer: Trainer, model: Model, weights: Float32Array, encoder: Encoder, rows: Samples): Promise<Int32Array> =>
  argmax(await trainer.predict(model, weights, encoded(encoder, rows)), rows.rows);

/** For each class of the data the output that stands for it: the pairs that occur most often, each output and class once. */
export function matchedOrder(outputs: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Int32Array(classes * classes);
  for (let row = 0; row < labels.length; row++) counts[labels[row]! * classes + outputs[row]!]!++;
  // Of equals, whoever keeps its place goes first.
  const stays = (pair: number) => Number(pair % classes === Math.floor(pair / classes));
  const pairs = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || stays(b) - stays(a) || a - b);
  const order = new Array<number>(classes).fill(-1);
  const taken = new Set<number>();
  for (const pair of pairs) {
    const [label, output] = [Math.floor(pair / classes), pair % classes];
    if (order[label] !== -1 || taken.has(output)) continue;
    order[label] = output;
    taken.add(output);
  }
  return order;
}

/** The weights of a model of one output, which ends in a dense layer, with (output − mean) / sd in its place. */
export function standardised(model: Model, weights: Float32Array, { mean, sd }: NonNullable<Encoder['target']>): Float32Array {
  const last = layersOf(model).length - 1;
  const changed = weights.slice();
  for (const { layer, key, offset, size } of parameterSlots(model)) {
    if (layer !== last) continue;
    for (let i = offset; i < offset + size; i++) changed[i] = (weights[i]! - (key === 'bias' ? mean : 0)) / sd;
  }
  return changed;
}

/** The weights of a model whose outputs are put into that order. Its last layer must be dense. */
export function reordered(model: Model, weights: Float32Array, order: readonly number[]): Float32Array {
  const last = layersOf(model).length - 1;
  const changed = weights.slice();
  for (const { layer, offset, size } of parameterSlots(model)) {
    if (layer !== last) continue;
    // The last axis of its arrays is that of the outputs.
    for (let i = 0; i < size; i += order.length)
      order.forEach((output, label) => (changed[offset + i + label] = weights[offset + i + output]!));
  }
  return changed;
}
