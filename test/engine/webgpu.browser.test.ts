import { expect } from 'chai';
import { DeviceLostError, EngineError } from '../../src/engine/engine-error.ts';
import { runJob, runJobs, type Executor } from '../../src/engine/executor.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { openDevice, type GpuDevice } from '../../src/engine/webgpu/device.ts';
import { tuneThreads } from '../../src/engine/webgpu/tune.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import type { EngineFacts, Pace, TrainJob } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

const facts = (library: string): EngineFacts => ({
  engine: 'webgpu',
  reason: 'test',
  adapter: '',
  software: true,
  library,
  threads: 1,
  selfTest: {},
});
const free: Pace = { breathe: async () => {} };
const mlp = buildModel({ family: 'mlp', params: { hidden: [13, 6] } }, [11], 3);
const cnn = buildModel({ family: 'cnn', params: { filters: [3, 5], dense: 7 } }, [9, 9, 1], 3);
const job = (name: string, rest: Partial<TrainJob> = {}): TrainJob =>
  randomJob(rest.model ?? mlp, { rows: 23, batchSize: 8, epochs: 3, name, ...rest });

/** Values that are not the same bit by bit. */
const differences = (a: Float32Array, b: Float32Array): number =>
  a.filter((value, i) => value !== b[i]).length + Math.abs(a.length - b.length);

describe('the WebGPU plan', () => {
  let gpu: GpuDevice;
  let executor: Executor;

  // One device for all tests, on which every kernel is compiled once.
  before(async () => {
    gpu = await openDevice((await navigator.gpu.requestAdapter())!);
    executor = await createWebgpuExecutor(gpu, facts);
  });
  afterEach(() => expect(gpu.errors(), 'errors that the GPU reported').to.equal(0));
  after(() => executor.dispose());

  /** A member of the device that is another for the length of a test. */
  async function withDeviceMember(name: 'limits' | 'popErrorScope', value: unknown, work: () => Promise<void>): Promise<void> {
    Object.defineProperty(gpu.device, name, { value, configurable: true });
    try {
      await work();
    } finally {
      Reflect.deleteProperty(gpu.device, name);
    }
  }

  for (const [name, model] of [
    ['perceptrons', mlp],
    ['convolutional nets', cnn],
  ] as const) {
    it(`trains ${name} side by side as it trains each alone, bit by bit`, async () => {
      const jobs = ['a', 'b', 'c'].map((seed, i) => job(seed, { model, learningRate: 0.01 * (i + 1), dropoutSeed: i }));
      const together = await runJobs(executor, jobs);
      for (const [i, each] of jobs.entries()) expect(differences(together[i]!, await runJob(executor, each))).to.equal(0);
    });
  }

  it('takes at most ten dispatches a step on both small models', async () => {
    const models = [
      buildModel({ family: 'mlp', params: { hidden: [64, 64] } }, [20], 10),
      buildModel({ family: 'cnn', params: { filters: [8, 16], dense: 32 } }, [16, 16, 1], 10),
    ];
    for (const model of models) {
      const training = await executor.begin([job('count', { model })]);
      expect(training.dispatchesPerStep).to.be.at.most(10);
      training.dispose();
    }
  });

  it('tells how long the GPU was busy with steps, which is no longer than the training took, and the memory held', async () => {
    const jobs = ['a', 'b'].map((name) => job(name));
    const started = performance.now();
    const results = await trainerOn(executor).trainAll(jobs, free);
    const wall = performance.now() - started;
    const each = 4 * (jobs[0]!.data.x.length + jobs[0]!.data.rows + jobs[0]!.order.length + 3 * jobs[0]!.start.length);
    for (const { gpuMs, memoryBytes } of results) {
      if (gpu.device.features.has('timestamp-query')) expect(gpuMs).to.be.greaterThan(0).and.at.most(wall);
      expect(memoryBytes).to.be.at.least(each);
    }
    expect(results[0]!.memoryBytes).to.equal(results[1]!.memoryBytes);
  });

  it('goes on from a checkpoint to the very weights of a training without a break', async () => {
    const whole = job('whole');
    const expected = await runJob(executor, whole);
    const first = await executor.begin([whole]);
    for (let step = 0; step < 5; step++) await first.step(step, false);
    const checkpoints = await first.checkpoint!();
    first.dispose();
    expect(checkpoints[0]!.step).to.equal(5);
    const second = await executor.begin([whole], checkpoints);
    for (let step = 5; step < second.steps; step++) await second.step(step, false);
    expect(differences(await second.read(0), expected)).to.equal(0);
    second.dispose();
  });

  it('gives all buffers back, and uses them again', async () => {
    const before = executor.held();
    for (let i = 0; i < 20; i++) {
      const training = await executor.begin([job('again')]);
      await training.step(0, true);
      await training.outputs(0, job('again').data);
      training.dispose();
      await executor.run(mlp, job('again').start, job('again').data);
    }
    expect(executor.held()).to.equal(before);
  });

  it('refuses, in words and before training, what no buffer can hold', async () => {
    const limits = new Proxy(gpu.device.limits, {
      get: (target, name) => (name === 'maxStorageBufferBindingSize' ? 4096 : Reflect.get(target, name, target)),
    });
    await withDeviceMember('limits', limits, async () => {
      let refusal: unknown;
      await Promise.resolve(executor.begin([randomJob(mlp, { rows: 400, batchSize: 8, name: 'large' })])).catch(
        (error: unknown) => (refusal = error),
      );
      expect(refusal).to.be.instanceOf(EngineError);
      expect((refusal as Error).message).to.match(/needs a GPU buffer of .* MiB.*Use fewer rows/);
      expect(executor.held()).to.equal(0);
    });
  });

  it('refuses in words what the memory has no room for', async () => {
    // A device that says what one without memory would.
    const pop = gpu.device.popErrorScope.bind(gpu.device);
    await withDeviceMember(
      'popErrorScope',
      async () => (await pop(), { message: 'no room' }) as GPUError,
      async () => {
        const error = await Promise.resolve(executor.begin([job('any')])).then(
          () => undefined,
          (reason: Error) => reason,
        );
        expect(error).to.be.instanceOf(EngineError);
        expect(error!.message).to.match(/no memory left.*no room.*Use fewer rows/);
        expect(executor.held()).to.equal(0);
      },
    );
  });
});

