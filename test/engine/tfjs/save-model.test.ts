import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect } from 'chai';
import { factsOf } from '../../../src/engine/facts-of.ts';
import { startCpuBackend } from '../../../src/engine/tfjs/cpu-backend.ts';
import { importGraph } from '../../../src/engine/tfjs/graph-import.ts';
import { saveLayersModel } from '../../../src/engine/tfjs/save-model.ts';
import { createTfjsExecutor } from '../../../src/engine/tfjs/tfjs-executor.ts';
import { buildModel } from '../../../src/models/families.ts';
import { initialParameters } from '../../../src/models/parameters.ts';
import type { Model } from '../../../src/models/types.ts';
import { importModel } from '../../../src/services/data/own-model.ts';
import { randomStream } from '../../../src/random/random.ts';
import { branches, convolution, nested, recurrent } from './graph-models.ts';
import { filesOf, savedModel } from './saved-model.ts';

const ROWS = 3;
const CLASSES = 3;

const fresh = (model: Model) => ({ model, weights: initialParameters(model, randomStream(3, 'save')) });
const opened = async (make: () => tfl.LayersModel) => importModel(filesOf(await savedModel(make())), importGraph);

const cases: Readonly<Record<string, () => Promise<{ model: Model; weights: Float32Array }>>> = {
  perceptron: async () => fresh(buildModel({ family: 'mlp', params: { hidden: [5, 4], norm: 'batch' } }, [6], CLASSES)),
  'convolutional net': async () => fresh(buildModel({ family: 'cnn', params: { filters: [3], dense: 4 } }, [7, 7, 1], CLASSES)),
  recurrent: () => opened(recurrent),
  convolution: () => opened(convolution),
  branches: () => opened(branches),
  nested: () => opened(nested),
};

const load = async (files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[]) => {
  const json = JSON.parse(new TextDecoder().decode(files.find(({ name }) => name === 'model.json')!.bytes)) as tf.io.ModelJSON;
  const weightData = files.find(({ name }) => name === json.weightsManifest[0]!.paths[0])!.bytes.buffer;
  const { modelTopology, userDefinedMetadata } = json;
  const weightSpecs = json.weightsManifest[0]!.weights;
  const model = await tfl.loadLayersModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
  return { model, userDefinedMetadata };
};

describe('a model that is taken home', () => {
  before(startCpuBackend);

  for (const [name, make] of Object.entries(cases)) {
    it(`answers in plain TensorFlow.js as it does here: ${name}`, async () => {
      const { model, weights } = await make();
      const files = await saveLayersModel(model, weights, { driftLab: { runId: 'sha256:0' } });
      const loaded = await load(files);
      expect(loaded.userDefinedMetadata).to.deep.equal({ driftLab: { runId: 'sha256:0' } });
      const random = randomStream(5, name);
      const x = Float32Array.from({ length: ROWS * model.inputShape.reduce((a, b) => a * b, 1) }, () => random.normal());
      const executor = createTfjsExecutor(await startCpuBackend(), factsOf('tfjs-cpu', 'test'));
      const logits = await executor.run(model, weights, { rows: ROWS, x, y: new Int32Array(ROWS) });
      const expected = tf.tidy(() => tf.softmax(tf.tensor(logits, [ROWS, CLASSES])).dataSync());
      const actual = tf.tidy(() => (loaded.model.predict(tf.tensor(x, [ROWS, ...model.inputShape])) as tf.Tensor).dataSync());
      actual.forEach((value, i) => expect(value).to.be.closeTo(expected[i]!, 1e-5));
    });

    it(`opens here again, and answers the same: ${name}`, async () => {
      const { model, weights } = await make();
      const files = (await saveLayersModel(model, weights, {})).map(({ name: file, bytes }) => new File([bytes], file));
      const again = await importModel(files, importGraph);
      const executor = createTfjsExecutor(await startCpuBackend(), factsOf('tfjs-cpu', 'test'));
      const x = Float32Array.from({ length: ROWS * model.inputShape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i));
      const rows = { rows: ROWS, x, y: new Int32Array(ROWS) };
      const expected = await executor.run(model, weights, rows);
      (await executor.run(again.model, again.weights, rows)).forEach((value, i) => expect(value).to.be.closeTo(expected[i]!, 1e-5));
    });
  }

  it('leaves nothing behind', async () => {
    const { model, weights } = await cases['branches']!();
    await saveLayersModel(model, weights, {});
    const before = tf.memory().numTensors;
    await saveLayersModel(model, weights, {});
    expect(tf.memory().numTensors).to.equal(before);
  });
});
