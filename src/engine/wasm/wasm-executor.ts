/** Training on our own WebAssembly SIMD kernels: one thread, one arena, no allocation per step. */
import type { EngineFacts, TrainingRows, TrainJob } from '../../contracts/trainer.ts';
import { positions } from '../../models/extent.ts';
import { nothing } from '../../models/trainable.ts';
import { batchRange, jobSteps } from '../batches.ts';
import type { Executor, Training } from '../executor.ts';
import { compilePlan, type Plan } from '../plan.ts';
import { batchLossOf, type BatchLoss } from './batch-loss.ts';
import { instantiateKernels, type Arena, type Kernels, type Pointer } from './kernels.ts';
import { Network } from './network.ts';
import { Average, Optimizer } from './optimizer.ts';
import { layoutOf, transfer, type Layout } from './layout.ts';
import { pad4, stored } from './padding.ts';

/** Rows per forward pass outside training: small enough for the cache, large enough to amortise calls. */
const FORWARD_BATCH = 64;

/** Opens the executor. Rejects where WebAssembly SIMD is missing. */
export async function createWasmExecutor(facts: (library: string) => EngineFacts): Promise<Executor> {
  const { kernels, arena } = await instantiateKernels();
  const empty = arena.mark;
  return {
    facts: facts('Drift Lab WASM SIMD'),
    replicates: false,
    begin([job]) {
      const mark = arena.mark;
      try {
        return new WasmTraining(kernels, arena, job!, mark);
      } catch (error) {
        arena.release(mark);
        throw error;
      }
    },
    run(model, weights, data) {
      const mark = arena.mark;
      try {
        const plan = compilePlan(model, nothing);
        const layout = layoutOf(plan);
        const network = new Network(kernels, arena, plan, layout, FORWARD_BATCH, false);
        transfer(layout, weights, arena.floats(network.parameters, layout.size), 'in');
        return outputs(arena, plan, layout, network, FORWARD_BATCH, data);
      } finally {
        arena.release(mark);
      }
    },
    assertHealthy: () => {},
    gpuErrors: () => 0,
    held: () => arena.mark - empty,
    dispose: () => {},
  };
}

export class WasmTraining implements Training {
  readonly steps: number;
  private readonly plan: Plan;
  private readonly layout: Layout;
  private readonly network: Network;
  private readonly batch: number;
  private readonly rows: Pointer;
  private readonly order: Pointer;
  private readonly lossAt: (order: Pointer) => BatchLoss;
  private readonly optimizer: Optimizer;
  private readonly average: Average | undefined;
  /** Elements of a row as it is kept. */
  private readonly width: number;

  constructor(
    private readonly kernels: Kernels,
    private readonly arena: Arena,
    private readonly job: TrainJob,
    /** Top of the arena before this training. */
    private readonly mark: Pointer,
  ) {
    this.steps = jobSteps(job);
    this.plan = compilePlan(job.model, job.trainable);
    this.layout = layoutOf(this.plan, job.rates);
    this.batch = Math.max(FORWARD_BATCH, Math.min(job.batchSize, job.data.rows));
    this.network = new Network(kernels, arena, this.plan, this.layout, this.batch, true);
    this.width = stored(this.plan.input, this.layout.paddedInput);
    this.rows = arena.allocate(job.data.rows * this.width);
    this.order = arena.allocate(job.order.length);
    this.lossAt = batchLossOf(job, this.plan, kernels, arena, this.batch);
    this.optimizer = new Optimizer(kernels, arena, this.layout, this.network, job);
    this.average = job.averaging && new Average(kernels, arena, this.layout.size, this.network.parameters, job.averaging);
    transfer(this.layout, job.start, this.parameters(), 'in');
    writeRows(arena.floats(this.rows, job.data.rows * this.width), job.data.x, this.plan, this.layout);
    arena.integers(this.order, job.order.length).set(job.order);
  }

  step(index: number, readLoss: boolean): readonly number[] | null {
    const [from, to] = batchRange(this.job, index);
    const size = to - from;
    const { kernels, network, job } = this;
    const step = { seed: job.dropoutSeed, step: index };
    kernels.gather(this.rows, this.order + 4 * from, network.input, size, this.width);
    network.forward(size, step);
    const loss = network.backward(this.lossAt(this.order + 4 * from), size, step);
    this.optimizer.step(index);
    this.average?.take(index);
    return readLoss ? [loss] : null;
  }

  outputs(_replica: number, data: TrainingRows): Float32Array {
    const run = () => outputs(this.arena, this.plan, this.layout, this.network, this.batch, data);
    const average = this.average?.values;
    if (!average) return run();
    // The network knows one place for its parameters: the average takes it for as long as it is looked at.
    const parameters = this.parameters();
    const weights = parameters.slice();
    parameters.set(average);
    const all = run();
    parameters.set(weights);
    return all;
  }

  read(): Float32Array {
    const flat = new Float32Array(this.plan.parameters);
    transfer(this.layout, flat, this.average?.values ?? this.parameters(), 'out');
    return flat;
  }

  private parameters(): Float32Array {
    return this.arena.floats(this.network.parameters, this.layout.size);
  }

  /** All that is kept from step to step, padded, for tests: parameters, moments or velocity, the average. */
  kept(): Float32Array[] {
    const moments = this.optimizer.moments.map((pointer) => this.arena.floats(pointer, this.layout.size));
    return [this.parameters(), ...moments, ...(this.average?.values ? [this.average.values] : [])].map((values) => values.slice());
  }

  /** All that lies in the arena since the training began: nothing is taken after that. */
  get memoryBytes(): number {
    return this.arena.mark - this.mark;
  }

  dispose(): void {
    this.arena.release(this.mark);
  }
}

/** Rows as they come, or with padded channels. */
function writeRows(to: Float32Array, x: Float32Array, { input }: Plan, { paddedInput }: Layout): void {
  const { channels } = input;
  if (!paddedInput || channels === pad4(channels)) return to.set(x);
  for (let at = 0; at * channels < x.length; at++) to.set(x.subarray(at * channels, (at + 1) * channels), at * pad4(channels));
}

/** Forward passes over all rows, as in use; padding is left out. */
function outputs(arena: Arena, plan: Plan, layout: Layout, network: Network, batch: number, { rows, x }: TrainingRows): Float32Array {
  const width = x.length / rows;
  const cells = positions(plan.output);
  const { channels } = plan.output;
  // The input of a model without stages is its output.
  const padded = plan.stages.length ? pad4(channels) : channels;
  const all = new Float32Array(rows * cells * channels);
  for (let start = 0; start < rows; start += batch) {
    const size = Math.min(batch, rows - start);
    writeRows(
      arena.floats(network.input, size * stored(plan.input, layout.paddedInput)),
      x.subarray(start * width, (start + size) * width),
      plan,
      layout,
    );
    network.forward(size);
    const out = arena.floats(network.output, size * cells * padded);
    for (let position = 0; position < size * cells; position++) {
      all.set(out.subarray(position * padded, position * padded + channels), (start * cells + position) * channels);
    }
  }
  return all;
}
