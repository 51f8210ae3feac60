/** A model trained by our own WebGPU plan as a tf.layers model: its weights are taken from the plan's buffer on the device. */
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { parameterSlots } from '../../models/parameters.ts';
import { layersOf, type Model } from '../../models/types.ts';
import { toTfLayer } from './layer-entries.ts';

/** Parameters on TensorFlow.js' own device, replicas `stride` floats apart, in the order of `parameterSlots`. */
export interface DeviceParameters {
  readonly buffer: GPUBuffer;
  readonly stride: number;
}

/**
 * The model with the parameters of that replica, to evaluate, save or export; nothing passes through the host. The WebGPU
 * backend must run on the device of the buffer. The caller disposes of the model; the buffer stays the plan's.
 */
export function sharedModel(model: Model, { buffer, stride }: DeviceParameters, replica = 0): layers.Sequential {
  const net = layers.sequential();
  net.add(layers.layers.inputLayer({ inputShape: [...model.inputShape] }));
  for (const layer of layersOf(model)) net.add(toTfLayer(layer));
  tf.tidy(() => {
    // Shares the buffer: no copy is made of all parameters, and disposing of the tensor leaves it alone.
    const all = tf.tensor({ buffer, zeroCopy: true }, [buffer.size / 4], 'float32');
    const weights = net.layers.flatMap((layer) => layer.weights);
    parameterSlots(model).forEach(({ shape, offset, size }, i) => {
      const values = tf.reshape(tf.slice(all, replica * stride + offset, size), [...shape]);
      weights[i]!.write(values);
    });
  });
  return net;
}
