/**
 * Trainings side by side on the GPU: a fixed list of dispatches for each step, many steps to a submit, nothing read back but
 * losses and outputs that are asked for. Replicas share the list; each has its own data, order, rate and parameters.
 */
import type { TrainingRows, TrainJob } from '../../contracts/trainer.ts';
import { EngineError } from '../engine-error.ts';
import { jobSteps } from '../batches.ts';
import type { Checkpoint, Training } from '../executor.ts';
import { compilePlan, type Plan } from '../plan.ts';
import type { BufferPool } from './buffer-pool.ts';
import { encodeSteps, type Buffers, type Command, type Pipelines } from './commands.ts';
import type { GpuDevice } from './device.ts';
import { Forward } from './forward.ts';
import { GpuClock } from './gpu-clock.ts';
import { corrections, headOf, labelsOf, stepNumbers } from './job-numbers.ts';
import { stepKernels } from './kernels/all.ts';
import { LOSS_RING, type BufferName, type Shape } from './kernels/kernel.ts';
import { DISTILLATION_WORDS, labelWords, learnedOf } from './kernels/loss.ts';
import { keepsMoments, movingOf, RATES_AT, tableAt } from './kernels/update.ts';
import { partialGradients } from './partial-gradients.ts';
import { readBuffer } from './read-buffer.ts';
import { gpuStages } from './stages.ts';

/** What trainings need of the engine. */
export interface GpuParts {
  readonly gpu: GpuDevice;
  readonly pool: BufferPool;
  readonly pipelines: Pipelines;
  /** Threads that keep the device busy, as tuned: decides how much each computes, and no bit of the result. */
  readonly threads: number;
  /** Threads that gradients are split for. Fixed: it decides the order of summation. */
  readonly splitThreads: number;
}

/** Work of one submit, in ms, that is aimed at: short against the GPU watchdog and the reaction to pause and stop. */
const SUBMIT_MS = 12;
const FIRST_STEPS = 4;
const MOST_STEPS = 512;
/** Submits under way before the host waits for the oldest. */
const IN_FLIGHT = 2;
/** Parameters of a replica begin where a binding may: at multiples of 256 bytes. */
const ALIGNMENT = 64;

export class WebgpuTraining implements Training {
  readonly steps: number;
  readonly dispatchesPerStep: number;
  /** Steps before the average begins; without one, it never does. */
  private readonly averagedAfter: number;
  /** Steps done, and those asked for that are not submitted yet. */
  private done: number;
  private pending = 0;
  private perSubmit = FIRST_STEPS;
  private readonly clock: GpuClock | undefined;
  private readonly inFlight: { readonly finished: Promise<void> }[] = [];

  private constructor(
    private readonly parts: GpuParts,
    private readonly jobs: readonly TrainJob[],
    private readonly plan: Plan,
    private readonly shape: Shape,
    private readonly buffers: Buffers & Record<BufferName, GPUBuffer>,
    private readonly commands: readonly Command[],
    private readonly forward: Forward,
    /** Looks at the average of the weights. */
    private readonly forwardAverage: Forward | undefined,
    start: number,
  ) {
    this.steps = shape.steps;
    this.dispatchesPerStep = commands.length;
    this.averagedAfter = jobs[0]!.averaging?.findIndex((share) => share !== 0) ?? Infinity;
    this.done = start;
    this.clock = GpuClock.on(parts.gpu.device);
  }

