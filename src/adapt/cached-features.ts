/** What a frozen trunk puts out, computed once for every row and kept: all that is needed to train what stands above it. */
import type { WatchedSet } from '../contracts/results.ts';
import type { TrainingRows } from '../contracts/trainer.ts';
import { forwardFlops } from '../measure/cost/work.ts';
import { cutBelow } from '../models/parameters.ts';
import type { BlockName } from '../models/slots.ts';
import type { Model } from '../models/types.ts';
import { encoded, watched } from '../training/jobs.ts';
import type { ArmContext } from '../contracts/repair.ts';

export interface CachedFeatures {
  /** The model above the cut; its inputs are the features. */
  readonly rest: Model;
  /** `weights.subarray(0, at)` are the trunk's, the rest those of `rest`. */
  readonly at: number;
  /** The new labelled rows as features `[rows, width]`, and how long the engine took for them. */
  readonly training: TrainingRows;
  readonly trainingMs: number;
  /** The same of every watched set. */
  readonly watch: readonly (TrainingRows & { readonly name: WatchedSet })[];
  readonly watchMs: number;
  /** Work of the training rows: once through the trunk, and features and parameters of the trunk moved once. */
  readonly flops: number;
  readonly bytes: number;
}

/** Runs the snapshot below `block` over the new labelled rows and every watched set. */
export async function cachedFeatures(context: ArmContext, block: BlockName): Promise<CachedFeatures> {
  const { model, base, newRows, trainer } = context;
  const { trunk, head: rest, at } = cutBelow(model, block);
  const frozen = base.weights.slice(0, at);
  const throughTrunk = async (rows: TrainingRows) => {
    const { x, ms } = await trainer.features(trunk, frozen, rows);
    return { cached: { ...rows, x }, ms };
  };
  const training = await throughTrunk(encoded(base.encoder, newRows));
  const watch: (TrainingRows & { readonly name: WatchedSet })[] = [];
  let watchMs = 0;
  for (const { name, samples } of watched(context)) {
    const { cached, ms } = await throughTrunk(encoded(base.encoder, samples));
    watch.push({ name, ...cached });
    watchMs += ms;
  }
  return {
    ...{ rest, at, training: training.cached, trainingMs: training.ms, watch, watchMs },
    flops: forwardFlops(trunk) * newRows.rows,
    bytes: 4 * (training.cached.x.length + frozen.length),
  };
}
