/** One gradient step in TensorFlow.js, with the loss, the rates and the spring that a job asks for. */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainJob } from '../../experiment/trainer.ts';
import { layerShapes } from '../../models/shapes.ts';
import { isTrained } from '../../models/trainable.ts';
import type { BuiltModel, TrainingMode } from './layers-model.ts';
import { crossEntropy, distillationCrossEntropy, entropy } from './loss.ts';
import { makeOptimizer } from './optimizer.ts';

/** What moves at one rate: an optimizer counts its moments by the place in the list of its variables. */
interface Group {
  readonly optimizer: tf.Optimizer;
  readonly variables: tf.Variable[];
}

interface Spring {
  readonly anchor: tf.Tensor;
  readonly strength: tf.Tensor;
}

export class LearningStep {
  private readonly x: tf.Tensor;
  /** One-hot, `[rows, classes]`. */
  private readonly labels: tf.Tensor;
  /** The answers of a teacher, where they are learned too. */
  private readonly targets: tf.Tensor | undefined;
  private readonly groups: readonly Group[];
  private readonly springs = new Map<tf.Variable, Spring>();

  constructor(
    private readonly job: TrainJob,
    private readonly model: BuiltModel,
  ) {
    const { data, distillation, rates, pull, learningRate } = job;
    const classes = layerShapes(job.model).at(-1)![0]!;
    this.x = tf.tensor(data.x, [data.rows, ...job.model.inputShape]);
    this.labels = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(data.y, 'int32'), classes), 'float32'));
    this.targets = distillation && tf.tensor(distillation.targets, [data.rows, classes]);
    const byRate = new Map<number, tf.Variable[]>();
    model.slots.forEach((slot, i) => {
      const rate = rates?.[i] ?? 1;
      if (rate === 0 || !isTrained(slot, job.trainable)) return;
      const variable = model.variables[i]!;
      byRate.set(rate, [...(byRate.get(rate) ?? []), variable]);
      if (!pull) return;
      const part = (of: Float32Array) => tf.tensor(of.slice(slot.offset, slot.offset + slot.size), [...slot.shape]);
      this.springs.set(variable, { anchor: part(pull.anchor), strength: part(pull.strength) });
    });
    this.groups = [...byRate].map(([rate, variables]) => ({ variables, optimizer: makeOptimizer(job.optimizer, learningRate * rate) }));
  }

  /** Takes a step on these rows of the data and returns the loss before it. Called inside `tf.tidy`. */
  take(rows: tf.Tensor1D, mode: TrainingMode): tf.Scalar {
    const [x, labels] = [tf.gather(this.x, rows), tf.gather(this.labels, rows)];
    const { distillation } = this.job;
    const targets = this.targets && tf.gather(this.targets, rows);
    const loss = (): tf.Scalar => {
      const logits = this.model.apply(x, mode);
      if (targets && distillation) return distillationCrossEntropy(logits, labels, targets, distillation);
      return this.job.loss === 'entropy' ? entropy(logits) : crossEntropy(logits, labels);
    };
    const variables = this.groups.flatMap((group) => group.variables);
    if (variables.length === 0) return loss();
    const { value, grads } = tf.variableGrads(loss, variables);
    for (const group of this.groups) {
      group.optimizer.applyGradients(group.variables.map((variable) => ({ name: variable.name, tensor: this.pulled(variable, grads[variable.name]!) })));
    }
    return value;
  }

  private pulled(variable: tf.Variable, gradient: tf.Tensor): tf.Tensor {
    const spring = this.springs.get(variable);
    return spring ? tf.add(gradient, tf.mul(spring.strength, tf.sub(variable, spring.anchor))) : gradient;
  }

  dispose(): void {
    tf.dispose([this.x, this.labels, ...(this.targets ? [this.targets] : [])]);
    for (const { anchor, strength } of this.springs.values()) tf.dispose([anchor, strength]);
    for (const { optimizer } of this.groups) optimizer.dispose();
  }
}
