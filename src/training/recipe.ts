/** What a recipe makes of a training: how a step is taken, at which rate, on what, and what comes out. */
import type { WatchedSet } from '../contracts/results.ts';
import type { TrainingRows, TrainJob } from '../contracts/trainer.ts';
import { epochOrder } from '../models/epoch-order.ts';
import type { Model } from '../models/types.ts';
import type { Random } from '../random/random.ts';
import { chosenOf, type PartId } from '../spec/recipe-parts.ts';
import type { Recipe } from '../spec/schema.ts';
import { balancedOrder, balancedWeights } from './class-balance.ts';
import { withDropout } from './dropout.ts';
import { averagingTable, rateTable } from './schedule.ts';

/** Points of a learning curve. */
export const CURVE_POINTS = 24;

/** The training that a recipe is followed in. */
export interface Training {
  readonly model: Model;
  readonly data: Pick<TrainingRows, 'rows' | 'y'>;
  readonly epochs: number;
  /** Of a training in pieces: epochs before this piece, and of all of them. One schedule spans them. */
  readonly piece?: { readonly before: number; readonly of: number };
  /** The set of held-out labels that is watched, where one is. */
  readonly heldOut?: WatchedSet | undefined;
}

/** Fields of a job that a recipe decides. */
export type Followed = Pick<TrainJob, 'model' | 'epochs' | 'batchSize' | 'learningRate' | 'optimizer' | 'points'> &
  Partial<
    Pick<TrainJob, 'loss' | 'delta' | 'momentum' | 'decay' | 'schedule' | 'clip' | 'smoothing' | 'rowWeights' | 'averaging' | 'keepBest'>
  >;

type Values = Readonly<Record<string, number>>;
type Facts = Training & { readonly steps: number; readonly from: number };

/** What the options of each part do to a job. Rare classes in batches are `visits`' affair, solved heads the repairs'. */
const effects: Readonly<Record<PartId, (id: string, values: Values, facts: Facts) => Partial<Followed>>> = {
  // Whether a number is told decides the experiment, not the recipe: `lossOf`.
  loss: () => ({}),
  optimizer: (id, { decay, momentum = 0, nesterov }) =>
    id === 'sgd'
      ? { optimizer: 'sgd', ...(momentum > 0 && { momentum: { factor: momentum, nesterov: nesterov === 1 } }) }
      : { optimizer: 'adam', ...(decay && { decay }) },
  schedule: (id, values, facts) => table('schedule', rateTable(id, values, facts.steps), facts),
  clip: (id, { at }) => (id === 'norm' ? { clip: at! } : {}),
  dropout: (id, { rate }, { model }) => (id === 'hidden' ? { model: withDropout(model, rate!) } : {}),
  labels: (id, { amount }) => (id === 'smoothed' ? { smoothing: amount! } : {}),
  classes: (id, _, { data }) => (id === 'weights' ? { rowWeights: balancedWeights(data.y) } : {}),
  average: (id, values, facts) => table('averaging', averagingTable(id, values, facts.steps), facts),
  keep: (id, _, { heldOut }) => (id === 'best' && heldOut !== undefined ? { keepBest: { of: heldOut } } : {}),
  heads: () => ({}),
};

/** What is minimised: cross-entropy where classes are told; of numbers, what the recipe says. */
export function lossOf({ task, recipe }: Pick<Recipe, 'task' | 'recipe'>): Pick<TrainJob, 'loss' | 'delta'> {
  if (task !== 'regression') return {};
  const { option, values } = chosenOf(recipe, 'loss');
  return { loss: 'squared', ...(option.id === 'huber' && { delta: values['delta']! }) };
}

/** The fields for a `TrainJob`. */
export function followed(spec: Pick<Recipe, 'task' | 'base' | 'recipe'>, training: Training): Followed {
  const { base, recipe } = spec;
  const perEpoch = Math.ceil(training.data.rows / base.batchSize);
  const { before, of } = training.piece ?? { before: 0, of: training.epochs };
  const facts: Facts = { ...training, steps: perEpoch * of, from: perEpoch * before };
  const parts = (Object.keys(effects) as PartId[]).map((id) => {
    const { option, values } = chosenOf(recipe, id);
    return effects[id](option.id, values, facts);
  });
  return Object.assign(
    {
      model: training.model,
      epochs: training.epochs,
      batchSize: base.batchSize,
      learningRate: base.learningRate,
      optimizer: 'adam',
      points: CURVE_POINTS,
    },
    lossOf(spec),
    ...parts,
  ) as Followed;
}

/** The steps of this training from a table of all. Where none of them is averaged, nothing is. */
function table(name: 'schedule' | 'averaging', whole: Float32Array | undefined, { from, steps, epochs, piece }: Facts): Partial<Followed> {
  if (!whole) return {};
  const own = piece ? whole.slice(from, from + (steps / piece.of) * epochs) : whole;
  return own.some((value) => value > 0) ? { [name]: own } : {};
}

/** The order in which a training visits its rows, epoch by epoch: `epochs × rows` indices. */
export function visits({ recipe }: Pick<Recipe, 'recipe'>, y: Int32Array, epochs: number, random: Random): Int32Array {
  return chosenOf(recipe, 'classes').option.id === 'batches'
    ? balancedOrder(y, y.length * epochs, random)
    : epochOrder(y.length, epochs, random);
}

/** Share of the new labels that is kept from training, to end it or to keep the best; undefined where none is. */
export const heldOutShare = ({
  stop,
  recipe,
}: Pick<Recipe, 'recipe'> & { readonly stop: { readonly until?: { readonly validation?: number | undefined } | undefined } }):
  number | undefined =>
  stop.until?.validation ?? (chosenOf(recipe, 'keep').option.id === 'best' ? chosenOf(recipe, 'keep').values['share'] : undefined);

/** Whether heads alone are solved instead of trained. */
export const solvesHeads = ({ recipe }: Pick<Recipe, 'recipe'>): boolean => chosenOf(recipe, 'heads').option.id === 'solved';
