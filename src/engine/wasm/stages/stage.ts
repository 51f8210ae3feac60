/** What a stage of the network is, and what it gets to work with. */
import type { ParameterSlot } from '../../../models/types.ts';
import type { Stage } from '../../plan.ts';
import type { Arena, Kernels, Pointer } from '../kernels.ts';

/** Everything a stage needs; its buffers come from the arena when it is made. */
export interface Surroundings {
  readonly kernels: Kernels;
  readonly arena: Arena;
  /** Most rows of a batch. */
  readonly batch: number;
  /** Whether gradients are needed at all. */
  readonly learns: boolean;
  /** Where a parameter array lies, padded, and the gradient by it. */
  parameter(slot: ParameterSlot): Pointer;
  gradient(slot: ParameterSlot): Pointer;
  /** Whether the channels of the stage's input are padded: all but those of the data may be relied on to be. */
  readonly paddedInput: boolean;
  /** Memory that a kernel may use as it likes, of at least the size that was reserved. */
  readonly scratch: { reserve(count: number): void; readonly pointer: Pointer };
}

/** Steps taken so far and what decides dropout; absent outside training. */
export interface StepInfo {
  readonly seed: number;
  readonly step: number;
}

export interface StageRunner {
  /** Gradient by the output; `backward` reads it and may change it. */
  readonly gradient: Pointer;
  /** Computes the output of the first `batch` rows of x and tells where it lies. */
  forward(x: Pointer, batch: number, step: StepInfo | undefined): Pointer;
  /** Gradients by the parameters, and, unless `dx` is 0, by x. `y` is what `forward` gave. */
  backward(x: Pointer, y: Pointer, dx: Pointer, batch: number, step: StepInfo): void;
}

/** What this executor has for a kind of stage. */
export interface StageEntry<S extends Stage> {
  /** Makes it, with buffers of its own. */
  run(stage: S, near: Surroundings): StageRunner;
  /** It can read data whose channels are not padded. */
  readonly readsUnpadded?: boolean;
  /**
   * The rows of a kernel: in groups, each with a row for every channel that it reads. Undefined, as without this, for an array
   * that is one row.
   */
  kernelRows?(stage: S, slot: ParameterSlot): { readonly groups: number; readonly channels: number } | undefined;
}
