/** Models of shapes that our own plan does not know. */
import * as tfl from '@tensorflow/tfjs-layers';

const { layers } = tfl;

/** A series of 8 steps of 3 channels. */
export const recurrent = (classes = 3): tfl.LayersModel =>
  tfl.sequential({
    layers: [
      layers.lstm({ inputShape: [8, 3], units: 5, returnSequences: true, recurrentInitializer: 'glorotUniform', name: 'steps' }),
      layers.gru({ units: 4, recurrentInitializer: 'glorotUniform', dropout: 0.2, name: 'last' }),
      layers.dense({ units: classes, activation: 'softmax', name: 'out' }),
    ],
  });

/** A wave of 12 samples of 2 channels. */
export const convolution = (classes = 3): tfl.LayersModel =>
  tfl.sequential({
    layers: [
      layers.conv1d({ inputShape: [12, 2], filters: 4, kernelSize: 3, activation: 'tanh', name: 'wave' }),
      layers.globalMaxPooling1d({ name: 'peak' }),
      layers.dropout({ rate: 0.5, name: 'drop' }),
      layers.dense({ units: classes, activation: 'softmax', name: 'out' }),
    ],
  });

/** Two branches of 24 numbers, joined. */
export function branches(classes = 3, inputs = 24): tfl.LayersModel {
  const apply = (layer: tfl.layers.Layer, to: unknown) => layer.apply(to as tfl.SymbolicTensor) as tfl.SymbolicTensor;
  const input = layers.input({ shape: [inputs], name: 'in' }) as unknown as tfl.SymbolicTensor;
  const wide = apply(layers.dense({ units: 5, activation: 'relu', name: 'wide' }), input);
  const deep = apply(layers.dense({ units: 4, activation: 'elu', name: 'deep' }), input);
  const norm = apply(layers.batchNormalization({ name: 'norm' }), apply(layers.concatenate({ name: 'joined' }), [wide, deep]));
  const shared = apply(layers.dense({ units: 9, activation: 'relu', name: 'shared' }), norm);
  return tfl.model({ inputs: input, outputs: apply(layers.dense({ units: classes, activation: 'softmax', name: 'out' }), shared) });
}

/** As Teachable Machine exports it: a Sequential of Sequentials. */
export function nested(classes = 3): tfl.LayersModel {
  const body = tfl.sequential({
    layers: [
      layers.depthwiseConv2d({ inputShape: [8, 8, 2], kernelSize: 3, activation: 'relu6' as never, name: 'depthwise' }),
      layers.globalAveragePooling2d({ name: 'mean' }),
    ],
  });
  const head = tfl.sequential({
    layers: [
      layers.dense({ inputShape: [2], units: 6, activation: 'relu', name: 'hidden' }),
      layers.dense({ units: classes, useBias: false, activation: 'softmax', name: 'out' }),
    ],
  });
  return tfl.sequential({ layers: [body, head] });
}
