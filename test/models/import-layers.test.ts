import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect } from 'chai';
import fc from 'fast-check';
import { runReference } from '../../src/engine/reference.ts';
import { DataError } from '../../src/data/errors.ts';
import { assertSize, importLayers } from '../../src/models/import-layers.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';
import { filesOf, savedModel } from '../engine/tfjs/saved-model.ts';
import { failure } from '../data/readers/failure.ts';

const { layers } = tfl;
const ROWS = 4;

interface Saved {
  /** The content of model.json; tests change it. */
  readonly json: {
    modelTopology: { config: { layers: { class_name: string; config: Record<string, unknown> }[] } } & Record<string, unknown>;
  } & Record<string, unknown>;
  readonly weights: ArrayBuffer;
}

/** As `model.save` writes it. */
const save = async (model: tfl.Sequential): Promise<Saved> => (await savedModel(model)) as Saved;

const cnn = (): tfl.Sequential =>
  tfl.sequential({
    layers: [
      layers.conv2d({ inputShape: [9, 8, 2], filters: 4, kernelSize: 3, padding: 'same', strides: 2, activation: 'relu', name: 'conv' }),
      layers.batchNormalization({ name: 'norm' }),
      layers.activation({ activation: 'relu', name: 'act' }),
      layers.maxPooling2d({ poolSize: 2, name: 'pool' }),
      layers.conv2d({ filters: 3, kernelSize: 2, useBias: false, name: 'conv_2' }),
      layers.reLU({ name: 'relu' }),
      layers.flatten({ name: 'flat' }),
      layers.dropout({ rate: 0.5, name: 'drop' }),
      layers.dense({ units: 5, activation: 'relu', name: 'dense' }),
      layers.dense({ units: 3, activation: 'softmax', name: 'out' }),
    ],
  });

const mlp = (): tfl.Sequential =>
  tfl.sequential({
    layers: [
      layers.dense({ inputShape: [6], units: 5, activation: 'relu', name: 'a' }),
      layers.batchNormalization({ name: 'b', center: false, scale: false }),
      layers.dense({ units: 4, name: 'c', useBias: false }),
      layers.softmax({ name: 'd' }),
    ],
  });

const averaged = (): tfl.Sequential =>
  tfl.sequential({
    layers: [
      layers.inputLayer({ inputShape: [8, 8, 1] }),
      layers.conv2d({ filters: 4, kernelSize: [3, 3], name: 'conv' }),
      layers.averagePooling2d({ poolSize: [2, 2], name: 'pool' }),
      layers.globalAveragePooling2d({ dataFormat: 'channelsLast', name: 'mean' }),
      layers.dense({ units: 2, name: 'out' }),
      layers.activation({ activation: 'softmax', name: 'softmax' }),
    ],
  });