  /** Rejects with EngineError when the jobs do not fit the device. Jobs must agree in all but numbers. */
  static async begin(parts: GpuParts, jobs: readonly TrainJob[], from: readonly Checkpoint[] | undefined): Promise<WebgpuTraining> {
    const [job] = jobs as [TrainJob];
    const { device } = parts.gpu;
    const plan = compilePlan(job.model, job.trainable);
    const steps = jobSteps(job);
    const kind = { ...learnedOf(job), ...movingOf(job) };
    const batch = Math.min(job.batchSize, job.data.rows);
    const threads = Math.max(1, Math.round(parts.threads / jobs.length));
    const { stages, activations, gradients } = gpuStages(plan, batch, true);
    // Not by replicas or tuning: the order of summation, and so every bit, must not depend on them.
    const partials = partialGradients(plan, batch, parts.splitThreads);
    const head = RATES_AT + (job.rates ? plan.slots.length : 0) + (kind.objective === 'distillation' ? DISTILLATION_WORDS : 0);
    const stride = { P: align(plan.parameters), A: activations, G: gradients, W: partials.size + (kind.clip ? 1 : 0), H: head };
    const shape: Shape = {
      training: true,
      batch,
      rows: job.data.rows,
      steps,
      batches: Math.ceil(job.data.rows / job.batchSize),
      input: plan.input,
      stride,
      threads,
    };
    const replicas = jobs.length;
    const sizes: Record<BufferName, number> = {
      X: replicas * job.data.x.length,
      Y: replicas * labelWords(kind, job.data.rows),
      O: replicas * job.order.length,
      P: replicas * stride.P,
      E: kind.averaging ? replicas * stride.P : 0,
      A: replicas * activations,
      G: replicas * gradients,
      W: replicas * stride.W,
      M: keepsMoments(kind) ? 2 * replicas * plan.parameters : 0,
      T: 2 * (tableAt(kind) + (kind.schedule || kind.averaging ? steps : 0)),
      H: replicas * stride.H,
      D: replicas * (job.distillation?.targets.length ?? 0),
      R: job.pull ? 2 * replicas * plan.parameters : 0,
      S: 1,
      N: 1,
      L: replicas * LOSS_RING * batch,
    };
    // Running out of memory is an error of the scope, not of the device.
    device.pushErrorScope('out-of-memory');
    const buffers = {} as Record<BufferName, GPUBuffer>;
    const release = () => Object.values(buffers).forEach((buffer) => parts.pool.release(buffer));
    try {
      for (const name of Object.keys(sizes) as BufferName[]) buffers[name] = parts.pool.acquire(4 * sizes[name]);
      const forward = (buffer: GPUBuffer) =>
        new Forward(parts, plan, (start, count) => ({ buffer, offset: 4 * start * stride.P, size: 4 * count * stride.P }));
      const training = new WebgpuTraining(
        parts,
        jobs,
        plan,
        shape,
        buffers,
        await parts.pipelines.commands(stepKernels(plan, stages, partials, kind, shape), buffers, replicas),
        forward(buffers.P),
        kind.averaging ? forward(buffers.E) : undefined,
        from?.[0]?.step ?? 0,
      );
      training.upload(from);
      const outOfMemory = await device.popErrorScope();
      if (outOfMemory)
        throw new EngineError(
          `The GPU has no memory left for this training (${outOfMemory.message}). Use fewer rows, units, filters or seeds at once, or the WASM engine`,
        );
      return training;
    } catch (error) {
      release();
      parts.gpu.assertHealthy();
      throw error;
    }
  }

  private upload(from: readonly Checkpoint[] | undefined): void {
    const { queue } = this.parts.gpu.device;
    const { P, E, M, T, X, Y, O, H, D, R, S, N } = this.buffers;
    const { parameters } = this.plan;
    const moving = movingOf(this.jobs[0]!);
    this.jobs.forEach((job, replica) => {
      const { data, order, start, distillation, pull } = job;
      const write = (buffer: GPUBuffer, part: Float32Array | Int32Array | Uint32Array) =>
        queue.writeBuffer(buffer, replica * part.byteLength, part.buffer, part.byteOffset, part.byteLength);
      const writeParameters = (buffer: GPUBuffer, flat: Float32Array) =>
        queue.writeBuffer(buffer, 4 * replica * this.shape.stride.P, flat.buffer, flat.byteOffset, flat.byteLength);
      write(X, data.x);
      write(Y, labelsOf(job));
      write(O, order);
      writeParameters(P, from?.[replica]?.weights ?? start);
      if (moving.averaging) writeParameters(E, from?.[replica]?.average ?? new Float32Array(parameters));
      write(H, headOf(job, this.shape.stride.H));
      if (distillation) write(D, distillation.targets);
      if (pull)
        write(
          R,
          Float32Array.from({ length: 2 * parameters }, (_, i) => (i % 2 ? pull.strength : pull.anchor)[i >> 1]!),
        );
      if (keepsMoments(moving)) write(M, from?.[replica]?.moments ?? new Float32Array(2 * parameters));
    });
    if (moving.optimizer === 'adam') queue.writeBuffer(T, 0, corrections());
    if (moving.schedule || moving.averaging) queue.writeBuffer(T, 8 * tableAt(moving), stepNumbers(this.jobs[0]!, this.averagedAfter));
    // The counter of the step to come is in S when that is even, else in N.
    for (const buffer of [S, N]) queue.writeBuffer(buffer, 0, new Uint32Array([this.done]));
  }

  step(_index: number, readLoss: boolean): Promise<number[] | null> | null {
    this.pending++;
    if (readLoss) return this.losses();
    return this.pending >= this.perSubmit ? this.pace() : null;
  }

  /** Submits what is pending, and waits when the GPU is too far behind. */
  private async pace(): Promise<null> {
    this.submit();
    if (this.inFlight.length > IN_FLIGHT) await this.inFlight.shift()!.finished;
    this.parts.gpu.assertHealthy();
    return null;
  }

