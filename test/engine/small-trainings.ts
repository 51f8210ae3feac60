/** Trainings small enough to be compared bit by bit, by TensorFlow.js itself, and what they hold on the device. */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { crossEntropy } from '../../src/engine/tfjs/loss.ts';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { randomStream } from '../../src/random/random.ts';

const { layers: layer } = layers;
const ROWS = 10;
export const CLASSES = 3;
const BATCH = 4;
const EPOCHS = 2;

interface Case {
  readonly title: string;
  readonly inputShape: number[];
  readonly hidden: () => layers.layers.Layer[];
  readonly optimizer: () => tf.Optimizer;
}

const adam = () => tf.train.adam(0.01, 0.9, 0.999, 1e-7);
export const sgd = () => tf.train.sgd(0.1);
const momentum = () => tf.train.momentum(0.1, 0.9);
const IMAGE = [6, 6, 2];

export const cases: readonly Case[] = [
  { title: 'dense layers, Adam', inputShape: [5], hidden: () => [layer.dense({ units: 6, activation: 'relu' })], optimizer: adam },
  { title: 'dense layers, plain SGD', inputShape: [5], hidden: () => [layer.dense({ units: 6, activation: 'tanh' })], optimizer: sgd },
  {
    title: 'convolutions with stride and padding, max pooling, batch normalisation, Adam',
    inputShape: IMAGE,
    hidden: () => [
      layer.conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
      layer.batchNormalization({ momentum: 0.8 }),
      layer.reLU(),
      layer.maxPooling2d({ poolSize: 2 }),
      layer.conv2d({ filters: 3, kernelSize: 2, strides: 2, activation: 'relu' }),
      layer.flatten(),
    ],
    optimizer: adam,
  },
  {
    title: 'depthwise and separable convolutions, average pooling, layer normalisation, momentum',
    inputShape: IMAGE,
    hidden: () => [
      layer.depthwiseConv2d({ kernelSize: 3, padding: 'same' }),
      layer.separableConv2d({ filters: 4, kernelSize: 2 }),
      layer.averagePooling2d({ poolSize: 2 }),
      layer.layerNormalization(),
      layer.globalAveragePooling2d({}),
    ],
    optimizer: momentum,
  },
];

/** A model with the same weights at each call. */
export function build({ title, inputShape, hidden }: Pick<Case, 'title' | 'inputShape' | 'hidden'>): layers.LayersModel {
  const model = layers.sequential({ layers: [layer.inputLayer({ inputShape }), ...hidden(), layer.dense({ units: CLASSES })] });
  const random = randomStream(1, title);
  const values = model.getWeights().map(({ shape, size }) =>
    tf.tensor(
      Float32Array.from({ length: size }, () => random.between(-0.5, 0.9)),
      shape,
    ),
  );
  model.setWeights(values);
  tf.dispose(values);
  return model;
}

export function dataOf(inputShape: readonly number[]) {
  const random = randomStream(2, 'data');
  const width = inputShape.reduce((a, b) => a * b, 1);
  const labels = Int32Array.from({ length: ROWS }, () => random.int(CLASSES));
  return {
    x: tf.tensor(Float32Array.from({ length: ROWS * width }, random.normal), [ROWS, ...inputShape]),
    onehot: tf.tidy(() => tf.cast(tf.oneHot(labels, CLASSES), 'float32')),
    order: epochOrder(ROWS, EPOCHS, random),
    batchSize: BATCH,
  };
}
export const STEPS = EPOCHS * Math.ceil(ROWS / BATCH);

/** The same steps by TensorFlow.js itself; returns the last loss. */
export async function trainEagerly(
  model: layers.LayersModel,
  { x, onehot, order }: ReturnType<typeof dataOf>,
  optimizer: tf.Optimizer,
): Promise<number> {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  let last = NaN;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let from = 0; from < ROWS; from += BATCH) {
      const loss = tf.tidy(() => {
        const rows = tf.tensor1d(order.slice(epoch * ROWS + from, epoch * ROWS + Math.min(from + BATCH, ROWS)), 'int32');
        const [inputs, labels] = [tf.gather(x, rows), tf.gather(onehot, rows)];
        return optimizer.minimize(() => crossEntropy(model.apply(inputs, { training: true }) as tf.Tensor, labels), true, variables)!;
      });
      last = (await loss.data())[0]!;
      loss.dispose();
    }
  }
  return last;
}

export const bits = async (tensor: tf.Tensor) => Array.from(new Uint32Array((await tensor.data()).slice().buffer));

/** All weights of a model, bit by bit. */
export const weightBits = (model: layers.LayersModel) => Promise.all(model.getWeights().map(bits));

/** All that an optimizer remembers, bit by bit. */
export async function memoryBits(optimizer: tf.Optimizer): Promise<number[][]> {
  const { accBeta1, accBeta2 } = optimizer as unknown as { accBeta1?: tf.Variable; accBeta2?: tf.Variable };
  const [count, ...slots] = optimizer.getClassName() === 'SGD' ? [] : (await optimizer.getWeights()).map(({ tensor }) => tensor);
  const all = [...slots, ...(accBeta1 && accBeta2 ? [accBeta1, accBeta2] : [])];
  count?.dispose();
  return [...(await Promise.all(all.map(bits))), [optimizer.iterations]];
}

/** What tensors hold on the device. */
export function inUse() {
  const { bufferManager } = tf.backend() as WebGPUBackend;
  return { tensors: tf.memory().numTensors, buffers: bufferManager.getNumUsedBuffers(), bytes: bufferManager.numBytesUsed };
}

/** All that is held on the device, with the pool of buffers for later use. */
export function held() {
  const { bufferManager } = tf.backend() as WebGPUBackend;
  return { ...inUse(), pooled: bufferManager.getNumFreeBuffers(), bytesWithPool: bufferManager.numBytesAllocated };
}
