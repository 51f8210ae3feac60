/** A stage as the GPU has it: where its values lie. Types only. */
import type { ParameterSlot } from '../../models/slots.ts';
import type { Stage } from '../plan.ts';

/** Where a stage reads: the rows of the data, or activations from an offset on. */
export type Source = { readonly data: true } | { readonly data: false; readonly offset: number };

export interface GpuStage<S extends Stage = Stage> {
  readonly stage: S;
  /** Max pooling done by the same kernel; its size. */
  readonly pool: number | undefined;
  /** Extent of the output, pooling included. */
  readonly to: Stage['to'];
  readonly source: Source;
  /** Offsets among the activations: of the output, and of what its kernels keep for the backward pass. */
  readonly output: number;
  readonly kept: number;
  /** Offset among the gradients, of the gradient before the ReLU of this stage. */
  readonly gradient: number;
  /** Whether its output went through a ReLU, so that whoever writes its gradient masks it. */
  readonly rectified: boolean;
  /** Something in it is trained. */
  readonly learns: boolean;
  /** Its input's gradient is needed. */
  readonly passes: boolean;
}

export interface PartialGradients {
  readonly all: readonly Partial[];
  /** Floats of one replica. */
  readonly size: number;
  /** Undefined for an array that is not trained. */
  of(slot: ParameterSlot): Partial | undefined;
}

export interface Partial {
  readonly slot: ParameterSlot;
  /** Place of the first part; the parts lie `size` apart. */
  readonly offset: number;
  readonly size: number;
  readonly splits: number;
}