describe('importing a layers model', () => {
  before(async () => {
    await tf.setBackend('cpu');
  });

  for (const [name, make] of Object.entries({ cnn, mlp, averaged })) {
    it(`computes what TensorFlow.js computes: ${name}`, async () => {
      const theirs = make();
      const saved = await save(theirs);
      const { model, weights } = await importLayers(filesOf(saved));
      const random = randomStream(5, name);
      const size = model.inputShape.reduce((a, b) => a * b, 1);
      const x = Float32Array.from({ length: ROWS * size }, () => random.normal());
      const expected = tf.tidy(() => (theirs.predict(tf.tensor(x, [ROWS, ...model.inputShape])) as tf.Tensor).arraySync()) as number[][];
      const actual = runReference(model, weights, x, ROWS).map((logits) => {
        const exps = Array.from(logits, (logit) => Math.exp(logit - Math.max(...logits)));
        return exps.map((value) => value / exps.reduce((a, b) => a + b, 0));
      });
      actual.forEach((row, r) => row.forEach((p, c) => expect(p).to.be.closeTo(expected[r]![c]!, 1e-5)));
      expect(new Set(expected.flat().map((p) => p.toFixed(4))).size).to.be.above(3);
      theirs.dispose();
    });
  }

  it('puts the first kernel, the rest and the last dense layer into blocks', async () => {
    const { model, layers: list, headAt } = await importLayers(filesOf(await save(cnn())));
    expect(model.blocks.map(({ name, layers: within }) => [name, within.length])).to.deep.equal([
      ['first', 4],
      ['middle', 5],
      ['head', 1],
    ]);
    expect(list[headAt]!.name).to.equal('out');
    expect(list.map(({ parameters }) => parameters)).to.deep.equal([76, 16, 0, 0, 51, 0, 0, 0, 20, 18]);
    expect(list[3]).to.deep.include({ name: 'pool', outputShape: [2, 2, 4] });
  });

  it('begins the head where the caller says, with the same weights', async () => {
    const files = filesOf(await save(cnn()));
    const { model, weights, headAt } = await importLayers(files, { headAt: 8 });
    expect(headAt).to.equal(8);
    expect(model.blocks.map(({ layers: within }) => within.length)).to.deep.equal([4, 4, 2]);
    expect(weights).to.deep.equal((await importLayers(files)).weights);
    const whole = await importLayers(files, { headAt: 0 });
    expect(whole.model.blocks.map(({ layers: within }) => within.length)).to.deep.equal([0, 0, 10]);
  });

  it('fills in what a layer does without: biases and shifts of 0, scales of 1', async () => {
    const { model, weights } = await importLayers(filesOf(await save(mlp())));
    const values = (name: string): number[] => {
      const { offset, size } = parameterSlots(model).find((slot) => slot.name === name)!;
      return [...weights.subarray(offset, offset + size)];
    };
    expect(values('first/1/scale')).to.deep.equal([1, 1, 1, 1, 1]);
    expect(values('first/1/shift')).to.deep.equal([0, 0, 0, 0, 0]);
    expect(values('head/2/bias')).to.deep.equal([0, 0, 0, 0]);
  });

  it('reads what the Keras converter writes: nested, with prefixed names, in several shards', async () => {
    const saved = await save(mlp());
    const { weights } = await importLayers(filesOf(saved));
    const { modelTopology, weightsManifest } = saved.json as unknown as {
      modelTopology: unknown;
      weightsManifest: { weights: { name: string }[] }[];
    };
    const list = weightsManifest[0]!.weights.map((entry) => ({ ...entry, name: `sequential/${entry.name}:0` }));
    const json = {
      modelTopology: { keras_version: '2.15.0', model_config: modelTopology },
      weightsManifest: [{ paths: ['a.bin', 'b.bin'], weights: list }],
    };
    const files = [
      new File([saved.weights.slice(10)], 'b.bin'),
      new File([JSON.stringify(json)], 'model.json'),
      new File([saved.weights.slice(0, 10)], 'a.bin'),
    ];
    expect((await importLayers(files)).weights).to.deep.equal(weights);
  });
});

