import { expect } from 'chai';
import { jobSteps } from '../../src/engine/batches.ts';
import { runJob, runJobs, sameShape, type Executor } from '../../src/engine/executor.ts';
import { updateError } from '../../src/engine/self-test.ts';
import { replaying } from '../../src/engine/tfjs/replay-executor.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { startWebgpuBackend } from '../../src/engine/tfjs/webgpu-backend.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { bits, device, executors, facts } from './every-executor.ts';
import { averagingOf, bySgd, CLASSES, mlp, models, normalised, plain, rowWeightsOf, scheduleOf, trainingOptions } from './moving-jobs.ts';
import { areRefused } from './refused-training.ts';

const REPLAYED = 'TensorFlow.js, replayed';
const all: typeof executors = {
  ...executors,
  [REPLAYED]: async () => replaying(createTfjsExecutor(await startWebgpuBackend(await device()), facts)),
};

/** Asks for nothing that would change a training, by way of the kernels that could. */
const neutral = (job: TrainJob): Partial<TrainJob> => ({
  decay: 0,
  schedule: new Float32Array(jobSteps(job)).fill(1),
  clip: 1e6,
  smoothing: 0,
  rowWeights: new Float32Array(job.data.rows).fill(1),
  averaging: new Float32Array(jobSteps(job)).fill(1),
});

for (const [name, open] of Object.entries(all)) {
  describe(`how weights move on ${name}`, () => {
    let executor: Executor;
    before(async () => (executor = await open()));
    after(() => {
      expect(executor.gpuErrors()).to.equal(0);
      executor.dispose();
    });

    for (const [kind, model] of Object.entries(models)) {
      for (const [title, option] of Object.entries(trainingOptions)) {
        // It runs the very step of the eager one, and takes seconds to compile each.
        if (name === REPLAYED && !title.startsWith('everything')) continue;
        it(`is what the double-precision reference says, in ${kind}: ${title}`, async () => {
          const job = { ...plain(model), ...option(plain(model)) };
          expect(updateError(job, await runJob(executor, job))).to.be.below(1e-4);
        });
      }
    }

    it('leaves nothing held', async () => {
      for (const title of ['everything with Adam', 'everything with momentum']) {
        const job = { ...plain(mlp), ...trainingOptions[title]!(plain(mlp)) };
        const run = async () => {
          const training = await executor.begin([job]);
          for (let step = 0; step < training.steps; step++) await training.step(step, false);
          await training.outputs(0, job.data);
          training.dispose();
          return executor.held();
        };
        expect(await run()).to.equal(await run());
      }
    });

    it('averages moving statistics too', async () => {
      const job = plain(normalised, { ...bySgd, averaging: averagingOf(plain(normalised)) });
      expect(updateError(job, await runJob(executor, job))).to.be.below(1e-4);
    });

    it('is to a few bits what it ever was when nothing else is asked for', async () => {
      for (const optimizer of ['adam', 'sgd'] as const) {
        const job = plain(mlp, { optimizer });
        const [asked, ever] = [await runJob(executor, { ...job, ...neutral(job) }), await runJob(executor, job)];
        expect(Math.max(...ever.map((value, i) => Math.abs(value - asked[i]!)))).to.be.below(1e-6);
      }
    });

    it('looks at the average once it has begun, and at the weights until then', async () => {
      const job = plain(mlp);
      const averaging = Float32Array.of(0, 0, 0.5, 0, 0.5, 0);
      const [training, ever] = [await executor.begin([{ ...job, averaging }]), await executor.begin([job])];
      const weights: Float32Array[] = [];
      for (let step = 0; step < training.steps; step++) {
        await training.step(step, true);
        await ever.step(step, true);
        weights.push(await ever.read(0));
        const expected = step < 3 ? weights[step]! : step < 4 ? weights[2]! : weights[2]!.map((value, i) => (value + weights[4]![i]!) / 2);
        const seen = await training.read(0);
        expect(Math.max(...seen.map((value, i) => Math.abs(value - expected[i]!))), `after step ${step}`).to.be.below(1e-6);
        const [outputs, own] = [await training.outputs(0, job.data), await executor.run(job.model, seen, job.data)];
        expect(Math.max(...outputs.map((value, i) => Math.abs(value - own[i]!))), `outputs after step ${step}`).to.be.below(1e-5);
      }
      training.dispose();
      ever.dispose();
    });

    it('tells the loss with smoothing and weights of rows', async () => {
      const job = { ...plain(mlp), smoothing: 0.3, rowWeights: rowWeightsOf(plain(mlp)) };
      const scores = await executor.run(mlp, job.start, job.data);
      let expected = 0;
      for (const row of job.order.subarray(0, 4)) {
        const z = Array.from(scores.subarray(row * CLASSES, (row + 1) * CLASSES));
        const total = Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0));
        z.forEach((value, c) => (expected -= (job.rowWeights[row]! * ((c === job.data.y[row] ? 0.7 : 0) + 0.1) * (value - total)) / 4));
      }
      const training = await executor.begin([job]);
      expect((await training.step(0, true))![0]).to.be.closeTo(expected, 1e-5);
      training.dispose();
    });
  });
}

