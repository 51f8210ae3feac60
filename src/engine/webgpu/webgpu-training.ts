/**
 * Trainings side by side on the GPU: a fixed list of dispatches for each step, many steps to a submit, nothing read back but
 * losses and outputs that are asked for. Replicas share the list; each has its own data, order, rate and parameters.
 */
import type { TrainingRows, TrainJob } from '../../contracts/trainer.ts';
import type { Checkpoint, Training } from '../executor.ts';
import type { Command } from './commands.ts';
import { Forward } from './forward.ts';
import type { GpuParts } from './gpu-parts.ts';
import { LOSS_RING, type BufferName } from './kernels/kernel.ts';
import { keepsMoments } from './kernels/update.ts';
import { readBuffer } from './read-buffer.ts';
import { Submits } from './submits.ts';
import { layoutOf, type TrainingLayout } from './training-layout.ts';
import { upload } from './upload.ts';

type TrainingBuffers = Readonly<Record<BufferName, GPUBuffer>>;

export class WebgpuTraining implements Training {
  readonly steps: number;
  readonly dispatchesPerStep: number;
  /** Steps before the average begins; without one, it never does. */
  private readonly averagedAfter: number;
  private readonly submits: Submits;
  private readonly forward: Forward;
  /** Looks at the average of the weights. */
  private readonly forwardAverage: Forward | undefined;

  private constructor(
    private readonly parts: GpuParts,
    private readonly jobs: readonly TrainJob[],
    private readonly layout: TrainingLayout,
    private readonly buffers: TrainingBuffers,
    commands: readonly Command[],
    from: readonly Checkpoint[] | undefined,
  ) {
    const { plan, kind, shape } = layout;
    this.steps = shape.steps;
    this.dispatchesPerStep = commands.length;
    this.averagedAfter = jobs[0]!.averaging?.findIndex((share) => share !== 0) ?? Infinity;
    const stride = 4 * shape.stride.parameters;
    const forward = (buffer: GPUBuffer) =>
      new Forward(parts, plan, (start, count) => ({ buffer, offset: start * stride, size: count * stride }));
    this.forward = forward(buffers.parameters);
    this.forwardAverage = kind.averaging ? forward(buffers.average) : undefined;
    this.submits = new Submits(parts.gpu, commands, from?.[0]?.step ?? 0);
    upload(parts.gpu.device.queue, buffers, jobs, layout, from, this.averagedAfter);
  }

  /** Rejects with EngineError when the jobs do not fit the device. Jobs must agree in all but numbers. */
  static async begin(parts: GpuParts, jobs: readonly TrainJob[], from: readonly Checkpoint[] | undefined): Promise<WebgpuTraining> {
    const layout = layoutOf(parts, jobs);
    const buffers = {} as Record<BufferName, GPUBuffer>;
    try {
      return await parts.pool.withinMemory(async () => {
        for (const name of Object.keys(layout.sizes) as BufferName[]) buffers[name] = parts.pool.acquire(4 * layout.sizes[name]);
        const commands = await parts.pipelines.commands(layout.kernels, buffers, jobs.length);
        return new WebgpuTraining(parts, jobs, layout, buffers, commands, from);
      });
    } catch (error) {
      Object.values(buffers).forEach((buffer) => parts.pool.release(buffer));
      parts.gpu.assertHealthy();
      throw error;
    }
  }

  step(_index: number, readLoss: boolean): Promise<number[] | null> | null {
    this.submits.add();
    return readLoss ? this.losses() : this.submits.pace();
  }

  private async losses(): Promise<number[]> {
    this.submits.flush();
    const { batch, rows, batches, steps } = this.layout.shape;
    const last = this.submits.done - 1;
    const all = await this.read32(this.buffers.losses, 0, 4 * this.jobs.length * LOSS_RING * batch);
    const size = Math.min(batch, rows - ((last % steps) % batches) * batch);
    return this.jobs.map((_, replica) => {
      const from = (replica * LOSS_RING + (last % LOSS_RING)) * batch;
      return all.subarray(from, from + size).reduce((sum, value) => sum + value, 0) / size;
    });
  }

  async outputs(replica: number, data: TrainingRows): Promise<Float32Array> {
    this.submits.flush();
    return (this.averages ? this.forwardAverage! : this.forward).run(replica, data);
  }

  /** Whether the average has begun. */
  private get averages(): boolean {
    return this.submits.done > this.averagedAfter;
  }

  async read(replica: number): Promise<Float32Array> {
    return this.readParameters(this.parameters.buffer, replica);
  }

  /** The parameters on the device, averaged as in `outputs`, of all replicas: `stride` floats apart, in the order of `parameterSlots`. */
  get parameters(): { readonly buffer: GPUBuffer; readonly stride: number } {
    this.submits.flush();
    const { average, parameters } = this.buffers;
    return { buffer: this.averages ? average : parameters, stride: this.layout.shape.stride.parameters };
  }

  private readParameters(buffer: GPUBuffer, replica: number): Promise<Float32Array> {
    const { plan, shape } = this.layout;
    return this.read32(buffer, 4 * replica * shape.stride.parameters, 4 * plan.parameters);
  }

  gpuMs(): Promise<number | undefined> {
    return this.submits.gpuMs();
  }

  get memoryBytes(): number {
    const held = Object.values(this.buffers).reduce((sum, buffer) => sum + buffer.size, 0);
    return this.forward.bytes + (this.forwardAverage?.bytes ?? 0) + held;
  }

  /** Everything that is needed to go on from here on another device. */
  async checkpoint(): Promise<Checkpoint[]> {
    this.submits.flush();
    const { plan, kind } = this.layout;
    const words = 2 * plan.parameters;
    const moments = keepsMoments(kind) ? await this.read32(this.buffers.moments, 0, 4 * words * this.jobs.length) : new Float32Array(0);
    return Promise.all(
      this.jobs.map(async (_, replica) => ({
        step: this.submits.done,
        weights: await this.readParameters(this.buffers.parameters, replica),
        moments: moments.slice(words * replica, words * (replica + 1)),
        average: kind.averaging ? await this.readParameters(this.buffers.average, replica) : new Float32Array(0),
      })),
    );
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
    this.submits.dispose();
    this.forward.dispose();
    this.forwardAverage?.dispose();
    for (const buffer of Object.values(this.buffers)) this.parts.pool.release(buffer);
  }
}
