/**
 * Gradients by parameters are summed over the batch. Where a kernel has few values to compute, the batch is split between
 * several threads, and the update adds up what they found.
 */
import type { ParameterSlot } from '../../models/types.ts';
import { values, type Plan } from '../plan.ts';

export interface Partial {
  readonly slot: ParameterSlot;
  /** Place of the first part; the parts lie `size` apart. */
  readonly offset: number;
  readonly size: number;
  readonly splits: number;
}

export interface PartialGradients {
  readonly all: readonly Partial[];
  /** Floats of one replica. */
  readonly size: number;
  /** Undefined for an array that is not trained. */
  of(slot: ParameterSlot): Partial | undefined;
}

const MOST_SPLITS = 64;

/** @param threads threads that keep the device busy. */
export function partialGradients(plan: Plan, batch: number, threads: number): PartialGradients {
  let size = 0;
  const all: Partial[] = [];
  for (const stage of plan.stages) {
    const splits = Math.max(1, Math.min(batch, MOST_SPLITS, Math.round(threads / threadsOf(stage))));
    for (const slot of Object.values(stage.slots)) {
      if (!plan.trained.includes(slot)) continue;
      const part: Partial = { slot, offset: size, size: slot.size, splits: stage.kind === 'batch-norm' ? 1 : splits };
      all.push(part);
      size += part.size * part.splits;
    }
  }
  return { all, size, of: (slot) => all.find((part) => part.slot === slot) };
}

/** Threads that compute the gradient of a stage's kernel, unsplit. */
function threadsOf({ kind, from, to, window }: Plan['stages'][number] & { window?: { readonly rows: number } }): number {
  if (kind === 'dense') return Math.ceil(values(from) / 4) * Math.ceil(to.channels / 4);
  return kind === 'conv2d' ? from.channels * to.channels * window!.rows : 1;
}
