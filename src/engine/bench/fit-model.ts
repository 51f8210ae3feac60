/** A model as the TensorFlow.js documentation trains one: with softmax at its end and `model.fit`. */
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import type { TrainJob } from '../../contracts/trainer.ts';
import { layerShapes } from '../../models/shapes.ts';
import { layersOf, type Model } from '../../models/types.ts';
import { EngineError } from '../engine-error.ts';
import { toTfLayer } from '../tfjs/layer-entries.ts';
import { makeOptimizer } from '../tfjs/optimizer.ts';

export interface FitModel {
  readonly net: layers.Sequential;
  /** Rows `[rows, ...inputShape]` and wanted class probabilities `[rows, classes]`. */
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  dispose(): void;
}

/** Compiled for Adam on the cross-entropy; its parameters are zero. Throws EngineError when the model does not end in logits. */
export function fitModel({ model, data, learningRate }: TrainJob): FitModel {
  const net = softmaxNet(model);
  const optimizer = makeOptimizer('adam', learningRate);
  net.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const classes = layerShapes(model).at(-1)![0]!;
  const [x, y] = tf.tidy(() => [
    tf.tensor(data.x, [data.rows, ...model.inputShape]),
    tf.cast(tf.oneHot(tf.tensor1d(data.y, 'int32'), classes), 'float32'),
  ]);
  return {
    ...{ net, x, y },
    dispose() {
      net.dispose();
      // Else its variables would outlive the device, and the next capture would look for them.
      optimizer.dispose();
      tf.dispose([x, y]);
    },
  };
}

/** `categoricalCrossentropy` wants probabilities, where ours takes logits. */
function softmaxNet(model: Model): layers.Sequential {
  const own = layersOf(model);
  const last = own.at(-1);
  if (last?.kind !== 'dense' || last.activation !== 'linear') throw new EngineError('model.fit is measured on models that end in logits');
  const end = layers.layers.dense({ units: last.units, activation: 'softmax', kernelInitializer: 'zeros', biasInitializer: 'zeros' });
  const input = layers.layers.inputLayer({ inputShape: [...model.inputShape] });
  return layers.sequential({ layers: [input, ...own.slice(0, -1).map(toTfLayer), end] });
}
