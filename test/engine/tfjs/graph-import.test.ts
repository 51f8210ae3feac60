import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type * as tfl from '@tensorflow/tfjs-layers';
import { expect } from 'chai';
import { importGraph } from '../../../src/engine/tfjs/graph-import.ts';
import { createTfjsExecutor } from '../../../src/engine/tfjs/tfjs-executor.ts';
import { startCpuBackend } from '../../../src/engine/tfjs/cpu-backend.ts';
import { importModel } from '../../../src/services/data/own-model.ts';
import { cutAtHead, parameterSlots } from '../../../src/models/parameters.ts';
import { factsOf } from '../../../src/engine/facts-of.ts';
import { randomStream } from '../../../src/random/random.ts';
import { failure } from '../../data/readers/failure.ts';
import { branches, convolution, nested, recurrent } from './graph-models.ts';
import { filesOf, savedModel, type SavedModel } from './saved-model.ts';

const ROWS = 3;

const models = { recurrent, convolution, branches, nested };

describe('importing a model of any shape', () => {
  before(async () => {
    await startCpuBackend();
  });

  for (const [name, make] of Object.entries(models)) {
    it(`computes what TensorFlow.js computes with it, in parts: ${name}`, async () => {
      const theirs = make();
      const { model, weights } = await importModel(filesOf(await savedModel(theirs)), importGraph);
      const executor = createTfjsExecutor(await startCpuBackend(), factsOf('tfjs-cpu', 'test'));
      const random = randomStream(5, name);
      const size = model.inputShape.reduce((a, b) => a * b, 1);
      const x = Float32Array.from({ length: ROWS * size }, () => random.normal());
      const expected = tf.tidy(() => (theirs.predict(tf.tensor(x, [ROWS, ...model.inputShape])) as tf.Tensor).arraySync()) as number[][];
      const logits = await executor.run(model, weights, { rows: ROWS, x, y: new Int32Array(ROWS) });
      const actual = tf.tidy(() => tf.softmax(tf.tensor(logits, [ROWS, 3])).arraySync()) as number[][];
      actual.forEach((row, r) => row.forEach((p, c) => expect(p).to.be.closeTo(expected[r]![c]!, 1e-5)));
      // The head on what the trunk gives is the model.
      const { trunk, head, at } = cutAtHead(model);
      const features = await executor.run(trunk, weights.subarray(0, at), { rows: ROWS, x, y: new Int32Array(ROWS) });
      expect(
        Array.from(await executor.run(head, weights.subarray(at), { rows: ROWS, x: features, y: new Int32Array(ROWS) })),
      ).to.deep.equal(Array.from(logits));
    });
  }

  it('begins the head at the last layer with weights, or wherever everything goes through one tensor', async () => {
    const files = filesOf(await savedModel(branches()));
    const { layers: list, headAt, model, identity } = await importModel(files, importGraph);
    expect(list[headAt]!.name).to.equal('out');
    expect(list.filter(({ begins }) => begins).map((each) => each.name)).to.deep.equal(['norm', 'shared', 'out']);
    const again = await importModel(files, importGraph, { headAt: list.findIndex((each) => each.name === 'shared') });
    expect(again.identity).to.deep.equal(identity);
    const headOf = (of: typeof model) =>
      parameterSlots(of)
        .filter(({ block }) => block === 'head')
        .map(({ key, shape }) => [key, ...shape]);
    expect(headOf(model)).to.deep.equal([
      ['kernel', 9, 3],
      ['bias', 3],
    ]);
    expect(headOf(again.model)).to.have.length(4);
    const wide = list.findIndex((each) => each.name === 'wide');
    const error = await failure(importModel(files, importGraph, { headAt: wide }));
    expect(error.message).to.match(/cannot begin at layer \d/);
    expect(error.remedy).to.match(/norm.*shared.*out/);
  });

  it('knows what each array is for', async () => {
    const { model } = await importModel(filesOf(await savedModel(branches())), importGraph);
    expect(Object.fromEntries(parameterSlots(model).map(({ key, role }) => [key.replace(/^\d+-/, ''), role]))).to.deep.equal({
      ...{ kernel: 'kernel', bias: 'bias', gamma: 'scale', beta: 'shift' },
      ...{ moving_mean: 'moving-mean', moving_variance: 'moving-variance' },
    });
  });

  it('says what it turned off, and what it does not count', async () => {
    const { notes } = await importModel(filesOf(await savedModel(recurrent())), importGraph);
    expect(notes.join(' '))
      .to.match(/dropout of layer “last” is off/)
      .and.to.match(/TensorFlow\.js trains this model/);
  });

  it('counts FLOPs of recurrent layers by their steps, of convolutions by their places (by hand)', async () => {
    const flops = async (make: () => tfl.LayersModel) =>
      (await importModel(filesOf(await savedModel(make())), importGraph)).model.blocks
        .flatMap((block) => block.layers)
        .reduce((sum, layer) => sum + (layer.kind === 'graph' ? layer.flops : 2 * 4 * 3), 0);
    expect(await flops(recurrent)).to.equal(2 * 8 * (3 + 5) * 20 + 2 * 8 * (5 + 4) * 12 + 2 * 4 * 3);
    expect(await flops(convolution)).to.equal(2 * 10 * (3 * 2 * 4) + 2 * 4 * 3);
  });

  it('reads Keras 3: its shapes, its kinds of numbers, its way of saying what reads what', async () => {
    const saved = await savedModel(branches());
    const inNewWords = structuredClone(saved);
    type Layer = { class_name: string; name: string; config: Record<string, unknown>; inbound_nodes: unknown };
    const { config } = (inNewWords.json.modelTopology['model_config'] ?? inNewWords.json.modelTopology) as {
      config: { layers: Layer[]; input_layers: unknown[]; output_layers: unknown[] };
    };
    config.input_layers = config.input_layers[0] as unknown[];
    config.output_layers = config.output_layers[0] as unknown[];
    for (const layer of config.layers) {
      layer.config['dtype'] = { module: 'keras', class_name: 'DTypePolicy', config: { name: 'float32' } };
      if (layer.config['batch_input_shape']) {
        layer.config['batch_shape'] = layer.config['batch_input_shape'];
        delete layer.config['batch_input_shape'];
      }
      layer.inbound_nodes = (layer.inbound_nodes as [string, number, number][][]).map((node) => {
        const tensors = node.map(([name, at, tensor]) => ({
          class_name: '__keras_tensor__',
          config: { keras_history: [name, at, tensor] },
        }));
        return { args: tensors.length > 1 ? [tensors] : tensors, kwargs: {} };
      });
    }
    expect((await importModel(filesOf(inNewWords), importGraph)).weights).to.deep.equal(
      (await importModel(filesOf(saved), importGraph)).weights,
    );
  });

  const refused: Readonly<Record<string, readonly [change: (saved: SavedModel) => void, message: RegExp]>> = {
    'code of its own': [(saved) => rename(saved, 'wide', 'Lambda'), /“wide” \(Lambda\) runs code of its own/],
    'a layer that nobody knows': [(saved) => rename(saved, 'wide', 'MyLayer'), /kind MyLayer.*does not know/],
    'a sigmoid at the end': [(saved) => (layerOf(saved, 'out').config['activation'] = 'sigmoid'), /“out” ends the model in a sigmoid/],
    'an input of any length': [
      (saved) => (layerOf(saved, 'in').config['batch_input_shape'] = [null, null]),
      /\[any\].*fixed size|cannot build/,
    ],
    'weights that do not fit': [(saved) => (layerOf(saved, 'wide').config['units'] = 6), /cannot build the model/],
  };
  for (const [what, [change, message]] of Object.entries(refused))
    it(`refuses ${what}, in words`, async () => {
      const saved = await savedModel(branches());
      change(saved);
      expect((await failure(importModel(filesOf(saved), importGraph))).message).to.match(message);
    });

  it('fetches nothing, whatever addresses the file names', async () => {
    const { fetch } = globalThis;
    const asked: unknown[] = [];
    globalThis.fetch = (...of) => (asked.push(of), Promise.reject(new Error('no network here')));
    try {
      const saved = await savedModel(branches());
      saved.json.weightsManifest = (saved.json.weightsManifest as object[]).map((group) => ({
        ...group,
        paths: ['https://example.org/w.bin'],
      }));
      expect((await failure(importModel(filesOf(saved), importGraph))).message).to.match(/the weights file w\.bin is missing/);
    } finally {
      globalThis.fetch = fetch;
    }
    expect(asked).to.deep.equal([]);
  });

  it('leaves nothing behind', async () => {
    const files = filesOf(await savedModel(recurrent()));
    await importModel(files, importGraph);
    const before = tf.memory().numTensors;
    await importModel(files, importGraph);
    expect(tf.memory().numTensors).to.equal(before);
  });
});

interface Described {
  class_name: string;
  config: Record<string, unknown>;
}

function layerOf({ json }: SavedModel, name: string): Described {
  const { config } = (json.modelTopology['model_config'] ?? json.modelTopology) as { config: { layers: Described[] } };
  return config.layers.find((layer) => layer.config['name'] === name)!;
}

const rename = (saved: SavedModel, name: string, kind: string): void => void (layerOf(saved, name).class_name = kind);
