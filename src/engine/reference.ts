/**
 * Training written for clarity in double precision: what every executor is compared with before it is used. Slow on purpose:
 * each layer is its definition in plain loops. Tests compare it with TensorFlow.js on the CPU.
 */
import type { TrainJob } from '../contracts/trainer.ts';
import { dropoutFactor, dropoutKey } from '../models/dropout.ts';
import { parameterSlots } from '../models/parameters.ts';
import { outputShape, paddingBefore, volume } from '../models/shapes.ts';
import { layerTraining, nothing, type LayerTraining, type Trainable } from '../models/trainable.ts';
import { layersOf, type Layer, type Model, type ParameterSlot } from '../models/types.ts';
import { batchRange, jobSteps } from './batches.ts';
import { jobLoss } from './reference-loss.ts';
import { ReferenceAverage, ReferenceOptimizer, trainedArrays } from './reference-optimizer.ts';
import { flushed } from '../models/tiny.ts';

/** A layer with its place among the parameters and the shapes around it. */
interface Step {
  readonly layer: Layer;
  readonly index: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Offset of each of its parameter arrays. */
  readonly at: Partial<Record<ParameterSlot['role'], number>>;
  readonly trains: LayerTraining;
}

/** One row of a batch after another. */
type Batch = readonly Float64Array[];

/** What a gradient step passes through the layers. */
interface Pass {
  readonly weights: Float64Array;
  /** Gradients by the parameters, added up. */
  readonly sums: Float64Array;
  /** Keys of dropout layers. */
  readonly key: (layer: number) => number;
}

function stepsOf(model: Model, trainable: Trainable): Step[] {
  const slots = parameterSlots(model);
  const training = layerTraining(model, trainable);
  let shape = model.inputShape;
  return layersOf(model).map((layer, index) => {
    const from = shape;
    shape = outputShape(layer, shape);
    const at = Object.fromEntries(slots.filter((slot) => slot.layer === index).map(({ role, offset }) => [role, offset]));
    return { layer, index, from, to: shape, at, trains: training[index]! };
  });
}

/** Calls back for every product of a layer: output index, input index, index of the weight. */
function eachProduct({ layer, from, to, at }: Step, visit: (out: number, input: number, weight: number) => void): void {
  const kernel = at.kernel!;
  if (layer.kind === 'dense') {
    for (let i = 0; i < from[0]!; i++) for (let o = 0; o < layer.units; o++) visit(o, i, kernel + i * layer.units + o);
  } else if (layer.kind === 'conv2d') {
    const [height, width, depth] = from as [number, number, number];
    const { filters, kernel: size, stride = 1 } = layer;
    const [top, left] = [paddingBefore(layer, height), paddingBefore(layer, width)];
    for (let y = 0; y < to[0]!; y++)
      for (let x = 0; x < to[1]!; x++)
        for (let dy = 0; dy < size; dy++)
          for (let dx = 0; dx < size; dx++) {
            const [row, column] = [y * stride + dy - top, x * stride + dx - left];
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            for (let c = 0; c < depth; c++)
              for (let f = 0; f < filters; f++)
                visit(
                  (y * to[1]! + x) * filters + f,
                  (row * width + column) * depth + c,
                  kernel + ((dy * size + dx) * depth + c) * filters + f,
                );
          }
  }
}

/** The input indices of each pooling window, in row order. */
function windows({ layer, from, to }: Step): number[][] {
  const [height, width, depth] = from as [number, number, number];
  const [rows, columns] =
    layer.kind === 'global-average-pool' ? [height, width] : [(layer as { size: number }).size, (layer as { size: number }).size];
  const across = layer.kind === 'global-average-pool' ? 1 : to[1]!;
  return Array.from({ length: volume(to) }, (_, out) => {
    const c = out % depth;
    const x = Math.floor(out / depth) % across;
    const y = Math.floor(out / depth / across);
    const cells: number[] = [];
    for (let dy = 0; dy < rows; dy++)
      for (let dx = 0; dx < columns; dx++) cells.push(((y * rows + dy) * width + x * columns + dx) * depth + c);
    return cells;
  });
}

const firstMaximum = (cells: readonly number[], input: Float64Array): number =>
  cells.reduce((best, cell) => (input[cell]! > input[best]! ? cell : best));

/** Mean and population variance of each channel over the batch and all positions. */
function batchStatistics(input: Batch, channels: number): { mean: number[]; variance: number[] } {
  const column = (c: number) => input.flatMap((row) => Array.from(row.filter((_, i) => i % channels === c)));
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const mean = Array.from({ length: channels }, (_, c) => average(column(c)));
  return { mean, variance: mean.map((m, c) => average(column(c).map((value) => (value - m) ** 2))) };
}

/** What batch normalisation subtracts and divides by, for each channel. */
function statistics({ layer, at, from, trains }: Step, { weights }: Pass, input: Batch) {
  if (layer.kind !== 'batch-norm') throw new TypeError(`${layer.kind} has no statistics`);
  const channels = from.at(-1)!;
  const usesBatch = trains.kernel || trains.bias;
  const stored = (offset: number) => Array.from(weights.subarray(offset, offset + channels));
  const { mean, variance } = usesBatch
    ? batchStatistics(input, channels)
    : { mean: stored(at['moving-mean']!), variance: stored(at['moving-variance']!) };
  return { channels, usesBatch, mean, variance, deviation: variance.map((v) => Math.sqrt(v + layer.epsilon)) };
}

