/** One gradient step in TensorFlow.js, with the loss, the rates, the penalty and the way of moving that a job asks for. */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainJob } from '../../contracts/trainer.ts';
import { roleOf } from '../../models/layers/roles.ts';
import { layerShapes } from '../../models/shapes.ts';
import { isTrained } from '../../models/trainable.ts';
import type { TrainingMode } from './layer-entries.ts';
import type { BuiltModel } from './layers-model.ts';
import { deltaOf, objectiveOf } from '../objective.ts';
import { crossEntropy, distillationCrossEntropy, entropy, squaredError } from './loss.ts';
import { libraryHas, makeOptimizer, OwnOptimizer, type Moved } from './optimizer.ts';
import { RunningAverage } from './running-average.ts';
import { StepNumbers } from './step-numbers.ts';

/** What moves the variables of one rate: the library's optimizer counts its moments by the place in the list of its variables. */
interface Group {
  readonly optimizer: { apply(gradients: readonly tf.Tensor[]): void; dispose(): void };
  readonly variables: readonly tf.Variable[];
}

interface Penalty {
  readonly anchor: tf.Tensor;
  readonly strength: tf.Tensor;
}

export class LearningStep {
  private readonly x: tf.Tensor;
  /** Wanted class probabilities, `[rows, classes]`; of numbers, the targets `[rows, 1]`. */
  private readonly labels: tf.Tensor;
  /** The answers of a teacher, where they are learned too. */
  private readonly targets: tf.Tensor | undefined;
  /** Factors on the losses of the rows, `[rows, 1]`, where they differ. */
  private readonly weights: tf.Tensor | undefined;
  private readonly numbers: StepNumbers | undefined;
  private readonly groups: readonly Group[];
  private readonly average: RunningAverage | undefined;
  private readonly penalties = new Map<tf.Variable, Penalty>();

  constructor(
    private readonly job: TrainJob,
    private readonly model: BuiltModel,
  ) {
    const { data, distillation, rates, rowWeights, averaging } = job;
    const classes = layerShapes(job.model).at(-1)![0]!;
    this.x = tf.tensor(data.x, [data.rows, ...job.model.inputShape]);
    this.labels =
      objectiveOf(job) === 'squared'
        ? tf.tensor(data.target!, [data.rows, 1])
        : tf.tidy(() => smoothed(tf.cast(tf.oneHot(tf.tensor1d(data.y, 'int32'), classes), 'float32'), job.smoothing));
    this.targets = distillation && tf.tensor(distillation.targets, [data.rows, classes]);
    this.weights = rowWeights && tf.tensor(rowWeights, [data.rows, 1]);
    const moved: Moved[] = model.slots
      .map((slot, i) => ({
        slot,
        variable: model.variables[i]!,
        rate: isTrained(slot, job.trainable) ? (rates?.[i] ?? 1) : 0,
        decays: roleOf(slot).decays === true,
      }))
      .filter(({ rate }) => rate !== 0);
    this.tie(moved.map(({ variable }) => variable));
    if (averaging || !libraryHas(job)) this.numbers = new StepNumbers();
    this.groups = libraryHas(job)
      ? ofLibrary(job, moved)
      : [{ variables: moved.map(({ variable }) => variable), optimizer: new OwnOptimizer(job, moved, this.numbers!) }];
    this.average = averaging && new RunningAverage(job, averaging, model, this.numbers!);
  }

  /** Penalties for what is trained. */
  private tie(variables: readonly tf.Variable[]): void {
    const { penalty } = this.job;
    if (!penalty) return;
    for (const variable of variables) {
      const slot = this.model.slots[this.model.variables.indexOf(variable)]!;
      const part = (of: Float32Array) => tf.tensor(of.slice(slot.offset, slot.offset + slot.size), [...slot.shape]);
      this.penalties.set(variable, { anchor: part(penalty.anchor), strength: part(penalty.strength) });
    }
  }

  /** The model as it is looked at after so many steps: averaged once that has begun. */
  seen(taken: number): BuiltModel {
    return this.average?.seen(taken) ?? this.model;
  }

  /** Takes a step on these rows of the data and returns the loss before it. Called inside `tf.tidy`. */
  take(rows: tf.Tensor1D, mode: TrainingMode): tf.Scalar {
    const loss = this.move(rows, mode);
    this.average?.take();
    this.numbers?.advance();
    return loss;
  }

  private move(rows: tf.Tensor1D, mode: TrainingMode): tf.Scalar {
    const [x, labels] = [tf.gather(this.x, rows), tf.gather(this.labels, rows)];
    const { distillation } = this.job;
    const targets = this.targets && tf.gather(this.targets, rows);
    const weights = this.weights && tf.gather(this.weights, rows);
    const loss = (): tf.Scalar => {
      const logits = this.model.apply(x, mode);
      if (targets && distillation) return distillationCrossEntropy(logits, labels, targets, distillation, weights);
      if (this.job.loss === 'squared') return squaredError(logits, labels, deltaOf(this.job), weights);
      return this.job.loss === 'entropy' ? entropy(logits) : crossEntropy(logits, labels, weights);
    };
    const variables = this.groups.flatMap((group) => group.variables);
    if (variables.length === 0) return loss();
    const { value, grads } = tf.variableGrads(loss, variables);
    for (const group of this.groups)
      group.optimizer.apply(group.variables.map((variable) => this.penalised(variable, grads[variable.name]!)));
    return value;
  }

  private penalised(variable: tf.Variable, gradient: tf.Tensor): tf.Tensor {
    const penalty = this.penalties.get(variable);
    return penalty ? tf.add(gradient, tf.mul(penalty.strength, tf.sub(variable, penalty.anchor))) : gradient;
  }

  dispose(): void {
    tf.dispose([this.x, this.labels, this.targets, this.weights].filter((tensor) => tensor !== undefined));
    for (const { anchor, strength } of this.penalties.values()) tf.dispose([anchor, strength]);
    for (const { optimizer } of this.groups) optimizer.dispose();
    this.average?.dispose();
    this.numbers?.dispose();
  }
}

const smoothed = (onehot: tf.Tensor, by: number | undefined): tf.Tensor =>
  by === undefined ? onehot : tf.add(tf.mul(onehot, 1 - by), by / onehot.shape[1]!);

/** An optimizer of the library for each rate. */
function ofLibrary({ optimizer: name, learningRate }: TrainJob, moved: readonly Moved[]): Group[] {
  const rates = [...new Set(moved.map(({ rate }) => rate))];
  return rates.map((rate) => {
    const variables = moved.filter((each) => each.rate === rate).map(({ variable }) => variable);
    const optimizer = makeOptimizer(name, learningRate * rate);
    return {
      variables,
      optimizer: {
        apply: (gradients) => optimizer.applyGradients(gradients.map((tensor, i) => ({ name: variables[i]!.name, tensor }))),
        dispose: () => optimizer.dispose(),
      },
    };
  });
}
