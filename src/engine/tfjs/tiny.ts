/** The rule about very small numbers (src/models/tiny.ts) in TensorFlow.js' operations. NaN stays. */
import * as tf from '@tensorflow/tfjs-core';
import { TINY, TINY_GRADIENT } from '../../models/tiny.ts';

const without = (x: tf.Tensor, least: number): tf.Tensor => tf.where(tf.less(tf.abs(x), least), tf.zerosLike(x), x);

/** The numbers as they are kept. */
export const kept = (x: tf.Tensor): tf.Tensor => without(x, TINY);
/** The gradients as they are squared. */
export const squarable = (g: tf.Tensor): tf.Tensor => without(g, TINY_GRADIENT);
