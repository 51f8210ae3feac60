/** The optimizers of our trainings in TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';

/** Adam with all four constants given, since the default epsilon differs between backends; or plain SGD. */
export const makeOptimizer = (name: 'adam' | 'sgd', learningRate: number): tf.Optimizer =>
  name === 'adam' ? tf.train.adam(learningRate, 0.9, 0.999, 1e-7) : tf.train.sgd(learningRate);