  private submit(): void {
    if (!this.pending) return;
    const { queue } = this.parts.gpu.device;
    const steps = this.pending;
    const encoder = this.parts.gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass(this.clock && { timestampWrites: this.clock.next() });
    encodeSteps(pass, this.commands, this.done, steps);
    pass.end();
    const submitted = performance.now();
    queue.submit([encoder.finish()]);
    this.done += steps;
    this.pending = 0;
    const alone = this.inFlight.length === 0;
    const finished = queue.onSubmittedWorkDone().then(
      () => {
        // Only a submit that waited for no other tells how long its steps take.
        const each = (performance.now() - submitted) / steps;
        if (alone) this.perSubmit = Math.max(1, Math.min(MOST_STEPS, 4 * steps, Math.round(SUBMIT_MS / Math.max(each, 1e-3))));
      },
      () => undefined,
    );
    const submit = { finished };
    this.inFlight.push(submit);
    void finished.then(() => {
      const index = this.inFlight.indexOf(submit);
      if (index >= 0) this.inFlight.splice(index, 1);
    });
  }

  private async losses(): Promise<number[]> {
    this.submit();
    const { batch, rows, batches, steps } = this.shape;
    const last = this.done - 1;
    const all = await this.read32(this.buffers.L, 0, 4 * this.jobs.length * LOSS_RING * batch);
    const size = Math.min(batch, rows - ((last % steps) % batches) * batch);
    return this.jobs.map((_, replica) => {
      const from = (replica * LOSS_RING + (last % LOSS_RING)) * batch;
      return all.subarray(from, from + size).reduce((sum, value) => sum + value, 0) / size;
    });
  }

  async outputs(replica: number, data: TrainingRows): Promise<Float32Array> {
    this.submit();
    return (this.averages ? this.forwardAverage! : this.forward).run(replica, data);
  }

  /** Whether the average has begun. */
  private get averages(): boolean {
    return this.done > this.averagedAfter;
  }

  async read(replica: number): Promise<Float32Array> {
    this.submit();
    return this.readParameters(this.averages ? this.buffers.E : this.buffers.P, replica);
  }

  private readParameters(buffer: GPUBuffer, replica: number): Promise<Float32Array> {
    return this.read32(buffer, 4 * replica * this.shape.stride.P, 4 * this.plan.parameters);
  }

  async gpuMs(): Promise<number | undefined> {
    this.submit();
    return this.clock?.ms();
  }

  get memoryBytes(): number {
    return (
      this.forward.bytes + (this.forwardAverage?.bytes ?? 0) + Object.values(this.buffers).reduce((sum, buffer) => sum + buffer.size, 0)
    );
  }

  /** Everything that is needed to go on from here on another device. */
  async checkpoint(): Promise<Checkpoint[]> {
    this.submit();
    const { parameters } = this.plan;
    const moving = movingOf(this.jobs[0]!);
    const moments = keepsMoments(moving) ? await this.read32(this.buffers.M, 0, 8 * parameters * this.jobs.length) : new Float32Array(0);
    return Promise.all(
      this.jobs.map(async (_, replica) => ({
        step: this.done,
        weights: await this.readParameters(this.buffers.P, replica),
        moments: moments.slice(2 * replica * parameters, 2 * (replica + 1) * parameters),
        average: moving.averaging ? await this.readParameters(this.buffers.E, replica) : new Float32Array(0),
      })),
    );
  }

  /** The parameters on the device, averaged as in `outputs`, of all replicas: `stride` floats apart, in the order of `parameterSlots`. */
  get parameters(): { readonly buffer: GPUBuffer; readonly stride: number } {
    this.submit();
    return { buffer: this.averages ? this.buffers.E : this.buffers.P, stride: this.shape.stride.P };
  }

  private async read32(buffer: GPUBuffer, offset: number, bytes: number): Promise<Float32Array> {
    const { gpu } = this.parts;
    try {
      return new Float32Array(await readBuffer(gpu.device, buffer, offset, bytes));
    } finally {
      gpu.assertHealthy();
    }
  }

  dispose(): void {
    this.clock?.destroy();
    this.forward.dispose();
    this.forwardAverage?.dispose();
    for (const buffer of Object.values(this.buffers)) this.parts.pool.release(buffer as GPUBuffer);
  }
}

/** Outputs of a model that is not trained. */
export async function runModel(parts: GpuParts, plan: Plan, weights: Float32Array, data: TrainingRows): Promise<Float32Array> {
  const bytes = 4 * align(plan.parameters);
  const buffer = parts.pool.acquire(Math.max(bytes, 4));
  const forward = new Forward(parts, plan, () => ({ buffer, offset: 0, size: Math.max(bytes, 4) }));
  try {
    if (weights.length) parts.gpu.device.queue.writeBuffer(buffer, 0, weights.buffer, weights.byteOffset, weights.byteLength);
    return await forward.run(0, data);
  } finally {
    forward.dispose();
    parts.pool.release(buffer);
    parts.gpu.assertHealthy();
  }
}

const align = (count: number): number => Math.ceil(count / ALIGNMENT) * ALIGNMENT;
