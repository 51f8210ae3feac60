/** The reference's ways of moving against sources that are not ours. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'chai';
import { runJob } from '../../src/engine/executor.ts';
import { jobLoss } from '../../src/engine/reference-loss.ts';
import { ReferenceAverage, ReferenceOptimizer } from '../../src/engine/reference-optimizer.ts';
import { trainReference } from '../../src/engine/reference.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import type { EngineFacts, TrainJob } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: false,
  library,
  threads: 1,
  selfTest: {},
});

describe('the reference against PyTorch 1.13 in double precision', () => {
  // Softmax regression of four rows, four steps on all of them. Every start and input is a binary fraction.
  const model = buildModel({ family: 'softmax', params: {} }, [2], 3);
  const job: TrainJob = {
    ...randomJob(model, { rows: 4, batchSize: 4, epochs: 4, name: 'golden' }),
    start: Float32Array.of(0.5, -0.25, 0.125, -0.75, 0.375, 1, 0.125, -0.5, 0.25),
    data: { rows: 4, x: Float32Array.of(1, -0.5, 0.25, 2, -1.5, 0.75, 0.5, 0.5), y: Int32Array.of(0, 2, 1, 2) },
  };
  const sgd = (learningRate: number) => ({ optimizer: 'sgd', learningRate }) as const;
  const golden: Record<string, readonly [option: Partial<TrainJob>, weights: readonly number[], tolerance: number]> = {
    'AdamW(lr=0.125, eps=1e-7, weight_decay=0.25 on the kernel alone), lr times 1, 0.75, 0.5, 0.25': [
      { learningRate: 0.125, decay: 0.25, schedule: Float32Array.of(1, 0.75, 0.5, 0.25) },
      [
        0.763812076181, -0.531725981686, 0.415808227513, -0.994809749253, 0.590449282387, 1.222898116427, -0.097834968051, -0.237606427063,
        -0.017442870614,
      ],
      1e-11,
    ],
    'SGD(lr=0.25, momentum=0.875, nesterov=True)': [
      { ...sgd(0.25), momentum: { factor: 0.875, nesterov: true } },
      [
        0.707226129544, -0.983292241741, 0.651066112197, -1.023163170538, 0.485679695728, 1.16248347481, 0.101905270667, -0.354798188146,
        0.127892917479,
      ],
      1e-11,
    ],
    'SGD(lr=0.25, momentum=0.875)': [
      { ...sgd(0.25), momentum: { factor: 0.875, nesterov: false } },
      [
        0.662252072268, -0.857096793854, 0.569844721586, -0.962417178436, 0.483961872631, 1.103455305805, 0.104000824651, -0.363900504495,
        0.134899679844,
      ],
      1e-11,
    ],
    // It divides by the length plus 1e-6.
    'SGD(lr=0.5) after clip_grad_norm_(0.25)': [
      { ...sgd(0.5), clip: 0.25 },
      [
        0.599443847074, -0.614203900485, 0.389760053411, -0.88032499845, 0.436767086086, 1.068557912364, 0.112481414567, -0.421216129082,
        0.183734714515,
      ],
      2e-6,
    ],
    'SGD(lr=0.5) on cross_entropy(label_smoothing=0.25)': [
      { ...sgd(0.5), smoothing: 0.25 },
      [
        0.537620043724, -0.571181160941, 0.408561117217, -0.775771688027, 0.453626526515, 0.947145161512, 0.141251922171, -0.373352950221,
        0.10710102805,
      ],
      1e-11,
    ],
  };
  for (const [title, [option, weights, tolerance]] of Object.entries(golden)) {
    it(`ends on its weights: ${title}`, async () => {
      trainReference({ ...job, ...option }).forEach((value, i) => expect(value).to.be.closeTo(weights[i]!, tolerance));
      (await runJob(await createWasmExecutor(facts), { ...job, ...option })).forEach((value, i) =>
        expect(value, 'our WASM').to.be.closeTo(weights[i]!, 3e-6),
      );
    });
  }
});

describe('the reference against TensorFlow.js on the CPU', () => {
  before(async () => {
    await startCpuBackend();
  });

  /** A gradient that depends on the weights and on the step. */
  const gradientAt = (weights: ArrayLike<number>, t: number) => Array.from(weights, (w, i) => w * (i + 1) - Math.cos(t + i));
  const start = [0.5, -1.25, 2];
  const array = { offset: 0, size: 3, rate: 1, decays: true };

  for (const nesterov of [false, true]) {
    it(`has the momentum of tf.train.momentum${nesterov ? " with Nesterov's" : ''}`, async () => {
      const variable = tf.variable(tf.tensor1d(start));
      const theirs = tf.train.momentum(0.1, 0.75, nesterov);
      const ours = new ReferenceOptimizer({ optimizer: 'sgd', learningRate: 0.1, momentum: { factor: 0.75, nesterov } }, [array], 3);
      const weights = Float64Array.from(start);
      for (let t = 0; t < 8; t++) {
        theirs.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradientAt(await variable.data(), t)) }]);
        ours.step(weights, Float64Array.from(gradientAt(weights, t)));
      }
      (await variable.data()).forEach((value, i) => expect(weights[i]).to.be.closeTo(value, 1e-5));
      tf.dispose(variable);
    });
  }

  it('smooths labels and weights rows as tf.losses.softmaxCrossEntropy does', async () => {
    const model = buildModel({ family: 'softmax', params: {} }, [2], 3);
    const rowWeights = Float32Array.of(0.5, 2, 0, 1);
    const job = randomJob(model, { rows: 4, batchSize: 4, name: 'loss', smoothing: 0.25, rowWeights });
    const logits = [
      [1, -2, 0.5],
      [0, 3, -1],
      [2, 2, 2],
      [-4, 1, 0],
    ];
    const onehot = tf.oneHot(tf.tensor1d(job.data.y, 'int32'), 3);
    const theirs = (await tf.losses
      .softmaxCrossEntropy(onehot, tf.tensor2d(logits), tf.tensor1d(rowWeights), 0.25, tf.Reduction.NONE)
      .data()) as Float32Array;
    const ours = logits.map((scores, row) => jobLoss(job, row, Float64Array.from(scores)).loss);
    ours.forEach((loss, row) => expect(loss).to.be.closeTo(theirs[row]!, 1e-5));
  });

  it('has the gradient that finite differences of the smoothed, weighted loss give', () => {
    const model = buildModel({ family: 'softmax', params: {} }, [2], 3);
    const job = randomJob(model, { rows: 2, batchSize: 2, name: 'gradient', smoothing: 0.4, rowWeights: Float32Array.of(0.25, 3) });
    for (const row of [0, 1]) {
      const scores = Float64Array.of(1, -2, 0.5);
      const lossAt = (k: number, by: number) =>
        jobLoss(
          job,
          row,
          scores.map((z, i) => (i === k ? z + by : z)),
        ).loss;
      jobLoss(job, row, scores).gradient.forEach((g, k) => expect(g).to.be.closeTo((lossAt(k, 1e-5) - lossAt(k, -1e-5)) / 2e-5, 1e-8));
    }
  });
});