describe('the tuning of a GPU', () => {
  it('tries several sizes of tiles and takes the fastest; whichever it is, the weights are the same bit by bit', async () => {
    const gpu = await openDevice((await navigator.gpu.requestAdapter())!);
    const hardware = { ...gpu, software: false };
    const [tuned, again] = [await createWebgpuExecutor(hardware, facts), await createWebgpuExecutor(hardware, facts)];
    const [a, b] = [await runJob(tuned, job('tuned', { model: cnn })), await runJob(again, job('tuned', { model: cnn }))];
    expect(differences(a, b)).to.equal(0);

    // A made-up clock on which the middle candidate is the fastest.
    let time = 0;
    const seen: number[] = [];
    const threads = await tuneThreads(
      (count) => {
        seen.push(count);
        return {
          ...tuned,
          begin: async () => ({
            steps: 1,
            step: () => ((time += count === 8192 ? 1 : 2), null),
            outputs: () => new Float32Array(),
            read: () => new Float32Array(),
            dispose: () => {},
          }),
        };
      },
      () => time,
    );
    expect(seen).to.deep.equal([2048, 8192, 32_768]);
    expect(threads).to.equal(8192);
    expect(gpu.errors()).to.equal(0);
    gpu.destroy();
  });
});

describe('a GPU device that is lost in mid-training', () => {
  const open = async () => openDevice((await navigator.gpu.requestAdapter())!);
  const long = job('long', { epochs: 40, watch: [{ name: 'new', ...job('watch').data }], points: 6 });

  /** Destroys the device at one of the breaths. */
  const strikingAt = (breath: number, device: () => GPUDevice): Pace => {
    let breaths = 0;
    return {
      async breathe() {
        if (++breaths === breath) {
          const target = device();
          target.destroy();
          await target.lost;
        }
      },
    };
  };

  it('is replaced: the training goes on to the same weights and curve, and says so', async () => {
    const undisturbed = trainerOn(await createWebgpuExecutor(await open(), facts));
    const expected = await undisturbed.train(long, free);
    undisturbed.dispose();

    let gpu = await open();
    const trainer = trainerOn(await createWebgpuExecutor(gpu, facts), async () => createWebgpuExecutor((gpu = await open()), facts));
    const told: number[] = [];
    const result = await trainer.train(
      long,
      strikingAt(3, () => gpu.device),
      (point) => told.push(point.step),
    );
    trainer.dispose();
    expect(result.recoveries).to.equal(1);
    expect(expected.recoveries).to.equal(0);
    expect(differences(result.weights, expected.weights)).to.equal(0);
    expect(result.curve.map(({ step, loss, accuracy }) => ({ step, loss, accuracy }))).to.deep.equal(
      expected.curve.map(({ step, loss, accuracy }) => ({ step, loss, accuracy })),
    );
    expect(told).to.deep.equal(expected.curve.map(({ step }) => step));
    expect(result.steps).to.equal(expected.steps);
  });

  it('costs nothing of what had ended early: those weights, steps and points stay', async () => {
    const jobs: TrainJob[] = [
      { ...long, until: { accuracy: { of: 'new', atLeast: 0 } } },
      { ...long, until: { accuracy: { of: 'new', atLeast: 1.1 } } },
    ];
    let gpu = await open();
    const trainer = trainerOn(await createWebgpuExecutor(gpu, facts), async () => createWebgpuExecutor((gpu = await open()), facts));
    const told: string[] = [];
    const [ended, whole] = await trainer.trainAll(
      jobs,
      strikingAt(3, () => gpu.device),
      (replica, { step }) => told.push(`${replica}:${step}`),
    );
    trainer.dispose();
    expect(ended).to.include({ status: 'reached', steps: 0, recoveries: 1 });
    expect(differences(ended!.weights, long.start)).to.equal(0);
    expect(whole).to.include({ status: 'done', steps: 120, recoveries: 1 });
    expect(told).to.deep.equal(['0:0', ...whole!.curve.map(({ step }) => `1:${step}`)]);
  });

  it('counts no step after it: without a replacement the training fails in words', async () => {
    const gpu = await open();
    const trainer = trainerOn(await createWebgpuExecutor(gpu, facts));
    let failure: unknown;
    await trainer
      .train(
        long,
        strikingAt(2, () => gpu.device),
      )
      .then(undefined, (error) => (failure = error));
    expect(failure).to.be.instanceOf(DeviceLostError);
  });

  it('is given up when every new one is lost as well', async () => {
    let gpu = await open();
    let opened = 1;
    const trainer = trainerOn(await createWebgpuExecutor(gpu, facts), async () => {
      opened++;
      return createWebgpuExecutor((gpu = await open()), facts);
    });
    const everyTime: Pace = {
      async breathe() {
        gpu.device.destroy();
        await gpu.device.lost;
      },
    };
    let failure: unknown;
    await trainer.train(long, everyTime).then(undefined, (error) => (failure = error));
    expect(failure).to.be.instanceOf(DeviceLostError);
    expect(opened).to.equal(4);
  });
});
