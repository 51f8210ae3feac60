/** Trains any tf.layers model without host-side randomness by capturing one step and replaying it. */
import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { EngineError } from '../engine-error.ts';
import { crossEntropy } from './loss.ts';
import { makeOptimizer } from './optimizer.ts';
import { ReplayedSteps } from './replayed-steps.ts';
import { watchingLayers } from './running-layer.ts';

export type TrainingOptions = {
  /** Inputs `[rows, ...inputShape]`. */
  readonly x: tf.Tensor;
  /** Labels `[rows, classes]`. */
  readonly onehot: tf.Tensor;
  /** Rows in the order of training, epoch after epoch of all rows; the last batch of an epoch may be smaller. */
  readonly order: Int32Array;
  readonly batchSize: number;
  /** What is trained; by default `model.trainableWeights`. */
  readonly variables?: readonly tf.Variable[];
  /** Steps in one submission to the GPU; bounds how long other work waits for it. Default 16. */
  readonly stepsPerSubmit?: number;
} & (
  | NamedOptimizer
  /** One of the caller's, who disposes of it after the training. */
  | { readonly optimizer: tf.Optimizer }
);

interface NamedOptimizer {
  readonly optimizer: 'adam' | 'sgd';
  readonly learningRate: number;
}

/** A training whose steps cost the host next to nothing. The weights are in the model's own variables after every `run`. */
export interface ReplayedTraining {
  /** Kernel launches of one step on a whole batch. */
  readonly dispatchesPerStep: number;
  /** Steps that the order holds. */
  readonly steps: number;
  /** Submits the next steps, by default all that are left, without waiting for them. */
  run(steps?: number): void;
  /** Waits for what was submitted; the mean cross-entropy (nats) of the last step's batch before its update. NaN before the first step. */
  loss(): Promise<number>;
  /** Frees all but the model, which stays as trained. */
  dispose(): void;
}

/**
 * Captures the training of a model whose output is logits `[batch, classes]`, with softmax cross-entropy (without the model's own
 * regularisers), on the WebGPU backend. The model is left as it is; `run` moves it, bit for bit as eager steps with
 * `WEBGPU_CPU_FORWARD` off would. Between runs it may be evaluated, saved and assigned to.
 *
 * @throws EngineError, with the model unchanged, if a step cannot be replayed: a layer draws random numbers (dropout, noise),
 * state is kept outside variables (stateful recurrent layers), or the output is not one tensor of logits
 */
export function captureTraining(model: layers.LayersModel, options: TrainingOptions): ReplayedTraining {
  const { x, onehot, order, batchSize, variables = trainableVariables(model), stepsPerSubmit } = options;
  assertFits(model, options);
  const own = 'learningRate' in options;
  const optimizer = own ? makeOptimizer(options.optimizer, options.learningRate) : options.optimizer;
  const counter = optimizer as unknown as StepCounter;
  const countBefore = optimizer.iterations;
  const settings = JSON.stringify(optimizer.getConfig());
  const step = (rows: tf.Tensor1D): tf.Scalar => {
    const [inputs, labels] = [tf.gather(x, rows), tf.gather(onehot, rows)];
    const logits = () => model.apply(inputs, { training: true }) as tf.Tensor;
    const { value, grads } = tf.variableGrads(() => crossEntropy(logits(), labels), [...variables]);
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    return value;
  };

  let replayed: ReplayedSteps;
  try {
    replayed = watchingLayers(
      model,
      (layer) => new ReplayedSteps({ step, order, epochRows: x.shape[0]!, batchSize, layer, ...(stepsPerSubmit && { stepsPerSubmit }) }),
    );
  } catch (error) {
    if (own) optimizer.dispose();
    throw error;
  } finally {
    counter.iterations_ = countBefore;
  }

  return {
    dispatchesPerStep: replayed.dispatchesPerStep,
    steps: replayed.steps,
    run(steps) {
      if (JSON.stringify(optimizer.getConfig()) !== settings) {
        throw new EngineError(
          "The optimizer's settings were changed after the capture, which holds the old ones. Capture the training again",
        );
      }
      const before = replayed.done;
      replayed.run(steps);
      counter.iterations_ += replayed.done - before;
    },
    loss: () => replayed.loss(),
    dispose() {
      replayed.dispose();
      if (own) optimizer.dispose();
    },
  };
}

/** Steps an optimizer has taken, which is saved with it; only eager steps count themselves. */
interface StepCounter {
  iterations_: number;
}

const trainableVariables = (model: layers.LayersModel) => model.trainableWeights.map((weight) => weight.read() as tf.Variable);

/** Refuses what would train to something else than asked for. */
function assertFits(model: layers.LayersModel, { x, onehot, order }: TrainingOptions): void {
  const [rows, classes] = onehot.shape as [number, number];
  if (model.inputs.length !== 1 || model.outputs.length !== 1)
    throw new EngineError('Only a model with one input and one output can be captured');
  if (model.outputs[0]!.shape.length !== 2 || model.outputs[0]!.shape[1] !== classes || x.shape[0] !== rows) {
    throw new EngineError(`The model gives [${model.outputs[0]!.shape}] for x [${x.shape}], but the labels are [${onehot.shape}]`);
  }
  const last = model.layers.at(-1)!;
  if (last.getClassName() === 'Softmax' || last.getConfig()['activation'] === 'softmax') {
    throw new EngineError(
      `The layer "${last.name}" applies softmax, which the loss does too. Make it linear, so that the model gives logits`,
    );
  }
  const stray = order.find((row) => row < 0 || row >= rows);
  if (stray !== undefined) throw new EngineError(`The order names row ${stray} of ${rows}`);
}