function forward(step: Step, pass: Pass, input: Batch): Batch {
  const { layer, to, at, index } = step;
  const { weights } = pass;
  switch (layer.kind) {
    case 'flatten':
      return input;
    case 'relu':
      return input.map((row) => row.map((value) => Math.max(0, value)));
    case 'dropout':
      return input.map((row, b) => row.map((value, i) => value * dropoutFactor(pass.key(index), b * row.length + i, layer.rate)));
    case 'max-pool': {
      const places = windows(step);
      return input.map((row) => Float64Array.from(places, (cells) => row[firstMaximum(cells, row)]!));
    }
    case 'average-pool':
    case 'global-average-pool': {
      const places = windows(step);
      return input.map((row) => Float64Array.from(places, (cells) => cells.reduce((sum, cell) => sum + row[cell]!, 0) / cells.length));
    }
    case 'batch-norm': {
      const { channels, usesBatch, mean, variance, deviation } = statistics(step, pass, input);
      const out = input.map((row) =>
        row.map((value, i) => {
          const c = i % channels;
          return ((value - mean[c]!) / deviation[c]!) * weights[at.scale! + c]! + weights[at.shift! + c]!;
        }),
      );
      if (usesBatch) {
        const blend = (place: number, value: number) =>
          (weights[place] = flushed(weights[place]! + (1 - layer.momentum) * (value - weights[place]!)));
        for (let c = 0; c < channels; c++) {
          blend(at['moving-mean']! + c, mean[c]!);
          blend(at['moving-variance']! + c, variance[c]!);
        }
      }
      return out;
    }
    case 'dense':
    case 'conv2d':
      return input.map((row) => {
        const units = to.at(-1)!;
        const out = Float64Array.from({ length: volume(to) }, (_, o) => weights[at.bias! + (o % units)]!);
        eachProduct(step, (o, i, w) => (out[o]! += row[i]! * weights[w]!));
        return layer.activation === 'relu' ? out.map((value) => Math.max(0, value)) : out;
      });
  }
}

/** Gradient by the input; adds the gradient by the parameters to the pass. */
function backward(step: Step, pass: Pass, input: Batch, output: Batch, gradient: Batch): Batch {
  const { layer, to, at, index } = step;
  const { weights, sums } = pass;
  switch (layer.kind) {
    case 'flatten':
      return gradient;
    case 'relu':
      return gradient.map((row, b) => row.map((value, i) => (output[b]![i]! > 0 ? value : 0)));
    case 'dropout':
      return gradient.map((row, b) => row.map((value, i) => value * dropoutFactor(pass.key(index), b * row.length + i, layer.rate)));
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool': {
      const places = windows(step);
      return gradient.map((row, b) => {
        const below = new Float64Array(input[b]!.length);
        places.forEach((cells, out) => {
          if (layer.kind === 'max-pool') below[firstMaximum(cells, input[b]!)]! += row[out]!;
          else for (const cell of cells) below[cell]! += row[out]! / cells.length;
        });
        return below;
      });
    }
    case 'batch-norm':
      return normBackward(step, pass, input, gradient);
    case 'dense':
    case 'conv2d':
      return gradient.map((row, b) => {
        const units = to.at(-1)!;
        const below = new Float64Array(input[b]!.length);
        const g = layer.activation === 'relu' ? row.map((value, o) => (output[b]![o]! > 0 ? value : 0)) : row;
        g.forEach((value, o) => (sums[at.bias! + (o % units)]! += value));
        eachProduct(step, (o, i, w) => {
          sums[w]! += g[o]! * input[b]![i]!;
          below[i]! += g[o]! * weights[w]!;
        });
        return below;
      });
  }
}

/** As derived in Ioffe & Szegedy 2015, section 3; with moving statistics the statistics are constants. */
function normBackward(step: Step, pass: Pass, input: Batch, gradient: Batch): Batch {
  const { at } = step;
  const { weights, sums } = pass;
  const { channels, usesBatch, mean, deviation } = statistics(step, pass, input);
  const scaled = (b: number, i: number) => (input[b]![i]! - mean[i % channels]!) / deviation[i % channels]!;
  gradient.forEach((row, b) =>
    row.forEach((g, i) => {
      sums[at.shift! + (i % channels)]! += g;
      sums[at.scale! + (i % channels)]! += g * scaled(b, i);
    }),
  );
  const count = (gradient.length * gradient[0]!.length) / channels;
  return gradient.map((row, b) =>
    row.map((g, i) => {
      const c = i % channels;
      const centred = usesBatch ? g - (sums[at.shift! + c]! + scaled(b, i) * sums[at.scale! + c]!) / count : g;
      return (centred * weights[at.scale! + c]!) / deviation[c]!;
    }),
  );
}

/** Raw outputs `[rows][width]` of a model whose dropout is off and whose statistics are the moving ones. */
export function runReference(model: Model, start: ArrayLike<number>, x: Float32Array, rows: number): Batch {
  const width = x.length / rows;
  const still: Pass = { weights: Float64Array.from(start), sums: new Float64Array(start.length), key: () => 0 };
  let batch: Batch = Array.from({ length: rows }, (_, row) => Float64Array.from(x.subarray(row * width, (row + 1) * width)));
  for (const step of stepsOf(model, nothing)) if (step.layer.kind !== 'dropout') batch = forward(step, still, batch);
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
    for (const step of steps) values.push(forward(step, pass, values.at(-1)!));
    let gradient: Batch = values.at(-1)!.map((scores, b) => jobLoss(job, rows[b]!, scores).gradient.map((g) => g / rows.length));
    for (let i = steps.length - 1; i >= 0; i--) gradient = backward(steps[i]!, pass, values[i]!, values[i + 1]!, gradient);
    optimizer.step(weights, pass.sums);
    average.take(t, weights);
  }
  return average.of(weights);
}
