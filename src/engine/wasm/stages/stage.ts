/** What a stage of the network is, and what it gets to work with. */
import type { ParameterSlot } from '../../../models/slots.ts';
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
  /** Makes it, with buffers of its own. `paddedInput` says whether the channels of its input are padded, as all but the data's are. */
  run(stage: S, near: Surroundings, paddedInput: boolean): StageRunner;
  /** It can read data whose channels are not padded. */
  readonly readsUnpadded?: boolean;
  /**
   * How an array comes where it is not one row: in groups of rows, and what each has. `pad` gives what the channels of the input
   * take in memory.
   */
  rows?(
    stage: S,
    slot: ParameterSlot,
    pad: (channels: number) => number,
  ): { readonly groups: number; readonly channels?: number; readonly paddedChannels?: number; readonly columns?: number } | undefined;
}
