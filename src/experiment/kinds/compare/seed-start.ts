/** One seed of a comparison before anything is trained: its worlds, which rows can be learned from, and where the base model starts. */
import { encoded } from '../../../training/jobs.ts';
import { keepForValidation } from '../../../adapt/repair.ts';
import type { Encoder } from '../../../data/encode.ts';
import { selectRows } from '../../../data/select.ts';
import type { Dataset, Samples } from '../../../data/types.ts';
import { buildModel, outputsOf } from '../../../models/families.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import type { Model } from '../../../models/types.ts';
import type { Random } from '../../../random/random.ts';
import { experimentStream } from '../../../random/names.ts';
import { heldOutShare } from '../../../training/recipe.ts';
import { baseStart, type BaseTraining } from '../../../training/base.ts';
import type { Spec } from '../../../spec/schema.ts';
import { encoderFor } from '../../own-base.ts';
import { makeWorlds, type TwoWorlds } from '../../worlds.ts';

export interface SeedStart {
  readonly worlds: TwoWorlds;
  readonly model: Model;
  /** Fitted to the old rows. */
  readonly encoder: Encoder;
  /** Where the base model starts: fresh parameters, or the imported ones. */
  readonly start: Float32Array;
  readonly oldRows: Samples;
  /** Rows of the pool whose labels have arrived, from its beginning. */
  readonly arrived: number;
  /** Of those, the ones whose labels were bought, as row numbers of the pool. */
  readonly labelled: Int32Array;
  /** The labelled rows that repairs learn from. */
  readonly newRows: Samples;
  /** When each of them came, as its place among the rows that come by. */
  readonly cameAt: Int32Array;
  /** Of the labelled rows, those kept from training. */
  readonly validation?: Samples;
  /** The pool, its labels out of reach. */
  readonly unlabelled: Samples;
  readonly test: { readonly new: Samples; readonly old: Samples };
}

/** Pure: equal arguments give equal starts. The spec must have passed `checkSpec`. */
export function seedStart(
  { spec, dataset, ownModel }: { readonly spec: Spec; readonly dataset: Dataset; readonly ownModel?: OwnModel },
  seed: number,
): SeedStart {
  const { root } = spec.seeds;
  const worlds = makeWorlds(spec, dataset, seed);
  const { train: oldRows } = worlds.old;
  const { pool } = worlds.new;
  const encoder = encoderFor(spec.model, oldRows, dataset.columns);
  const model = buildModel(spec.model, encoder.inputShape, outputsOf(spec, dataset.classes), ownModel);
  // 1 − 0.9 falls short of a tenth by rounding; no row may be lost to that.
  const arrived = Math.max(1, Math.floor(pool.rows * (1 - worlds.labelDelay) + 1e-9));
  const labelled = bought(spec, pool.y, arrived, experimentStream(root, 'labels', seed));
  return {
    ...{ worlds, model, encoder, oldRows, arrived, labelled },
    start: ownModel?.weights ?? baseStart(spec, model, seed),
    ...divided(spec, selectRows(pool, labelled), labelled, seed),
    unlabelled: withoutLabels(pool),
    test: { new: worlds.new.test, old: worlds.old.test },
  };
}

/** Row numbers of the pool whose labels are bought, of those that have arrived; in random order. */
function bought({ labels: { budget, perClass } }: Spec, y: Int32Array, arrived: number, random: Random): Int32Array {
  if (!perClass) return random.sample(arrived, Math.min(arrived, budget));
  const taken = new Map<number, number>();
  return random.permutation(arrived).filter((row) => {
    const before = taken.get(y[row]!) ?? 0;
    taken.set(y[row]!, before + 1);
    return before < budget;
  });
}

/** What of it the base model is trained on. */
export const trainingOf = ({
  model,
  start,
  encoder,
  oldRows,
  test,
}: Pick<SeedStart, 'model' | 'start' | 'encoder' | 'oldRows' | 'test'>): BaseTraining => ({
  ...{ model, start, encoder, rows: oldRows },
  heldOut: encoded(encoder, test.old),
});

/** The labelled rows, and those kept from training where the end of a training, or which model is kept, is decided on some. */
function divided(spec: Spec, newRows: Samples, cameAt: Int32Array, seed: number): Pick<SeedStart, 'newRows' | 'cameAt' | 'validation'> {
  const share = heldOutShare(spec);
  if (share === undefined) return { newRows, cameAt };
  const { kept, rest } = keepForValidation({ newRows, cameAt, random: (name) => experimentStream(spec.seeds.root, name, seed) }, share);
  return { newRows: rest.rows, cameAt: rest.cameAt!, validation: kept.rows };
}

/** What can be known of rows nobody has labelled. */
const withoutLabels = ({ rows, inputShape, x, y }: Samples): Samples => ({ rows, inputShape, x, y: y.map(() => -1) });
