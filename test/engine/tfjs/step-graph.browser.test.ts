import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { expect } from 'chai';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { captureTraining, type TrainingOptions } from '../../../src/engine/tfjs/replayed-training.ts';
import type { TfBackend } from '../../../src/engine/tfjs/tfjs-executor.ts';
import { startWebgpuBackend } from '../../../src/engine/tfjs/webgpu-backend.ts';
import { openDevice } from '../../../src/engine/webgpu/device.ts';
import { CLASSES, STEPS, cases, sgd, build, dataOf, trainEagerly, bits, weightBits, memoryBits, inUse, held } from '../small-trainings.ts';

const { layers: layer } = layers;

/** The error of a training that must be refused. */
function refusal(model: layers.LayersModel, options: TrainingOptions): EngineError {
  try {
    captureTraining(model, options).dispose();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('The training was captured');
}

describe('a replayed training', () => {
  const errors: string[] = [];
  let backend: TfBackend;

  before(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    backend = await startWebgpuBackend(await openDevice(adapter!));
    (tf.backend() as WebGPUBackend).device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  });
  afterEach(async () => {
    await (tf.backend() as WebGPUBackend).device.queue.onSubmittedWorkDone();
    expect(errors).to.deep.equal([]);
  });
  after(() => backend.dispose());

  for (const example of cases) {
    it(`gives, bit for bit, what eager steps give: ${example.title}`, async () => {
      const data = dataOf(example.inputShape);
      const [eager, replayed] = [build(example), build(example)];
      const [eagerOptimizer, optimizer] = [example.optimizer(), example.optimizer()];
      const loss = await trainEagerly(eager, data, eagerOptimizer);

      const training = captureTraining(replayed, { ...data, optimizer, stepsPerSubmit: 2 });
      expect(training.steps).to.equal(STEPS);
      training.run();
      expect(await training.loss()).to.equal(loss);
      expect(await weightBits(replayed)).to.deep.equal(await weightBits(eager));
      expect(await memoryBits(optimizer)).to.deep.equal(await memoryBits(eagerOptimizer));
      // Every one has moved, the averages of batch normalisation too.
      const start = await weightBits(build(example));
      (await weightBits(replayed)).forEach((weight, i) => expect(weight).to.not.deep.equal(start[i]));

      training.dispose();
      for (const each of [eager, replayed, eagerOptimizer, optimizer]) each.dispose();
      tf.dispose([data.x, data.onehot]);
    });
  }

  describe('of a small model', () => {
    const example = cases[0]!;
    let model: layers.LayersModel;
    let data: ReturnType<typeof dataOf>;
    const capture = () => captureTraining(model, { ...data, optimizer: 'adam', learningRate: 0.01 });
    beforeEach(() => {
      model = build(example);
      data = dataOf(example.inputShape);
    });
    afterEach(() => {
      model.dispose();
      tf.dispose([data.x, data.onehot]);
    });

    it('leaves the model as it was until it is run', async () => {
      const start = await weightBits(model);
      const training = capture();
      expect(await weightBits(model)).to.deep.equal(start);
      expect(await training.loss()).to.deep.equal(NaN);
      training.dispose();
      expect(await weightBits(model)).to.deep.equal(start);
    });

    it('may be run in parts, with weights read, kept and evaluated between', async () => {
      const whole = capture();
      const start = model.getWeights().map((weight) => weight.clone());
      const startBits = await Promise.all(start.map(bits));
      whole.run();
      const end = await weightBits(model);
      whole.dispose();
      expect(await Promise.all(start.map(bits))).to.deep.equal(startBits);

      model.setWeights(start);
      const parts = capture();
      const seen = [];
      for (let step = 0; step < parts.steps; step++) {
        parts.run(1);
        const [checkpoint, output] = tf.tidy(() => [model.getWeights()[0]!.clone(), model.predict(data.x) as tf.Tensor]);
        seen.push({ checkpoint: checkpoint!, bits: await bits(checkpoint!) });
        await output!.data();
        output!.dispose();
        // What was read must not be remembered when steps have changed it.
        await Promise.all([weightBits(model), parts.loss()]);
      }
      expect(await weightBits(model)).to.deep.equal(end);
      for (const { checkpoint, bits: before } of seen) expect(await bits(checkpoint)).to.deep.equal(before);
      expect(new Set(seen.map((each) => JSON.stringify(each.bits)))).to.have.length(parts.steps);
      parts.dispose();
      tf.dispose([...start, ...seen.map(({ checkpoint }) => checkpoint)]);
    });

    it('goes on from weights that were assigned after the capture', async () => {
      const [other, optimizer] = [build({ ...example, title: 'another' }), sgd()];
      const training = captureTraining(model, { ...data, optimizer: 'sgd', learningRate: 0.1 });
      model.setWeights(other.getWeights());
      training.run();
      await trainEagerly(other, data, optimizer);
      expect(await weightBits(model)).to.deep.equal(await weightBits(other));
      training.dispose();
      for (const each of [other, optimizer]) each.dispose();
    });

    it('trains only the variables it is given', async () => {
      const start = await weightBits(model);
      const variables = model.layers.at(-1)!.trainableWeights.map((weight) => weight.read() as tf.Variable);
      const training = captureTraining(model, { ...data, variables, optimizer: 'adam', learningRate: 0.01 });
      training.run();
      const end = await weightBits(model);
      expect(end.map((weight, i) => weight.join() === start[i]!.join())).to.deep.equal([true, true, false, false]);
      training.dispose();
    });

    it('holds nothing after it is disposed of', async () => {
      const use = async () => {
        const training = capture();
        training.run();
        await training.loss();
        training.dispose();
      };
      await use();
      const before = held();
      await use();
      expect(held()).to.deep.equal(before);
    });

    it('counts the kernels of a step, and restores the flags of TensorFlow.js', () => {
      const forward = tf.env().getBool('WEBGPU_CPU_FORWARD');
      const [one, other] = [capture(), captureTraining(model, { ...data, optimizer: 'sgd', learningRate: 0.1 })];
      expect(other.dispatchesPerStep).to.be.greaterThan(10);
      expect(one.dispatchesPerStep).to.be.greaterThan(other.dispatchesPerStep);
      expect(tf.env().getBool('WEBGPU_CPU_FORWARD')).to.equal(forward);
      for (const each of [one, other]) each.dispose();
    });

    it('says what went wrong when it is misused', () => {
      const optimizer = sgd();
      const training = captureTraining(model, { ...data, optimizer });
      expect(() => training.run(training.steps + 1)).to.throw(EngineError, 'left');
      optimizer.setLearningRate(1);
      expect(() => training.run(1)).to.throw(EngineError, 'settings were changed');
      optimizer.setLearningRate(0.1);
      training.dispose();
      expect(() => training.run(1)).to.throw(EngineError, 'disposed');
      optimizer.dispose();
    });

    it('is refused with one clear error if TensorFlow.js is not built as expected', () => {
      const internals = tf.backend() as unknown as { recordAndSubmit?: unknown };
      Object.defineProperty(internals, 'recordAndSubmit', { value: undefined, configurable: true });
      expect(refusal(model, { ...data, optimizer: 'sgd', learningRate: 0.1 }).message).to.match(/recordAndSubmit.*Train eagerly/);
      delete internals.recordAndSubmit;
    });
  });

  describe('is refused for', () => {
    /** Adds noise in its own way. */
    class HandMadeNoise extends layer.Layer {
      static className = 'HandMadeNoise';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.tidy(() => {
          const x = [inputs].flat()[0]!;
          return tf.add(x, tf.randomUniform(x.shape));
        });
      }
    }
    /** Adds what it has seen before. */
    class Memory extends layer.Layer {
      static className = 'Memory';
      private seen = tf.scalar(0);
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        const x = [inputs].flat()[0]!;
        const before = this.seen;
        this.seen = tf.keep(tf.tidy(() => tf.mean(x)));
        const output = tf.tidy(() => tf.add(x, before));
        before.dispose();
        return output;
      }
    }
    const inner = () => layer.dropout({ rate: 0.5, name: 'inner' });
    const nested = () => layers.sequential({ layers: [layer.dense({ inputShape: [5], units: 6 }), inner()] });

    const refused: readonly [string, () => layers.layers.Layer, RegExp][] = [
      ['dropout', () => layer.dropout({ rate: 0.2, name: 'drop' }), /layer "drop".*Train this model eagerly/],
      ['Gaussian noise', () => layer.gaussianNoise({ stddev: 0.1, name: 'noise' }), /layer "noise"/],
      ['Gaussian dropout', () => layer.gaussianDropout({ rate: 0.1, name: 'gauss' }), /layer "gauss"/],
      ['alpha dropout', () => layer.alphaDropout({ rate: 0.1, name: 'alpha' }), /layer "alpha"/],
      ['a random layer in a model in the model', nested, /layer "inner"/],
      ['a random layer that TensorFlow.js does not know', () => new HandMadeNoise({ name: 'own' }), /layer "own"/],
      ['state outside variables', () => new Memory({ name: 'memory' }), /layer "memory" keeps.*eagerly/],
      ['softmax before the loss', () => layer.dense({ units: CLASSES, activation: 'softmax', name: 'end' }), /layer "end".*logits/],
    ];
    for (const [title, make, message] of refused) {
      it(`${title}, and leaves the model as it was`, async () => {
        const data = dataOf([5]);
        const last = title.startsWith('softmax');
        const head = last ? [] : [layer.dense({ units: CLASSES })];
        const model = layers.sequential({ layers: [layer.inputLayer({ inputShape: [5] }), make(), ...head] });
        const start = await weightBits(model);
        const refuse = () => expect(refusal(model, { ...data, optimizer: 'adam', learningRate: 0.01 }).message).to.match(message);
        refuse();
        const before = inUse();
        refuse();
        expect(inUse()).to.deep.equal(before);
        expect(await weightBits(model)).to.deep.equal(start);
        model.dispose();
        tf.dispose([data.x, data.onehot]);
      });
    }
  });
});
