/** What a step minimises. */
import * as tf from '@tensorflow/tfjs-core';
import type { Distillation } from '../../contracts/trainer.ts';

/**
 * Mean cross-entropy (nats) of logits `[batch, classes]` against wanted class probabilities (one-hot labels, or
 * others that sum to 1). Its gradient by the logits is written out, (softmax − wanted)/batch, which saves a third of the kernels that tracing through TensorFlow.js' own loss would launch.
 *
 * @param weights factors on the losses of the rows, `[batch, 1]`
 */
export function crossEntropy(logits: tf.Tensor, wanted: tf.Tensor, weights?: tf.Tensor): tf.Scalar {
  const batch = logits.shape[0]!;
  const weighted = (values: tf.Tensor): tf.Tensor => (weights ? tf.mul(values, weights) : values);
  const operation = tf.customGrad((z, save) => {
    const probability = tf.softmax(z as tf.Tensor);
    (save as (tensors: tf.Tensor[]) => void)([probability]);
    const value = tf.div(tf.sum(weighted(tf.mul(wanted, tf.log(tf.add(probability, 1e-30))))), -batch);
    return {
      value,
      gradFunc: (dy, saved) => tf.mul(tf.mul(weighted(tf.sub((saved as tf.Tensor[])[0]!, wanted)), dy as tf.Tensor), 1 / batch),
    };
  });
  return operation(logits) as tf.Scalar;
}

/** The mixture that `Distillation` defines, of labels (class probabilities) and targets, both `[batch, classes]`; weights of rows as in `crossEntropy`. */
export function distillationCrossEntropy(
  logits: tf.Tensor,
  labels: tf.Tensor,
  targets: tf.Tensor,
  { temperature, weight }: Pick<Distillation, 'temperature' | 'weight'>,
  weights?: tf.Tensor,
): tf.Scalar {
  const hard = tf.mul(crossEntropy(logits, labels, weights), 1 - weight);
  const soft = tf.mul(crossEntropy(tf.mul(logits, 1 / temperature), targets, weights), weight * temperature ** 2);
  return tf.add(hard, soft) as tf.Scalar;
}

/**
 * Mean of half the squared error of outputs `[batch, 1]` to targets of that shape; beyond ±delta Huber's tangent. Its gradient, the error
 * within ±delta, is written out.
 */
export function squaredError(outputs: tf.Tensor, target: tf.Tensor, delta: number, weights?: tf.Tensor): tf.Scalar {
  const batch = outputs.shape[0]!;
  const weighted = (values: tf.Tensor): tf.Tensor => (weights ? tf.mul(values, weights) : values);
  const operation = tf.customGrad((z, save) => {
    const error = tf.sub(z as tf.Tensor, target);
    const near = tf.clipByValue(error, -delta, delta);
    (save as (tensors: tf.Tensor[]) => void)([near]);
    return {
      value: tf.div(tf.sum(weighted(tf.mul(near, tf.sub(error, tf.mul(near, 0.5))))), batch),
      gradFunc: (dy, saved) => tf.mul(tf.mul(weighted((saved as tf.Tensor[])[0]!), dy as tf.Tensor), 1 / batch),
    };
  });
  return operation(outputs) as tf.Scalar;
}

/**
 * Mean entropy H (nats) of the answers p = softmax(logits) (Wang et al. 2021), with its gradient by the logits:
 * −p·(log p + H)/batch.
 */
export function entropy(logits: tf.Tensor): tf.Scalar {
  const batch = logits.shape[0]!;
  const operation = tf.customGrad((z, save) => {
    const log = tf.logSoftmax(z as tf.Tensor);
    const probability = tf.exp(log);
    const each = tf.neg(tf.sum(tf.mul(probability, log), -1, true));
    (save as (tensors: tf.Tensor[]) => void)([probability, log, each]);
    return {
      value: tf.div(tf.sum(each), batch),
      gradFunc: (dy, saved) => {
        const [p, logP, h] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        return tf.mul(tf.mul(tf.mul(p, tf.add(logP, h)), dy as tf.Tensor), -1 / batch);
      },
    };
  });
  return operation(logits) as tf.Scalar;
}
