/** Training steps that TensorFlow.js carries out a few times and the GPU then repeats on other rows. */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.ts';
import { ResidentVariables } from './resident-variables.ts';
import { StepGraph } from './step-graph.ts';
import { VariableSnapshot } from './variable-snapshot.ts';
import { webgpuInternals, type WebgpuInternals } from './webgpu-internals.ts';

/** Steps in one submission to the GPU: few enough that a slow GPU stays responsive. */
const STEPS_PER_SUBMIT = 16;

export interface Steps {
  /** Takes one step on the rows `[batch]`, assigning to variables, and returns its loss. Called inside `tf.tidy`. */
  step(rows: tf.Tensor1D): tf.Scalar;
  /** Rows in the order of training, epoch after epoch. */
  readonly order: Int32Array;
  /** Rows of one epoch; its last batch may be smaller. */
  readonly epochRows: number;
  readonly batchSize: number;
  readonly stepsPerSubmit?: number;
  /** Names the running layer, for the message of a refusal. */
  layer?(): string | null;
}

/** What a batch size needs: its commands, and where they look for the rows. */
interface Batch {
  readonly rows: GPUBuffer;
  readonly graph: StepGraph;
}

/** Steps ready to be replayed. Capturing them leaves every variable as it was. */
export class ReplayedSteps {
  /** Steps that the order holds. */
  readonly steps: number;
  /** Steps run so far. */
  done = 0;
  private readonly backend: WebgpuInternals;
  private readonly batches = new Map<number, Batch>();
  private readonly order: GPUBuffer;
  private readonly lastLoss: tf.Variable;
  private variables: ResidentVariables | undefined;

  /** @throws EngineError if such steps cannot be replayed */
  constructor(private readonly work: Steps) {
    const { order, epochRows, batchSize } = work;
    if (order.length === 0) throw new EngineError('There is no step to capture: the order holds no rows');
    this.backend = webgpuInternals();
    this.steps =
      Math.floor(order.length / epochRows) * Math.ceil(epochRows / batchSize) + Math.ceil((order.length % epochRows) / batchSize);
    const { device, queue } = this.backend;
    this.order = device.createBuffer({ size: order.byteLength, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    queue.writeBuffer(this.order, 0, order);
    this.lastLoss = tf.tidy(() => tf.variable(tf.scalar(NaN), false));

    const snapshot = new VariableSnapshot();
    try {
      onGpuOnly(() => this.capture(snapshot));
    } catch (error) {
      this.release();
      snapshot.restore();
      this.lastLoss.dispose();
      throw error;
    } finally {
      snapshot.dispose();
    }
  }

  /** Kernel launches of one step on a whole batch. */
  get dispatchesPerStep(): number {
    return this.batches.get(this.range(0).rows)!.graph.dispatches;
  }

  /** Submits the next steps (all that are left by default) and returns before they are done; `loss` waits for them. */
  run(steps = this.steps - this.done): void {
    const end = this.done + steps;
    if (!this.variables) throw new EngineError('This training was disposed of');
    if (!Number.isInteger(steps) || steps < 0 || end > this.steps) {
      throw new EngineError(`Asked for ${steps} steps with ${this.steps - this.done} left; capture a training with a longer order`);
    }
    this.variables.prepare();
    const { device, queue } = this.backend;
    while (this.done < end) {
      const encoder = device.createCommandEncoder();
      const last = Math.min(end, this.done + (this.work.stepsPerSubmit ?? STEPS_PER_SUBMIT));
      for (; this.done < last; this.done++) this.encode(encoder, this.done);
      queue.submit([encoder.finish()]);
    }
  }

  /** Waits for the steps submitted so far; the loss of the last one, NaN before the first. */
  async loss(): Promise<number> {
    return (await this.lastLoss.data())[0]!;
  }

  /** Frees what the capture holds; the variables keep their values. */
  dispose(): void {
    if (!this.variables) return;
    this.release();
    this.lastLoss.dispose();
  }

  private capture(snapshot: VariableSnapshot): void {
    // The first step makes the optimizer's variables and compiles the shaders.
    const first = this.range(0).rows;
    const [rows, buffer] = this.rowsTensor(first);
    try {
      this.variables = new ResidentVariables(
        this.backend,
        snapshot.changedBy(() => this.step(rows)),
      );
    } finally {
      rows.dispose();
      buffer.destroy();
    }
    for (let step = 0; step < this.steps; step++) {
      const size = this.range(step).rows;
      if (!this.batches.has(size)) this.captureBatch(size, this.variables);
    }
    this.variables.restore(snapshot.byVariable);
  }

  private captureBatch(size: number, variables: ResidentVariables): void {
    const [rows, buffer] = this.rowsTensor(size);
    try {
      const graph = StepGraph.capture(
        this.backend,
        () => this.step(rows),
        variables,
        () => this.work.layer?.() ?? null,
      );
      this.batches.set(size, { rows: buffer, graph });
    } catch (error) {
      buffer.destroy();
      throw error;
    } finally {
      rows.dispose();
    }
  }

  /** A tensor of row indices, and the buffer of our own that it shows. */
  private rowsTensor(size: number): [tf.Tensor1D, GPUBuffer] {
    const { device, queue } = this.backend;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ size: size * Int32Array.BYTES_PER_ELEMENT, usage });
    queue.writeBuffer(buffer, 0, this.work.order, 0, size);
    return [tf.tensor({ buffer, zeroCopy: true }, [size], 'int32') as tf.Tensor1D, buffer];
  }

  private step(rows: tf.Tensor1D): void {
    tf.tidy(() => this.lastLoss.assign(this.work.step(rows)));
  }

  private encode(encoder: GPUCommandEncoder, step: number): void {
    const { from, rows } = this.range(step);
    const batch = this.batches.get(rows)!;
    const bytes = Int32Array.BYTES_PER_ELEMENT;
    encoder.copyBufferToBuffer(this.order, from * bytes, batch.rows, 0, rows * bytes);
    batch.graph.encode(encoder);
  }

  /** Where a step's rows lie in the order. */
  private range(step: number): { from: number; rows: number } {
    const { order, epochRows, batchSize } = this.work;
    const batches = Math.ceil(epochRows / batchSize);
    const start = (step % batches) * batchSize;
    const from = Math.floor(step / batches) * epochRows + start;
    return { from, rows: Math.min(batchSize, epochRows - start, order.length - from) };
  }

  private release(): void {
    for (const { rows, graph } of this.batches.values()) {
      graph.dispose();
      rows.destroy();
    }
    this.batches.clear();
    this.order.destroy();
    this.variables?.dispose();
    this.variables = undefined;
  }
}

/** Keeps TensorFlow.js from computing small tensors on the host, where they would be computed once instead of in each step. */
function onGpuOnly(work: () => void): void {
  const before = tf.env().getBool('WEBGPU_CPU_FORWARD');
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  try {
    work();
  } finally {
    tf.env().set('WEBGPU_CPU_FORWARD', before);
  }
}
