/** F-04, F-07 … F-10: a GPU that is taken away, runs out of memory or is asked for too much. On a software adapter where the machine has no other. */
import { expect } from 'chai';
import type { Pace, TrainJob } from '../../src/contracts/trainer.ts';
import { DeviceLostError, EngineError } from '../../src/engine/engine-error.ts';
import { runJob } from '../../src/engine/executor.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import { buildModel } from '../../src/models/families.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import { everything } from '../../src/models/trainable.ts';
import { randomStream } from '../../src/random/random.ts';
import { device as open, executors, facts } from '../engine/every-executor.ts';

const free: Pace = { breathe: async () => {} };
const mlp = buildModel({ family: 'mlp', params: { hidden: [13, 6] } }, [11], 3);
const job = (name: string, rest: Partial<TrainJob> = {}): TrainJob => randomJob(mlp, { rows: 23, batchSize: 8, epochs: 3, name, ...rest });

const failure = (asked: Promise<unknown> | unknown): Promise<Error | undefined> =>
  Promise.resolve(asked).then(
    () => undefined,
    (error: Error) => error,
  );

/** A training in which one buffer, the activations of a batch, has so many bytes; what the host holds for it is small. */
function hungry(bytes: number): TrainJob {
  const units = 512;
  const rows = Math.round(bytes / 4 / units);
  const model = buildModel({ family: 'mlp', params: { hidden: [units] } }, [1], 2);
  return {
    ...{ model, start: initialParameters(model, randomStream(1, 'hungry')), trainable: everything, optimizer: 'sgd' as const },
    data: { rows, x: new Float32Array(rows), y: new Int32Array(rows) },
    order: Uint32Array.from({ length: rows }, (_, i) => i),
    ...{ epochs: 1, batchSize: rows, learningRate: 0.1, dropoutSeed: 1, watch: [], points: 1 },
  } as unknown as TrainJob;
}

describe('a GPU that gives way', () => {
  it('F-04: a device that we close ourselves is not taken for lost: nothing restarts, and what still runs on it fails in words', async () => {
    const gpu = await open();
    let reopened = 0;
    let lost = false;
    void gpu.lost.then(() => (lost = true));
    const trainer = trainerOn(await createWebgpuExecutor(gpu, facts), async () => {
      reopened++;
      return createWebgpuExecutor(await open(), facts);
    });
    const closing: Pace = { breathe: async () => (trainer.dispose(), void (await gpu.device.lost)) };
    const error = await failure(trainer.train(job('closed', { epochs: 40 }), closing));
    expect((await gpu.device.lost).reason).to.equal('destroyed');
    expect(error).to.be.instanceOf(EngineError).and.not.instanceOf(DeviceLostError);
    expect(error!.message).to.match(/was closed while something still ran on it\. Run again/);
    expect([reopened, lost]).to.deep.equal([0, false]);
  });

  it('F-07: steps on a device that is gone do nothing, without an error: none of them counts, and the run is not called finished', async () => {
    const gpu = await open();
    const executor = await createWebgpuExecutor(gpu, facts);
    const training = await executor.begin([job('silent', { epochs: 70 })]);
    for (let step = 0; step < 50; step++) await training.step(step, false);
    gpu.device.destroy();
    await gpu.device.lost;
    // Nothing is read back, which is where others notice.
    const silent = async () => {
      for (let step = 50; step < training.steps; step++) await training.step(step, false);
      await training.read(0);
    };
    expect(await failure(silent())).to.be.instanceOf(Error);
    training.dispose();
    executor.dispose();

    const other = await open();
    const told: number[] = [];
    const trainer = trainerOn(await createWebgpuExecutor(other, facts));
    let breaths = 0;
    const struck: Pace = { breathe: async () => void (++breaths === 2 && (other.device.destroy(), await other.device.lost)) };
    const long = job('silent', { epochs: 40, points: 6 });
    const error = await failure(trainer.train(long, struck, ({ step }) => told.push(step)));
    expect(error).to.be.instanceOf(DeviceLostError);
    expect(Math.max(0, ...told)).to.be.below(120);
    trainer.dispose();
  });

  it('F-08: where its memory ends the training is refused in words; the device goes on, and nothing that could not be had is used again', async () => {
    const gpu = await open();
    const executor = await createWebgpuExecutor(gpu, facts);
    let reopened = 0;
    const trainer = trainerOn(executor, async () => (reopened++, executor));
    const expected = await runJob(executor, job('small'));
    // What is there is taken away, as other tabs and programs do, in pieces of the largest size.
    const { maxBufferSize: size } = gpu.device.limits;
    const taken: GPUBuffer[] = [];
    for (let full = false; !full && taken.length < 256;) {
      gpu.device.pushErrorScope('out-of-memory');
      const buffer = gpu.device.createBuffer({ size, usage: GPUBufferUsage.STORAGE });
      full = (await gpu.device.popErrorScope()) !== null;
      if (!full) taken.push(buffer);
    }
    const large = hungry(0.99 * Math.min(size, gpu.device.limits.maxStorageBufferBindingSize));
    const before = executor.held();
    for (let tries = 0; tries < 2; tries++) {
      const error = await failure(trainer.train(large, free));
      expect(error).to.be.instanceOf(EngineError).and.not.instanceOf(DeviceLostError);
      expect(error!.message).to.match(/^The GPU has no memory left for this training \(.+\)\. Use fewer rows.*or the WASM engine$/);
    }
    expect([executor.held(), reopened, gpu.errors()]).to.deep.equal([before, 0, 0]);
    for (const buffer of taken) buffer.destroy();
    expect([...(await runJob(executor, job('small')))]).to.deep.equal([...expected]);
    expect(gpu.errors()).to.equal(0);
    trainer.dispose();
  });

  it('F-09: more than a buffer of this adapter can hold is refused before the GPU is asked, with both sizes and what to do', async () => {
    const gpu = await open();
    const executor = await createWebgpuExecutor(gpu, facts);
    const { maxBufferSize, maxStorageBufferBindingSize } = gpu.device.limits;
    const error = await failure(executor.begin([hungry(1.3 * Math.min(maxBufferSize, maxStorageBufferBindingSize))]));
    expect(error).to.be.instanceOf(EngineError);
    expect(error!.message).to.match(/needs a GPU buffer of \d+ MiB, and this adapter allows \d+\. Use fewer rows.*or the WASM engine$/);
    await gpu.device.queue.onSubmittedWorkDone();
    expect([gpu.errors(), executor.held()]).to.deep.equal([0, 0]);
    executor.dispose();
  });

  for (const [name, start] of Object.entries(executors))
    it(`F-10: holds as much after 100 steps as after the first, whether trainings end or fail (${name})`, async () => {
      const executor = await start();
      const before = executor.held();
      // What an engine makes once and keeps is made on a first training.
      await runJob(executor, job('first'));
      const kept = executor.held();
      const training = await executor.begin([job('long', { epochs: 40 })]);
      const held: number[] = [];
      for (let step = 0; step < 100; step++) {
        await training.step(step, true);
        held.push(executor.held());
      }
      expect(new Set(held.slice(1)).size, `${held}`).to.equal(1);
      training.dispose();
      // One that a person stops, or that breaks, in the middle of its steps.
      const breaking: Pace = { breathe: () => Promise.reject(new Error('planned')) };
      const trainer = trainerOn(executor);
      for (let failed = 0; failed < 5; failed++)
        expect((await failure(trainer.train(job('long', { epochs: 40 }), breaking)))?.message).to.equal('planned');
      expect([executor.held(), kept - before]).to.deep.equal([kept, kept - before]);
      trainer.dispose();
    });
});
