/** Training on our own WebAssembly SIMD kernels: one thread, one arena, no allocation per step. */
import type { EngineFacts, TrainingRows, TrainJob } from '../../experiment/trainer.ts';
import { batchRange, jobSteps, type Executor, type Training } from '../executor.ts';
import { instantiateKernels, type Arena, type Kernels, type Pointer } from './kernels.ts';
import { Network } from './network.ts';
import { compilePlan, stored, transfer, type Plan } from './plan.ts';

/** Rows per forward pass outside training: small enough for the cache, large enough to amortise calls. */
const FORWARD_BATCH = 64;

/** Opens the executor. Rejects where WebAssembly SIMD is missing. */
export async function createWasmExecutor(facts: (library: string) => EngineFacts): Promise<Executor> {
  const { kernels, arena } = await instantiateKernels();
  const empty = arena.mark;
  return {
    facts: facts('Drift Lab WASM SIMD'),
    begin(job) {
      const mark = arena.mark;
      try {
        return new WasmTraining(kernels, arena, job, mark);
      } catch (error) {
        arena.release(mark);
        throw error;
      }
    },
    run(model, weights, data) {
      const mark = arena.mark;
      try {
        const plan = compilePlan(model);
        const network = new Network(kernels, arena, plan, FORWARD_BATCH, false);
        transfer(plan, weights, arena.floats(network.parameters, plan.parameters), 'in');
        return outputs(arena, plan, network, FORWARD_BATCH, data);
      } finally {
        arena.release(mark);
      }
    },
    assertHealthy: () => {},
    held: () => arena.mark - empty,
    dispose: () => {},
  };
}

class WasmTraining implements Training {
  readonly steps: number;
  private readonly plan: Plan;
  private readonly network: Network;
  private readonly batch: number;
  private readonly rows: Pointer;
  private readonly labels: Pointer;
  private readonly order: Pointer;
  private readonly batchLabels: Pointer;

  constructor(
    private readonly kernels: Kernels,
    private readonly arena: Arena,
    private readonly job: TrainJob,
    /** Top of the arena before this training. */
    private readonly mark: Pointer,
  ) {
    this.steps = jobSteps(job);
    this.plan = compilePlan(job.model);
    this.batch = Math.max(FORWARD_BATCH, Math.min(job.batchSize, job.data.rows));
    this.network = new Network(kernels, arena, this.plan, this.batch, true);
    this.rows = arena.allocate(job.data.x.length);
    this.labels = arena.allocate(job.data.rows);
    this.order = arena.allocate(job.order.length);
    this.batchLabels = arena.allocate(this.batch);
    transfer(this.plan, job.start, arena.floats(this.network.parameters, this.plan.parameters), 'in');
    arena.floats(this.rows, job.data.x.length).set(job.data.x);
    arena.integers(this.labels, job.data.rows).set(job.data.y);
    arena.integers(this.order, job.order.length).set(job.order);
  }

  step(index: number, readLoss: boolean): number | null {
    const [from, to] = batchRange(this.job, index);
    const size = to - from;
    const { kernels, network } = this;
    kernels.gather(this.rows, this.order + 4 * from, network.input, size, stored(this.plan.input));
    kernels.gather(this.labels, this.order + 4 * from, this.batchLabels, size, 1);
    network.forward(size);
    const loss = network.backward(this.batchLabels, size);
    network.update(this.job.learningRate);
    return readLoss ? loss : null;
  }

  outputs(data: TrainingRows): Float32Array {
    return outputs(this.arena, this.plan, this.network, this.batch, data);
  }

  read(): Float32Array {
    const flat = new Float32Array(this.plan.flatParameters);
    transfer(this.plan, flat, this.arena.floats(this.network.parameters, this.plan.parameters), 'out');
    return flat;
  }

  dispose(): void {
    this.arena.release(this.mark);
  }
}

/** Forward passes over all rows; the padding of the last stage is left out. */
function outputs(arena: Arena, plan: Plan, network: Network, batch: number, { rows, x }: TrainingRows): Float32Array {
  const width = stored(plan.input);
  const { groups, channels, padded } = plan.output;
  const all = new Float32Array(rows * groups * channels);
  for (let start = 0; start < rows; start += batch) {
    const size = Math.min(batch, rows - start);
    arena.floats(network.input, size * width).set(x.subarray(start * width, (start + size) * width));
    network.forward(size);
    const out = arena.floats(network.output, size * groups * padded);
    for (let position = 0; position < size * groups; position++) {
      all.set(out.subarray(position * padded, position * padded + channels), (start * groups + position) * channels);
    }
  }
  return all;
}

