/** Softmax cross-entropy and its parameter gradients. */
import * as tf from '@tensorflow/tfjs-core';
import type { BuiltModel } from './layers-model.ts';

/**
 * Mean cross-entropy (nats) of a batch and its gradients by variable name. The caller disposes of both.
 * The gradient by the logits is written out, (softmax − onehot)/batch, which saves a third of the kernels that tracing
 * through TensorFlow.js' own loss would launch.
 */
export function lossAndGradients(model: BuiltModel, x: tf.Tensor, onehot: tf.Tensor): { value: tf.Scalar; grads: tf.NamedTensorMap } {
  return tf.variableGrads(() => crossEntropy(model.apply(x), onehot), model.variables);
}

function crossEntropy(logits: tf.Tensor, onehot: tf.Tensor): tf.Scalar {
  const batch = logits.shape[0]!;
  const operation = tf.customGrad((z, save) => {
    const probability = tf.softmax(z as tf.Tensor);
    (save as (tensors: tf.Tensor[]) => void)([probability]);
    const value = tf.div(tf.sum(tf.mul(onehot, tf.log(tf.add(probability, 1e-30)))), -batch);
    return {
      value,
      gradFunc: (dy, saved) => tf.mul(tf.mul(tf.sub((saved as tf.Tensor[])[0]!, onehot), dy as tf.Tensor), 1 / batch),
    };
  });
  return operation(logits) as tf.Scalar;
}
