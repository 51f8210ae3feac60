/** What the base model and the arms share when they are trained: rows as they are seen, how long, what is watched, when it ends. */
import type { WatchedSet } from '../contracts/results.ts';
import { encode, encodeTarget, type Encoder } from '../data/encode.ts';
import type { Samples } from '../data/types.ts';
import type { TrainingRows, TrainJob } from '../contracts/trainer.ts';
import type { Random } from '../random/random.ts';
import type { Recipe } from '../spec/schema.ts';
import type { ArmContext } from '../contracts/repair.ts';

/** What decides the dropped values of a training; a stream of its own, so that other draws stay as they are. */
export const dropoutSeed = (random: Random): number => random.int(2 ** 32);

/** Rows as the model sees them. */
export function encoded(encoder: Encoder, samples: Samples): TrainingRows {
  const target = encodeTarget(encoder, samples);
  return { rows: samples.rows, x: encode(encoder, samples), y: samples.y, ...(target && { target }) };
}

/** Gradient steps of the base training. */
export const baseSteps = (spec: Recipe): number => Math.ceil(spec.data.split.baseTrain / spec.base.batchSize) * spec.base.epochs;

/**
 * Epochs that give `rows` at least as many gradient steps as the base model took: a model from scratch on few rows
 * needs the same number of steps, not the same number of passes.
 */
export const epochsForBaseSteps = (spec: Recipe, rows: number): number =>
  Math.ceil(baseSteps(spec) / Math.ceil(rows / spec.base.batchSize));

/** What is scored while an arm trains: held-out rows of both worlds and, where some are kept, labelled rows that decide when it ends. */
export const watched = ({ test, validation }: ArmContext): readonly { readonly name: WatchedSet; readonly samples: Samples }[] => [
  ...(test ? [{ name: 'new', samples: test.new } as const, { name: 'old', samples: test.old } as const] : []),
  ...(validation ? [{ name: VALIDATION, samples: validation } as const] : []),
];

const VALIDATION = 'validation';

/** The watched set of labels kept from training, where some are. */
export const heldOutOf = ({ validation }: ArmContext): { readonly heldOut?: WatchedSet } => (validation ? { heldOut: VALIDATION } : {});

/**
 * When a training ends early, for `TrainJob`; nothing where it runs its epochs. Held-out test rows decide nothing.
 * @param spent Seconds of other work that are part of the repair.
 */
export function untilOf({ spec, validation }: ArmContext, spent = 0): Pick<TrainJob, 'until'> {
  const { until } = spec.stop;
  if (!until) return {};
  const { accuracy, plateau, seconds } = until;
  return {
    until: {
      ...(seconds !== undefined && { seconds: Math.max(0, seconds - spent) }),
      ...(validation && accuracy !== undefined && { accuracy: { of: VALIDATION, atLeast: accuracy } }),
      ...(validation && plateau !== undefined && { plateau: { of: VALIDATION, points: plateau } }),
    },
  };
}
