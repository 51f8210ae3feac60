/** How the parameters of a network move along their gradients, and the average of them on the way. */
import type { TrainJob } from '../../contracts/trainer.ts';
import type { Arena, Kernels, Pointer } from './kernels.ts';
import { transfer, type Layout } from './layout.ts';
import type { Network } from './network.ts';

const ELEMENT = 4;
const BETA1 = 0.9;
const BETA2 = 0.999;

/** Takes a job's steps; all that it needs comes from the arena when it is made. */
export class Optimizer {
  /** Adam's two moments, or the velocity, of all parameters. */
  readonly moments: readonly Pointer[];
  private readonly penalty: { readonly anchor: Pointer; readonly strength: Pointer } | undefined;
  private power1 = 1;
  private power2 = 1;

  constructor(
    private readonly kernels: Kernels,
    arena: Arena,
    private readonly layout: Layout,
    private readonly network: Network,
    private readonly job: TrainJob,
  ) {
    const count = job.optimizer === 'adam' ? 2 : job.momentum ? 1 : 0;
    this.moments = Array.from({ length: count }, () => arena.allocate(layout.size));
    const likeParameters = (flat: Float32Array): Pointer => {
      const pointer = arena.allocate(layout.size);
      transfer(layout, flat, arena.floats(pointer, layout.size), 'in');
      return pointer;
    };
    if (job.penalty) this.penalty = { anchor: likeParameters(job.penalty.anchor), strength: likeParameters(job.penalty.strength) };
  }

  /** Step `index` with the gradients of the network's last `backward`, which it changes. */
  step(index: number): void {
    const { job, penalty } = this;
    const rate = job.schedule ? job.learningRate * job.schedule[index]! : job.learningRate;
    if (penalty) this.penalise(penalty);
    if (job.clip !== undefined) this.clip(job.clip);
    if (job.decay !== undefined) this.decay(rate * job.decay);
    this.move(rate);
  }

  private penalise({ anchor, strength }: { readonly anchor: Pointer; readonly strength: Pointer }): void {
    const { gradients, parameters } = this.network;
    for (const { from, count } of this.layout.trained) {
      const at = (base: Pointer) => base + ELEMENT * from;
      this.kernels.penalty(at(gradients), at(parameters), at(anchor), at(strength), count);
    }
  }

  /** Shortens the gradient of all that is trained to a length. */
  private clip(most: number): void {
    const { layout, kernels, network } = this;
    let squares = 0;
    for (const { from, count } of layout.trained) squares += kernels.sumOfSquares(network.gradients + ELEMENT * from, count);
    const length = Math.sqrt(squares);
    if (length <= most) return;
    for (const { from, count } of layout.trained) kernels.scale(network.gradients + ELEMENT * from, count, most / length);
  }

  /** Before the weights move: what decays is the weight as it was. */
  private decay(amount: number): void {
    for (const { from, count, rate } of this.layout.decayed)
      this.kernels.decay(this.network.parameters + ELEMENT * from, count, amount * rate);
  }

  private move(learningRate: number): void {
    this.power1 *= BETA1;
    this.power2 *= BETA2;
    const { kernels, job, network } = this;
    const [first, second] = this.moments;
    for (const { from, count, rate } of this.layout.trained) {
      const at = (base: Pointer) => base + ELEMENT * from;
      const own = learningRate * rate;
      const [p, g] = [at(network.parameters), at(network.gradients)];
      if (job.optimizer === 'adam') kernels.adam(p, g, at(first!), at(second!), count, 1 / (1 - this.power1), 1 / (1 - this.power2), own);
      else if (job.momentum) kernels.momentum(p, g, at(first!), count, job.momentum.factor, job.momentum.nesterov ? 1 : 0, own);
      else kernels.sgd(p, g, count, own);
    }
  }
}

/** The average that `TrainJob.averaging` defines, of all parameters, moving statistics too. */
export class Average {
  private readonly pointer: Pointer;
  private begun = false;

  constructor(
    private readonly kernels: Kernels,
    private readonly arena: Arena,
    private readonly size: number,
    private readonly parameters: Pointer,
    private readonly table: Float32Array,
  ) {
    this.pointer = arena.allocate(size);
  }

  /** Takes the parameters after step `index` in. */
  take(index: number): void {
    const share = this.table[index]!;
    if (share === 0) return;
    // It lies at 0: with the share 1 it begins with the parameters.
    this.kernels.average(this.pointer, this.parameters, this.size, this.begun ? share : 1);
    this.begun = true;
  }

  /** Padded; undefined until it begins. Valid until the next allocation. */
  get values(): Float32Array | undefined {
    return this.begun ? this.arena.floats(this.pointer, this.size) : undefined;
  }
}
