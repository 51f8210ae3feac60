/** Outputs of a model with the parameters on the GPU, piece by piece of the data. Data once uploaded stays for the next look. */
import type { TrainingRows } from '../../contracts/trainer.ts';
import { values } from '../../models/extent.ts';
import type { Plan } from '../plan.ts';
import { encodeSteps, type Command } from './commands.ts';
import type { GpuParts } from './gpu-parts.ts';
import { forwardKernels } from './kernels/all.ts';
import type { Shape } from './kernels/kernel.ts';
import { readBuffer } from './read-buffer.ts';
import { gpuStages, type GpuStages } from './stages.ts';

/** Rows of a piece: a multiple of 64, so that every piece begins where a binding may. */
const PIECE_ROWS = 512;
/** A piece of fewer rows where activations are large, in floats. */
const PIECE_FLOATS = 2 ** 23;

interface Looked {
  readonly x: GPUBuffer;
  readonly out: GPUBuffer;
  /** Commands of each piece, and its rows. */
  readonly pieces: readonly { readonly commands: readonly Command[]; readonly rows: number }[];
}

export class Forward {
  private readonly stages: GpuStages;
  private readonly rows: number;
  private activations: GPUBuffer | undefined;
  private readonly looked = new Map<TrainingRows, Map<number, Looked>>();

  /** @param parameters the binding of `count` replicas' parameters from replica `start` on. */
  constructor(
    private readonly parts: GpuParts,
    private readonly plan: Plan,
    private readonly parameters: (start: number, count: number) => GPUBufferBinding,
  ) {
    const perRow = Math.max(1, gpuStages(plan, 1, false).activations);
    this.rows = Math.max(64, Math.min(PIECE_ROWS, Math.floor(PIECE_FLOATS / perRow / 64) * 64));
    this.stages = gpuStages(plan, this.rows, false);
  }

  /** Raw outputs `[rows, width]` of that replica. */
  async run(replica: number, data: TrainingRows): Promise<Float32Array> {
    const last = this.stages.stages.at(-1);
    if (!last) return data.x.slice();
    const { device } = this.parts.gpu;
    const looked = await this.look(replica, data);
    const width = values(this.plan.output);
    const encoder = device.createCommandEncoder();
    let done = 0;
    for (const { commands, rows } of looked.pieces) {
      const pass = encoder.beginComputePass();
      encodeSteps(pass, commands, 0, 1);
      pass.end();
      encoder.copyBufferToBuffer(this.activations!, 4 * last.output, looked.out, 4 * done * width, 4 * rows * width);
      done += rows;
    }
    device.queue.submit([encoder.finish()]);
    return new Float32Array(await readBuffer(device, looked.out, 0, 4 * done * width));
  }

  private async look(replica: number, data: TrainingRows): Promise<Looked> {
    const known = this.looked.get(data)?.get(replica);
    if (known) return known;
    const { pool } = this.parts;
    const acquired: GPUBuffer[] = [];
    const acquire = (bytes: number): GPUBuffer => {
      const buffer = pool.acquire(bytes);
      acquired.push(buffer);
      return buffer;
    };
    try {
      const looked = await pool.withinMemory(() => this.prepare(replica, data, acquire));
      const own = this.looked.get(data) ?? new Map<number, Looked>();
      this.looked.set(data, own.set(replica, looked));
      return looked;
    } catch (error) {
      if (acquired.includes(this.activations!)) this.activations = undefined;
      acquired.forEach((buffer) => pool.release(buffer));
      throw error;
    }
  }

  private async prepare(replica: number, data: TrainingRows, acquire: (bytes: number) => GPUBuffer): Promise<Looked> {
    const { gpu, pipelines, threads } = this.parts;
    const width = data.x.length / data.rows;
    const x = acquire(data.x.byteLength);
    gpu.device.queue.writeBuffer(x, 0, data.x.buffer, data.x.byteOffset, data.x.byteLength);
    const activations = (this.activations ??= acquire(4 * this.stages.activations));
    // One replica at a time, so that none lies behind another.
    const stride = { parameters: 0, activations: 0, gradients: 0, partials: 0, jobNumbers: 0 };
    const shape: Shape = {
      training: false,
      batch: this.rows,
      rows: this.rows,
      steps: 1,
      batches: 1,
      input: this.plan.input,
      stride,
      threads,
    };
    const kernels = forwardKernels(this.stages.stages, shape);
    const starts = Array.from({ length: Math.ceil(data.rows / this.rows) }, (_, i) => i * this.rows);
    const pieces = await Promise.all(
      starts.map(async (start) => {
        const rows = Math.min(this.rows, data.rows - start);
        const piece = { buffer: x, offset: 4 * start * width, size: 4 * rows * width };
        const bound = { data: piece, parameters: this.parameters(replica, 1), activations };
        const commands = await pipelines.commands(kernels, bound, 1);
        return { commands, rows };
      }),
    );
    return { x, out: acquire(4 * data.rows * values(this.plan.output)), pieces };
  }

  /** Bytes of what has been uploaded and is computed in. */
  get bytes(): number {
    const looked = [...this.looked.values()].flatMap((own) => [...own.values()]);
    return (this.activations?.size ?? 0) + looked.reduce((sum, { x, out }) => sum + x.size + out.size, 0);
  }

  dispose(): void {
    for (const own of this.looked.values())
      for (const { x, out } of own.values()) [x, out].forEach((buffer) => this.parts.pool.release(buffer));
    this.looked.clear();
    if (this.activations) this.parts.pool.release(this.activations);
  }
}
