/** A plan with its buffers: forward and backward of one model for batches up to a fixed size. */
import type { ParameterSlot } from '../../models/slots.ts';
import type { Plan } from '../plan.ts';
import type { Arena, Kernels, Pointer } from './kernels.ts';
import type { Layout } from './layout.ts';
import { stored } from './padding.ts';
import type { BatchLoss } from './batch-loss.ts';
import { stageEntry } from './stages/registry.ts';
import type { StageRunner, StepInfo, Surroundings } from './stages/stage.ts';

const ELEMENT = 4;

export class Network {
  readonly input: Pointer;
  readonly parameters: Pointer;
  /** Where the outputs of the last `forward` lie. */
  output: Pointer;
  /** Gradients by the parameters, of the last `backward`; they lie as the parameters do. */
  readonly gradients: Pointer = 0;
  private readonly stages: readonly StageRunner[];
  /** What each stage read in the last `forward`, and last what came out. */
  private readonly values: Pointer[];

  /** @param learns whether gradients are needed at all. */
  constructor(
    kernels: Kernels,
    arena: Arena,
    private readonly plan: Plan,
    layout: Layout,
    batch: number,
    learns: boolean,
  ) {
    this.input = arena.allocate(batch * stored(plan.input, layout.paddedInput));
    this.output = this.input;
    this.parameters = arena.allocate(layout.size);
    if (learns) this.gradients = arena.allocate(layout.size);
    const scratch = new Scratch();
    const at = (base: Pointer) => (slot: ParameterSlot) => base + ELEMENT * layout.at.get(slot)!;
    const near: Surroundings = { kernels, arena, batch, learns, parameter: at(this.parameters), gradient: at(this.gradients), scratch };
    this.stages = plan.stages.map((stage, i) => stageEntry(stage).run(stage, near, i > 0 || layout.paddedInput));
    this.values = this.stages.map(() => 0);
    scratch.pointer = arena.allocate(scratch.size);
  }

  /** Computes all outputs for the first `batch` rows of the input; in training when told the step. */
  forward(batch: number, step?: StepInfo): void {
    let x = this.input;
    this.stages.forEach((stage, i) => {
      this.values[i] = x;
      x = stage.forward(x, batch, step);
    });
    this.output = x;
  }

  /** Loss of the batch whose outputs were just computed, and the gradient of every trained parameter. */
  backward(lossOf: BatchLoss, batch: number, step: StepInfo): number {
    const { plan, stages, values } = this;
    const loss = lossOf(this.output, stages.at(-1)!.gradient, batch);
    for (let i = stages.length - 1; i >= plan.lowest; i--) {
      stages[i]!.backward(values[i]!, values[i + 1] ?? this.output, i > plan.lowest ? stages[i - 1]!.gradient : 0, batch, step);
    }
    return loss;
  }
}

/** Grows while stages are made; has its place once all are. */
class Scratch {
  size = 0;
  pointer: Pointer = 0;

  reserve(count: number): void {
    this.size = Math.max(this.size, count);
  }
}
