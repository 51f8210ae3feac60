/** A plan with its buffers: forward, backward and update of one model for batches up to a fixed size. */
import type { Arena, Kernels, Pointer } from './kernels.ts';
import { stored, type Plan, type Stage } from './plan.ts';

/** Buffers of one stage. Pointers that a stage does not need are 0. */
interface StageBuffers {
  readonly output: Pointer;
  /** Gradient by the output. */
  readonly gradient: Pointer;
  /** Convolution: patches of its input, and their gradient. */
  readonly patches: Pointer;
  readonly patchGradient: Pointer;
  /** Transposed kernel, for the gradient by the input. */
  readonly transposed: Pointer;
}

const ELEMENT = 4;
const BETA1 = 0.9;
const BETA2 = 0.999;

export class Network {
  readonly input: Pointer;
  readonly parameters: Pointer;
  private readonly gradients: Pointer = 0;
  private readonly moments: readonly [Pointer, Pointer] = [0, 0];
  private readonly buffers: readonly StageBuffers[];
  /** The first stage with a kernel: nothing below it needs a gradient. */
  private readonly lowest: number;
  private power1 = 1;
  private power2 = 1;

  /** @param trains whether gradients and moments are needed at all. */
  constructor(
    private readonly kernels: Kernels,
    arena: Arena,
    private readonly plan: Plan,
    batch: number,
    trains: boolean,
  ) {
    this.lowest = plan.stages.findIndex((stage) => stage.kind !== 'max-pool');
    this.input = arena.allocate(batch * stored(plan.input));
    this.parameters = arena.allocate(plan.parameters);
    if (trains) {
      this.gradients = arena.allocate(plan.parameters);
      this.moments = [arena.allocate(plan.parameters), arena.allocate(plan.parameters)];
    }
    this.buffers = plan.stages.map((stage, i) => {
      const cells = stage.kind === 'conv2d' ? batch * stage.output.groups * stage.rows : 0;
      const passes = trains && i > this.lowest && stage.kind !== 'max-pool';
      return {
        output: arena.allocate(batch * stored(stage.output)),
        gradient: trains ? arena.allocate(batch * stored(stage.output)) : 0,
        patches: cells ? arena.allocate(cells) : 0,
        patchGradient: cells && passes ? arena.allocate(cells) : 0,
        transposed: passes ? arena.allocate(stage.rows * stage.output.padded) : 0,
      };
    });
  }

  /** Where the last stage's output of a batch lies; the input itself for a plan without stages. */
  get output(): Pointer {
    return this.buffers.at(-1)?.output ?? this.input;
  }

  /** Computes all outputs for the first `batch` rows of the input. */
  forward(batch: number): void {
    const { kernels, plan } = this;
    let x = this.input;
    plan.stages.forEach((stage, i) => {
      const { output, patches } = this.buffers[i]!;
      if (stage.kind === 'max-pool') {
        kernels.maxPool(x, output, batch, stage.height, stage.width, stage.depth, stage.window);
      } else {
        const { rows, relu, kernel, bias } = stage;
        const width = stage.output.padded;
        let a = x;
        if (stage.kind === 'conv2d') {
          kernels.patches(x, patches, batch, stage.height, stage.width, stage.depth, stage.window);
          a = patches;
        }
        kernels.gemm(a, rows, 1, this.at(kernel), width, output, width, batch * stage.output.groups, rows, width, this.at(bias), relu ? 1 : 0);
      }
      x = output;
    });
  }

  /** Loss of the batch whose outputs were just computed, and the gradient of every parameter. */
  backward(labels: Pointer, batch: number): number {
    const { kernels, plan, buffers } = this;
    const { output, gradient } = buffers.at(-1)!;
    const loss = kernels.softmaxCrossEntropy(output, labels, gradient, batch, plan.output.channels, plan.output.padded);
    for (let i = plan.stages.length - 1; i >= this.lowest; i--) {
      const below = i === 0 ? undefined : { stage: plan.stages[i - 1]!, buffers: buffers[i - 1]! };
      this.stageBackward(plan.stages[i]!, buffers[i]!, below?.buffers.output ?? this.input, i > this.lowest ? below!.buffers.gradient : 0, batch);
    }
    return loss;
  }

  /** One Adam step with the gradients of the last `backward`. */
  update(learningRate: number): void {
    this.power1 *= BETA1;
    this.power2 *= BETA2;
    const [first, second] = this.moments;
    const { parameters } = this.plan;
    this.kernels.adam(this.parameters, this.gradients, first, second, parameters, 1 / (1 - this.power1), 1 / (1 - this.power2), learningRate);
  }

  /** Gradients of one stage: of its parameters, and, unless `dx` is 0, of its input `x`. */
  private stageBackward(stage: Stage, { output, gradient, patches, patchGradient, transposed }: StageBuffers, x: Pointer, dx: Pointer, batch: number): void {
    const { kernels } = this;
    if (stage.kind === 'max-pool') {
      kernels.maxPoolGradient(x, output, gradient, dx, batch, stage.height, stage.width, stage.depth, stage.window);
      return;
    }
    const { rows, kernel, bias } = stage;
    const width = stage.output.padded;
    const positions = batch * stage.output.groups;
    if (stage.relu) kernels.maskRelu(gradient, output, positions * width);
    const a = stage.kind === 'conv2d' ? patches : x;
    kernels.gemm(a, 1, rows, gradient, width, this.gradientAt(kernel), width, rows, positions, width, 0, 0);
    kernels.columnSums(gradient, this.gradientAt(bias), positions, width);
    if (!dx) return;
    kernels.transpose(this.at(kernel), transposed, rows, width);
    const into = stage.kind === 'conv2d' ? patchGradient : dx;
    kernels.gemm(gradient, width, 1, transposed, rows, into, rows, positions, stage.output.channels, rows, 0, 0);
    if (stage.kind === 'conv2d') kernels.unpatch(patchGradient, dx, batch, stage.height, stage.width, stage.depth, stage.window);
  }

  private at(element: number): Pointer {
    return this.parameters + ELEMENT * element;
  }

  private gradientAt(element: number): Pointer {
    return this.gradients + ELEMENT * element;
  }
}
