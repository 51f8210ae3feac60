import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCpuBackend } from '../../../src/engine/tfjs/cpu-backend.ts';
import { importGraph } from '../../../src/engine/tfjs/graph-import.ts';
import { createTfjsExecutor } from '../../../src/engine/tfjs/tfjs-executor.ts';
import { factsOf } from '../../../src/engine/facts-of.ts';
import { importModel } from '../../../src/services/data/own-model.ts';

/** A Sequential with a Sequential in it, trained and saved by a page: what Teachable Machine exports is of that shape. */
const folder = join(import.meta.dirname, 'nested-sequential');
const bytes = (name: string) => readFileSync(join(folder, name));

describe('a Sequential in a Sequential, as a page saved it', () => {
  before(async () => {
    await startCpuBackend();
  });

  it('opens with its layers in a row, and answers as TensorFlow.js does that reads the same files', async () => {
    const files = ['model.json', 'weights.bin'].map((name) => new File([bytes(name)], name));
    const { layers, headAt, model, weights } = await importModel(files, importGraph);
    expect(layers.map(({ kind, outputShape, begins }) => [kind, ...outputShape, begins])).to.deep.equal([
      ['InputLayer', 3, false],
      ['Dense', 8, true],
      ['Dense', 3, true],
    ]);
    expect(headAt).to.equal(2);

    const { modelTopology, weightsManifest } = JSON.parse(bytes('model.json').toString()) as {
      modelTopology: object;
      weightsManifest: [{ weights: tf.io.WeightsManifestEntry[] }];
    };
    const weightData = Uint8Array.from(bytes('weights.bin')).buffer;
    const theirs = await tfl.loadLayersModel({
      load: async () => ({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }),
    });
    const x = Float32Array.from([0.1, -1, 2, 1.5, 0.3, -0.7]);
    const expected = tf.tidy(() => [...(theirs.predict(tf.tensor(x, [2, 3])) as tf.Tensor).dataSync()]);
    const executor = createTfjsExecutor(await startCpuBackend(), factsOf('tfjs-cpu', 'test'));
    const logits = await executor.run(model, weights, { rows: 2, x, y: new Int32Array(2) });
    const actual = tf.tidy(() => [...tf.softmax(tf.tensor(logits, [2, 3])).dataSync()]);
    actual.forEach((p, i) => expect(p).to.be.closeTo(expected[i]!, 1e-6));
    theirs.dispose();
  });
});