describe('jobs side by side', () => {
  it('move on our WebGPU as each alone, bit by bit, with rates, penalties and weights of rows of their own', async () => {
    const executor = await createWebgpuExecutor(await device(), facts);
    const replicas = ['a', 'b', 'c'].map((name, i): TrainJob => {
      const own = plain(mlp, { name, learningRate: 0.01 * (i + 1) });
      return { ...own, ...trainingOptions['everything with Adam']!(own), rowWeights: rowWeightsOf(own).map((weight) => weight * (1 + i)) };
    });
    const together = await runJobs(executor, replicas);
    for (const [i, each] of replicas.entries()) expect(bits(together[i]!)).to.deep.equal(bits(await runJob(executor, each)));
    expect(executor.gpuErrors()).to.equal(0);
    executor.dispose();
  });

  it('go on from a checkpoint on our WebGPU to the very weights of a training without a break: moments, velocity and average are in it', async () => {
    const executor = await createWebgpuExecutor(await device(), facts);
    for (const title of ['everything with Adam', 'everything with momentum']) {
      const whole = { ...plain(mlp), ...trainingOptions[title]!(plain(mlp)) };
      for (const at of [1, 4]) {
        const first = await executor.begin([whole]);
        for (let step = 0; step < at; step++) await first.step(step, false);
        const checkpoints = await first.checkpoint!();
        first.dispose();
        const second = await executor.begin([whole], checkpoints);
        for (let step = at; step < second.steps; step++) await second.step(step, false);
        expect(bits(await second.read(0)), `${title}, after ${at}`).to.deep.equal(bits(await runJob(executor, whole)));
        second.dispose();
      }
    }
    executor.dispose();
  });

  it('share a shape only if tables, decay, momentum, clipping and smoothing are the same; weights of rows are each their own', () => {
    const job = plain(mlp);
    const sgd = plain(mlp, bySgd);
    const pairs: [TrainJob, Partial<TrainJob>, Partial<TrainJob>][] = [
      [sgd, { momentum: { factor: 0.5, nesterov: false } }, { momentum: { factor: 0.6, nesterov: false } }],
      [sgd, { momentum: { factor: 0.5, nesterov: false } }, { momentum: { factor: 0.5, nesterov: true } }],
      [job, { decay: 0.1 }, { decay: 0.2 }],
      [job, { clip: 1 }, { clip: 2 }],
      [job, { smoothing: 0.1 }, { smoothing: 0.2 }],
      [job, { schedule: scheduleOf(job) }, { schedule: scheduleOf(job).reverse() }],
      [job, { averaging: averagingOf(job) }, { averaging: new Float32Array(6).fill(1) }],
    ];
    for (const [base, a, b] of pairs) {
      expect(sameShape({ ...base, ...a }, { ...base, ...a })).to.equal(true);
      expect(sameShape({ ...base, ...a }, { ...base, ...b }), JSON.stringify([a, b])).to.equal(false);
      expect(sameShape({ ...base, ...a }, base), JSON.stringify(a)).to.equal(false);
    }
    const weighted = { ...job, rowWeights: rowWeightsOf(job) };
    expect(sameShape(weighted, { ...job, rowWeights: new Float32Array(11) })).to.equal(true);
    expect(sameShape(weighted, job)).to.equal(false);
    expect(sameShape({ ...job, schedule: scheduleOf(job) }, { ...job, schedule: scheduleOf(job) })).to.equal(true);
  });
});

