/** The optimizers of our trainings in TensorFlow.js: the library's own where they can do what is asked for, else ours. */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainJob } from '../../contracts/trainer.ts';
import { jobSteps } from '../batches.ts';
import type { StepNumbers } from './step-numbers.ts';
import { kept, squarable } from './tiny.ts';

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-7];
/** Adam's corrections beyond this step are 1 in single precision. */
const CORRECTIONS = 20_000;

/**
 * The library's: Adam with all four constants given, since the default epsilon differs between backends; or plain SGD. Very small
 * numbers stay in its moments, which nothing outside can change.
 */
export const makeOptimizer = (name: 'adam' | 'sgd', learningRate: number): tf.Optimizer =>
  name === 'adam' ? tf.train.adam(learningRate, BETA1, BETA2, EPSILON) : tf.train.sgd(learningRate);

/** Whether the library has an optimizer that does what the job asks for. */
export const libraryHas = ({ momentum, decay, schedule, clip }: TrainJob): boolean =>
  !momentum && decay === undefined && !schedule && clip === undefined;

/** A variable that moves, the factor on its rate, and whether weight decay takes from it. */
export interface Moved {
  readonly variable: tf.Variable;
  readonly rate: number;
  readonly decays: boolean;
}

/** Momentum, decoupled decay, schedules and clipping as `TrainJob` defines them, with Adam or SGD. All that changes lies in variables. */
export class OwnOptimizer {
  private readonly first: readonly tf.Variable[];
  private readonly second: readonly tf.Variable[];
  private readonly rate: () => tf.Tensor;
  private readonly corrections: readonly (() => tf.Tensor)[];

  constructor(
    private readonly job: TrainJob,
    private readonly moved: readonly Moved[],
    numbers: StepNumbers,
  ) {
    const zeros = () => moved.map(({ variable }) => tf.tidy(() => tf.variable(tf.zeros(variable.shape), false)));
    const isAdam = job.optimizer === 'adam';
    this.first = isAdam || job.momentum ? zeros() : [];
    this.second = isAdam ? zeros() : [];
    this.rate = job.schedule
      ? numbers.table(job.schedule.map((factor) => factor * job.learningRate))
      : () => tf.tensor1d([job.learningRate]);
    const steps = Math.min(CORRECTIONS, jobSteps(job));
    this.corrections = isAdam
      ? [BETA1, BETA2].map((beta) => numbers.table(Float32Array.from({ length: steps }, (_, t) => 1 / (1 - beta ** (t + 1)))))
      : [];
  }

  /** One step along gradients in the order of the variables. Called inside `tf.tidy`. */
  apply(gradients: readonly tf.Tensor[]): void {
    const { decay } = this.job;
    const scheduled = this.rate();
    const corrections = this.corrections.map((now) => now());
    this.clipped(gradients).forEach((gradient, i) => {
      const { variable, rate, decays } = this.moved[i]!;
      const own = tf.mul(scheduled, rate);
      const step = tf.mul(own, this.direction(i, gradient, corrections));
      const left = decays && decay !== undefined ? kept(tf.sub(variable, tf.mul(tf.mul(own, decay), variable))) : variable;
      variable.assign(tf.sub(left, step));
    });
  }

  private clipped(gradients: readonly tf.Tensor[]): readonly tf.Tensor[] {
    const { clip } = this.job;
    if (clip === undefined || gradients.length === 0) return gradients;
    // Two at a time: a kernel that adds all of them at once may need more buffers than a GPU allows.
    const length = tf.sqrt(
      gradients.map((gradient) => tf.sum(tf.square(squarable(gradient)))).reduce((sum, squares) => tf.add(sum, squares)),
    );
    const factor = tf.div(clip, tf.maximum(length, clip));
    return gradients.map((gradient) => tf.mul(gradient, factor));
  }

  private direction(i: number, gradient: tf.Tensor, [correction1, correction2]: readonly tf.Tensor[]): tf.Tensor {
    const { optimizer, momentum } = this.job;
    const [first, second] = [this.first[i], this.second[i]];
    const remember = (variable: tf.Variable, value: tf.Tensor): tf.Tensor => {
      const small = kept(value);
      variable.assign(small);
      return small;
    };
    if (optimizer === 'adam') {
      const g = squarable(gradient);
      const m = remember(first!, tf.add(tf.mul(first!, BETA1), tf.mul(g, 1 - BETA1)));
      const v = remember(second!, tf.add(tf.mul(second!, BETA2), tf.mul(tf.square(g), 1 - BETA2)));
      return tf.div(tf.mul(m, correction1!), tf.add(tf.sqrt(tf.mul(v, correction2!)), EPSILON));
    }
    if (!momentum) return gradient;
    const u = remember(first!, tf.add(tf.mul(first!, momentum.factor), gradient));
    return momentum.nesterov ? tf.add(gradient, tf.mul(u, momentum.factor)) : u;
  }

  dispose(): void {
    tf.dispose([...this.first, ...this.second]);
  }
}
