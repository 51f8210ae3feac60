/**
 * Gradients by parameters are summed over the batch. Where a kernel has few values to compute, the batch is split between
 * several threads, and the update adds up what they found.
 */
import type { Partial, PartialGradients } from './gpu-stage.ts';
import { slotsOf, type Plan } from '../plan.ts';
import { gpuEntry } from './kernels/registry.ts';

const MOST_SPLITS = 64;

/** @param threads threads that keep the device busy. */
export function partialGradients(plan: Plan, batch: number, threads: number): PartialGradients {
  let size = 0;
  const all: Partial[] = [];
  for (const stage of plan.stages) {
    const own = gpuEntry(stage).gradientThreads?.(stage);
    const splits = own ? Math.max(1, Math.min(batch, MOST_SPLITS, Math.round(threads / own))) : 1;
    for (const slot of slotsOf(stage)) {
      if (!plan.trained.includes(slot)) continue;
      const part: Partial = { slot, offset: size, size: slot.size, splits };
      all.push(part);
      size += part.size * part.splits;
    }
  }
  return { all, size, of: (slot) => all.find((part) => part.slot === slot) };
}