describe('layers models that are refused', () => {
  it('a model that is too large, with the numbers: weights, gradient and two moments of four bytes each', () => {
    assertSize(50_000_000);
    expect(() => assertSize(60_000_000)).to.throw(DataError, '60,000,000 weights, and training them takes 960 MB');
  });

  it('a graph model, with what can be done with it', async () => {
    const saved = await save(mlp());
    const error = await failure(importLayers(filesOf({ ...saved, json: { ...saved.json, format: 'graph-model' } })));
    expect(error.remedy).to.match(/NPZ/);
  });

  type Change = (saved: Saved) => Saved | File[];
  /** A change of one option of the cnn's layer `i`. */
  const option =
    (i: number, key: string, value: unknown): Change =>
    ({ json, weights }) => {
      json.modelTopology.config.layers[i]!.config[key] = value;
      return { json, weights };
    };
  const kind =
    (i: number, name: string): Change =>
    ({ json, weights }) => {
      json.modelTopology.config.layers[i]!.class_name = name;
      return { json, weights };
    };
  const manifest =
    (change: (entry: Record<string, unknown>) => void): Change =>
    ({ json, weights }) => {
      change((json.weightsManifest as { weights: Record<string, unknown>[] }[])[0]!.weights[0]!);
      return { json, weights };
    };
  const cases: readonly (readonly [string, Change, RegExp])[] = [
    ['another kind of layer', kind(5, 'LSTM'), /layer “relu” is of kind LSTM/],
    ['another activation', option(8, 'activation', 'tanh'), /layer “dense” has the activation tanh/],
    ['a softmax in the middle', option(8, 'activation', 'softmax'), /layer “dense” has the activation softmax before the end/],
    ['a kernel that is not square', option(0, 'kernel_size', [3, 5]), /layer “conv” \(Conv2D\) has kernel_size \[3,5\]/],
    ['dilation', option(0, 'dilation_rate', [2, 2]), /has dilation_rate \[2,2\]/],
    ['channels first', option(0, 'data_format', 'channels_first'), /has data_format channels_first/],
    ['windows that overlap', option(3, 'strides', [1, 1]), /windows that overlap/],
    ['padded windows', option(3, 'padding', 'same'), /has padding same/],
    ['normalisation over another axis', option(1, 'axis', 1), /“norm” \(BatchNormalization\) has axis 1/],
    ['a relu with a ceiling', option(5, 'max_value', 6), /has max_value 6/],
    ['one output', option(9, 'units', 1), /puts out \[1\]/],
    ['units that do not fit the weights', option(8, 'units', 6), /the weights dense\/kernel have the shape \[3, 5\], not \[3, 6\]/],
    ['a name without weights', option(8, 'name', 'other'), /the weights other\/kernel have 0 entries/],
    ['an open input shape', option(0, 'batch_input_shape', [null, null, null, 2]), /inputs of shape \[null,null,null,2\]/],
    [
      'a functional model',
      ({ json, weights }) => ({ json: { ...json, modelTopology: { ...json.modelTopology, class_name: 'Functional' } }, weights }),
      /a Functional model, not a Sequential/,
    ],
    ['a graph model', ({ json, weights }) => ({ json: { ...json, format: 'graph-model' }, weights }), /"graph-model", not a layers-model/],
    [
      'weights quantised in another way',
      manifest((entry) => (entry.quantization = { dtype: 'int8', scale: 1, min: 0 })),
      /the weights .*kernel are quantised as int8/,
    ],
    ['weights of another type', manifest((entry) => (entry.dtype = 'float16')), /are of type float16/],
    ['a missing shard', (saved) => filesOf(saved).slice(0, 1), /the weights file group1-shard1of1\.bin is missing/],
    ['a shard cut off', ({ json, weights }) => ({ json, weights: weights.slice(4) }), /has \d+ bytes; the model lists \d+/],
    ['weights that diverged', ({ json, weights }) => (new Float32Array(weights).fill(NaN, 2, 3), { json, weights }), /hold NaN at index 2/],
    ['no model.json', (saved) => filesOf(saved).slice(1), /no model\.json/],
    ['a model.json that is not JSON', () => [new File(['{'], 'model.json')], /is not JSON/],
  ];
  for (const [name, change, message] of cases) {
    it(name, async () => {
      const changed = change(await save(cnn()));
      expect((await failure(importLayers(Array.isArray(changed) ? changed : filesOf(changed)))).message).to.match(message);
    });
  }

  it('a head at a layer without weights, with those that have some', async () => {
    const error = await failure(importLayers(filesOf(await save(cnn())), { headAt: 2 }));
    expect(error.message).to.equal('the head cannot begin at layer 2');
    expect(error.remedy).to.equal('Choose a layer with weights: 0 (conv), 1 (norm), 4 (conv_2), 8 (dense), 9 (out).');
  });

  it('any JSON in place of a part of the file: a model or a DataError', async () => {
    const saved = await save(mlp());
    const text = JSON.stringify(saved.json);
    const places = [
      'modelTopology',
      'config',
      'layers',
      'class_name',
      'units',
      'batch_input_shape',
      'weightsManifest',
      'weights',
      'paths',
      'shape',
      'name',
      'axis',
      'momentum',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue(), async (key, value) => {
        const changed = JSON.parse(text, (name, old: unknown) => (name === key ? value : old)) as Saved['json'];
        const error: unknown = await importLayers(filesOf({ ...saved, json: changed })).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) expect(error).to.have.property('name', 'DataError');
      }),
      { numRuns: 300 },
    );
  });
});