describe('a schedule of more steps than Adam has corrections for', () => {
  it('is looked up at its own step on our WebGPU', async () => {
    const executor = await createWebgpuExecutor(await device(), facts);
    const job = plain(mlp, { epochs: 7000 });
    const step = 20_500;
    const checkpoint = {
      step,
      weights: job.start,
      moments: new Float32Array(2 * job.start.length),
      average: new Float32Array(job.start.length),
    };
    const after = async (rest: Partial<TrainJob>) => {
      const training = await executor.begin([{ ...job, ...rest }], [checkpoint]);
      await training.step(step, false);
      const weights = await training.read(0);
      training.dispose();
      return weights;
    };
    const [scheduled, twice] = [
      await after({ schedule: new Float32Array(jobSteps(job)).fill(2, step, step + 1) }),
      await after({ learningRate: 2 * job.learningRate }),
    ];
    expect(Math.max(...scheduled.map((value, i) => Math.abs(value - twice[i]!)))).to.be.below(1e-7);
    expect(bits(scheduled)).not.to.deep.equal(bits(job.start));
    executor.dispose();
  });
});

describe('ways of moving that make no sense', () => {
  const job = plain(mlp, { watch: [{ name: 'new', ...plain(mlp).data }] });
  const averaging = averagingOf(job);
  const refused: Record<string, readonly [Partial<TrainJob>, RegExp]> = {
    'momentum beside that of Adam': [{ momentum: { factor: 0.9, nesterov: false } }, /Adam has a momentum.*train by SGD/],
    'a momentum that never ends': [{ ...bySgd, momentum: { factor: 1, nesterov: false } }, /factor 1 .*below 1/],
    'a momentum that is no number': [{ ...bySgd, momentum: { factor: NaN, nesterov: true } }, /factor NaN/],
    'a negative decay': [{ decay: -0.1 }, /decay of -0.1.*from 0 on/],
    'a decay without end': [{ decay: Infinity }, /decay of Infinity/],
    'clipping at 0': [{ clip: 0 }, /length 0\. Give a length above 0/],
    'a schedule for other steps': [{ schedule: new Float32Array(5) }, /given 5 factors of a schedule.*need 6/],
    'a schedule with a negative factor': [{ schedule: scheduleOf(job).map((v) => -v) }, /factor -0.25, which/],
    'a schedule that is no number': [{ schedule: new Float32Array(6).fill(NaN) }, /factor NaN, which/],
    'labels smoothed away': [{ smoothing: 1 }, /smoothed by 1.*below 1/],
    'a negative smoothing': [{ smoothing: -0.1 }, /smoothed by -0.1/],
    'smoothing without labels': [{ smoothing: 0.1, loss: 'entropy' }, /entropy .*has none/],
    'weights of rows without labels': [{ rowWeights: rowWeightsOf(job), loss: 'entropy' }, /entropy .*has none/],
    'weights of other rows': [{ rowWeights: new Float32Array(3) }, /given 3 weights of rows.*need 11/],
    'a negative weight': [{ rowWeights: new Float32Array(11).fill(-1) }, /weight -1, .*Give 0/],
    'an average of other steps': [{ averaging: new Float32Array(7) }, /given 7 shares.*need 6/],
    'an average of zero steps': [{ averaging: new Float32Array(6) }, /averaged over zero steps.*leave the averaging out/],
    'more than all of a step': [{ averaging: averaging.map((share) => 2 * share) }, /share 2 .*from 0 to 1/],
    'the best on a set that is not watched': [{ keepBest: { of: 'old' } }, /keep the weights that are best on "old".*new/],
  };
  areRefused(job, refused);
});

describe('what nothing new is asked of', () => {
  it('is the same bits on our WASM, whether a gradient is too short to be clipped or not clipped at all', async () => {
    const executor = await createWasmExecutor(facts);
    const job = plain(mlp);
    expect(bits(await runJob(executor, { ...job, clip: 1e6 }))).to.deep.equal(bits(await runJob(executor, job)));
  });
});
