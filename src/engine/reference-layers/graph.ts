/** A part of a tf.layers model has no definition of ours: TensorFlow.js in plain JavaScript is its reference. */
import type { Definition, StepOf } from './step.ts';

const refuse = (): never => {
  throw new RangeError('only TensorFlow.js computes this model');
};

export const graph: Definition<StepOf<'graph'>> = { forward: refuse, backward: refuse };
