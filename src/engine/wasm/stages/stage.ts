/** What a stage of the network is, and what it gets to work with. */
import type { ParameterSlot } from '../../../models/types.ts';
import type { Arena, Kernels, Pointer } from '../kernels.ts';

/** Everything a stage needs; its buffers come from the arena when it is made. */
export interface Surroundings {
  readonly kernels: Kernels;
  readonly arena: Arena;
  /** Most rows of a batch. */
  readonly batch: number;
  /** Whether gradients are needed at all. */
  readonly learns: boolean;
  parameter(slot: ParameterSlot | undefined): Pointer;
  gradient(slot: ParameterSlot | undefined): Pointer;
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
