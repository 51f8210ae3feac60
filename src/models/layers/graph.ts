/** A part of a tf.layers model of any shape, with one input and one output. Only TensorFlow.js computes it. */
import type { KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork, Shape, SlotRule } from './layer-kind.ts';

export interface Graph {
  readonly kind: 'graph';
  /** What `getConfig` of that LayersModel gives, as plain data. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly to: Shape;
  /** Its weights in the library's order. */
  readonly arrays: readonly SlotRule<string>[];
  /** Of a forward pass of one example, of those layers that there is a rule for. */
  readonly flops: number;
}

export const graph: LayerKind<Graph, string> = { shape: ({ to }) => [...to], slots: ({ arrays }) => arrays };

/** Engines of ours are never given one: a model with a graph is trained by TensorFlow.js. */
export const graphStage = (): never => {
  throw new RangeError('only TensorFlow.js trains this model');
};

export const graphWork: LayerWork<Graph> = { flops: ({ flops }) => flops };

/** It is what is read where nothing of ours is. */
export const graphInKeras: KerasCounterpart<Graph, string> = { classes: {}, arrays: {} };
