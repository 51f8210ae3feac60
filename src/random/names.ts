/** The random streams of an experiment, by name. Frozen: another name gives other numbers, and records of before could not be made again. */
import { randomStream, type Random } from './random.ts';

/** What a repair draws on one seed, and in a stream after one batch. */
export type RepairStream =
  | 'complaints/resample'
  | 'dropout/diagnosis'
  | `dropout/fisher/${number}`
  | `dropout/look/${number}`
  | `dropout/lora/${number}`
  | 'dropout/new'
  | 'dropout/retrain'
  | 'fisher/labels'
  | 'fisher/rows'
  | 'head/folds'
  | 'init/retrain'
  | `init/lora/${string}`
  | 'order/all'
  | 'order/balanced'
  | 'order/new'
  | 'order/old'
  | 'order/window'
  | 'replay/rows'
  | 'validation'
  | 'widen';

/** What an experiment draws besides. */
export type ExperimentStream =
  | 'again'
  | 'arm-order'
  | 'base-rate'
  | 'complaints'
  | 'diagnosis'
  | 'dropout/base'
  | 'init/base'
  | 'labels'
  | `observer/${'dropout' | 'init' | 'order' | 'split'}`
  | 'order/base'
  | 'policy'
  | 'seats'
  | 'split'
  | 'sweep';

/** The stream of that name below the root seed of an experiment. @param index the seed, and whatever else tells its uses apart */
export const experimentStream = (
  root: number,
  name: ExperimentStream | RepairStream,
  ...index: readonly (number | RepairStream)[]
): Random => randomStream(root, name, ...index);
