/** The one training of a base model, of every kind of experiment. */
import type { TrainingRows, TrainJob } from '../contracts/trainer.ts';
import type { Encoder } from '../data/encode.ts';
import type { Samples } from '../data/types.ts';
import { initialParameters } from '../models/parameters.ts';
import { everything } from '../models/trainable.ts';
import type { Model } from '../models/types.ts';
import { experimentStream } from '../random/names.ts';
import type { Recipe, Spec } from '../spec/schema.ts';
import { dropoutSeed, encoded } from './jobs.ts';
import { followed, visits } from './recipe.ts';

type Rooted = Recipe & Pick<Spec, 'seeds'>;

/** Fresh parameters of that seed. */
export const baseStart = ({ seeds }: Pick<Spec, 'seeds'>, model: Model, seed: number): Float32Array =>
  initialParameters(model, experimentStream(seeds.root, 'init/base', seed));

export interface BaseTraining {
  readonly model: Model;
  /** Fitted to the rows. */
  readonly encoder: Encoder;
  readonly start: Float32Array;
  /** Labelled rows of the old world. */
  readonly rows: Samples;
  /** Held-out rows of the old world to score on the way; absent = none are. */
  readonly heldOut?: TrainingRows;
}

/** Equal arguments give equal trainings. */
export function baseJob(spec: Rooted, { model, encoder, start, rows, heldOut }: BaseTraining, seed: number): TrainJob {
  const { root } = spec.seeds;
  const { epochs } = spec.base;
  const data = encoded(encoder, rows);
  return {
    start,
    data,
    order: visits(spec, data.y, epochs, experimentStream(root, 'order/base', seed)),
    ...followed(spec, { model, data, epochs }),
    trainable: everything,
    dropoutSeed: dropoutSeed(experimentStream(root, 'dropout/base', seed)),
    watch: heldOut ? [{ name: 'old', ...heldOut }] : [],
  };
}
