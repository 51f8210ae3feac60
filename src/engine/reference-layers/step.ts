/** A layer as the reference computes it: in its place, on the rows of a batch. */
import type { LayerKindId, LayerOf, SlotKey } from '../../models/layers/registry.ts';
import type { LayerTraining } from '../../models/trainable.ts';

/** A layer with its place among the parameters and the shapes around it. */
export interface StepOf<K extends LayerKindId> {
  readonly layer: LayerOf<K>;
  /** Its index in the model. */
  readonly index: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Offset of each of its parameter arrays. */
  readonly at: Readonly<Record<SlotKey<K>, number>>;
  readonly trains: LayerTraining;
}

/** One row of a batch after another. */
export type Batch = readonly Float64Array[];

/** What a gradient step passes through the layers. */
export interface Pass {
  readonly weights: Float64Array;
  /** Gradients by the parameters, added up. */
  readonly sums: Float64Array;
  /** Keys of dropout layers. */
  readonly key: (layer: number) => number;
}

/** The definition of a kind of layer. */
export interface Definition<Step> {
  forward(step: Step, pass: Pass, input: Batch): Batch;
  /** Gradient by the input; adds the gradient by the parameters to the pass. */
  backward(step: Step, pass: Pass, input: Batch, output: Batch, gradient: Batch): Batch;
  /** It does nothing in a model that is used rather than trained. */
  readonly onlyInTraining?: boolean;
}