describe('the reference against definitions written out', () => {
  const weights = Float64Array.of(3, 4, 100);
  const gradient = Float64Array.of(3, 4, 100);

  it('clips by the length over what is trained alone: (3, 4) to the length 1 is (0.6, 0.8)', () => {
    const moved = weights.slice();
    new ReferenceOptimizer({ optimizer: 'sgd', learningRate: 1, clip: 1 }, [{ offset: 0, size: 2, rate: 1, decays: false }], 3).step(
      moved,
      gradient,
    );
    [2.4, 3.2, 100].forEach((value, i) => expect(moved[i]).to.be.closeTo(value, 1e-12));
  });

  it('clips with the gradient of the penalty, and decays by the rate of the step the weight as it was', () => {
    const moved = Float64Array.of(8, 2);
    const penalty = { anchor: Float32Array.of(0, 0), strength: Float32Array.of(0.5, 1) };
    const arrays = [
      { offset: 0, size: 1, rate: 2, decays: true },
      { offset: 1, size: 1, rate: 1, decays: false },
    ];
    const optimizer = new ReferenceOptimizer(
      { optimizer: 'sgd', learningRate: 0.5, clip: 1, decay: 0.25, schedule: Float32Array.of(0.5), penalty },
      arrays,
      2,
    );
    optimizer.step(moved, Float64Array.of(-1, 2));
    // Gradients with the penalty are 3 and 4, clipped 0.6 and 0.8; the rates of the step are 0.5 and 0.25.
    expect(moved[0]).to.be.closeTo(8 - 0.5 * 0.25 * 8 - 0.5 * 0.6, 1e-12);
    expect(moved[1]).to.be.closeTo(2 - 0.25 * 0.8, 1e-12);
  });

  it('averages the last steps to their mean, and begins with the weights whatever the first share', () => {
    const average = new ReferenceAverage(Float32Array.of(0, 0.1, 1 / 2, 0, 1 / 3));
    const path = [1, 2, 6, 50, 10].map((value) => Float64Array.of(value));
    const seen = path.map((at, t) => (average.take(t, at), average.of(at)[0]));
    [1, 2, 4, 4, 6].forEach((value, t) => expect(seen[t]).to.be.closeTo(value, 1e-6));
  });
});
