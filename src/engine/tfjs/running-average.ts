/** The average of a model's weights on the way that `TrainJob.averaging` defines, as a model of its own. */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainJob } from '../../contracts/trainer.ts';
import { buildLayersModel, type BuiltModel } from './layers-model.ts';
import type { StepNumbers } from './step-numbers.ts';
import { kept } from './tiny.ts';

export class RunningAverage {
  private readonly model: BuiltModel;
  private readonly share: () => tf.Tensor;
  /** Steps before it begins. */
  private readonly after: number;

  constructor(
    job: TrainJob,
    averaging: Float32Array,
    private readonly weights: BuiltModel,
    numbers: StepNumbers,
  ) {
    this.after = averaging.findIndex((share) => share !== 0);
    this.model = buildLayersModel(job.model);
    // It lies at 0, so that a first share of 1 begins it with the weights.
    this.model.write(new Float32Array(job.start.length));
    this.share = numbers.table(averaging.map((share, t) => (t === this.after ? 1 : share)));
  }

  /** Takes the weights after the step under way in. Called inside `tf.tidy`. */
  take(): void {
    const share = this.share();
    this.model.variables.forEach((average, i) => {
      average.assign(kept(tf.add(average, tf.mul(share, tf.sub(this.weights.variables[i]!, average)))));
    });
  }

  /** What is looked at after so many steps. */
  seen(taken: number): BuiltModel {
    return taken > this.after ? this.model : this.weights;
  }

  dispose(): void {
    this.model.dispose();
  }
}
