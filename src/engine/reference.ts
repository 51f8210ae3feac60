/**
 * Training written for clarity in double precision: what every executor is compared with before it is used. Slow on purpose:
 * each layer is its definition in plain loops (`reference-layers/`). Tests compare it with TensorFlow.js on the CPU.
 */
import type { TrainJob } from '../contracts/trainer.ts';
import { dropoutKey } from '../models/dropout.ts';
import { parameterSlots } from '../models/parameters.ts';
import { placedLayers } from '../models/shapes.ts';
import { layerTraining, nothing, type Trainable } from '../models/trainable.ts';
import type { Model } from '../models/types.ts';
import { batchRange, jobSteps } from './batches.ts';
import { jobLoss } from './reference-loss.ts';
import { ReferenceAverage, ReferenceOptimizer, trainedArrays } from './reference-optimizer.ts';
import { definitionOf, type Step } from './reference-layers/registry.ts';
import type { Batch, Pass } from './reference-layers/step.ts';

function stepsOf(model: Model, trainable: Trainable): Step[] {
  const slots = parameterSlots(model);
  const training = layerTraining(model, trainable);
  return placedLayers(model).map(({ layer, from, to }, index) => {
    const at = Object.fromEntries(slots.filter((slot) => slot.layer === index).map(({ key, offset }) => [key, offset]));
    // Its kind made the keys.
    return { layer, index, from, to, at, trains: training[index]! } as Step;
  });
}

/** Raw outputs `[rows][width]` of a model whose dropout is off and whose statistics are the moving ones. */
export function runReference(model: Model, start: ArrayLike<number>, x: Float32Array, rows: number): Batch {
  const width = x.length / rows;
  const still: Pass = { weights: Float64Array.from(start), sums: new Float64Array(start.length), key: () => 0 };
  let batch: Batch = Array.from({ length: rows }, (_, row) => Float64Array.from(x.subarray(row * width, (row + 1) * width)));
  for (const step of stepsOf(model, nothing)) {
    const { forward, onlyInTraining } = definitionOf(step);
    if (!onlyInTraining) batch = forward(step, still, batch);
  }
  return batch;
}

/** What comes out of the whole job; an early end (`until`) and the best weights (`keepBest`) are the trainer's affair. */
export function trainReference(job: TrainJob): Float64Array {
  const { data, model, order, trainable, dropoutSeed } = job;
  const steps = stepsOf(model, trainable);
  const weights = Float64Array.from(job.start);
  const optimizer = new ReferenceOptimizer(job, trainedArrays(job), weights.length);
  const average = new ReferenceAverage(job.averaging);
  const width = data.x.length / data.rows;
  for (let t = 0; t < jobSteps(job); t++) {
    const rows = order.subarray(...batchRange(job, t));
    const pass: Pass = { weights, sums: new Float64Array(weights.length), key: (layer) => dropoutKey(dropoutSeed, t, layer) };
    const values: Batch[] = [Array.from(rows, (row) => Float64Array.from(data.x.subarray(row * width, (row + 1) * width)))];
    for (const step of steps) values.push(definitionOf(step).forward(step, pass, values.at(-1)!));
    let gradient: Batch = values.at(-1)!.map((scores, b) => jobLoss(job, rows[b]!, scores).gradient.map((g) => g / rows.length));
    for (let i = steps.length - 1; i >= 0; i--)
      gradient = definitionOf(steps[i]!).backward(steps[i]!, pass, values[i]!, values[i + 1]!, gradient);
    optimizer.step(weights, pass.sums);
    average.take(t, weights);
  }
  return average.of(weights);
}
