/**
 * Training written for clarity in double precision: what every executor is compared with before it is used. Slow on purpose:
 * each layer is its definition in plain loops, one example at a time. Tests compare it with TensorFlow.js on the CPU.
 */
import type { TrainJob } from '../experiment/trainer.ts';
import { parameterSlots } from '../models/parameters.ts';
import { outputShape } from '../models/shapes.ts';
import type { Layer, Model } from '../models/types.ts';
import { batchRange, jobSteps } from './executor.ts';

/** A layer with its place among the parameters and the shapes around it. */
interface Step {
  readonly layer: Layer;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly kernel: number;
  readonly bias: number;
}

const volume = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function layersOf(model: Model): Step[] {
  const slots = parameterSlots(model);
  let shape = model.inputShape;
  let next = 0;
  return model.blocks
    .flatMap((block) => block.layers)
    .map((layer) => {
      const from = shape;
      shape = outputShape(layer, from);
      const parametric = layer.kind === 'dense' || layer.kind === 'conv2d';
      const [kernel, bias] = parametric ? [slots[next++]!.offset, slots[next++]!.offset] : [0, 0];
      return { layer, from, to: shape, kernel, bias };
    });
}

/** Calls back for every product of a layer: output index, input index, index of the weight. */
function eachProduct({ layer, from, to, kernel }: Step, visit: (out: number, input: number, weight: number) => void): void {
  if (layer.kind === 'dense') {
    for (let i = 0; i < from[0]!; i++) for (let o = 0; o < layer.units; o++) visit(o, i, kernel + i * layer.units + o);
  } else if (layer.kind === 'conv2d') {
    const [, width, depth] = from as [number, number, number];
    const { filters, kernel: size } = layer;
    for (let y = 0; y < to[0]!; y++)
      for (let x = 0; x < to[1]!; x++)
        for (let dy = 0; dy < size; dy++)
          for (let dx = 0; dx < size; dx++)
            for (let c = 0; c < depth; c++)
              for (let f = 0; f < filters; f++)
                visit((y * to[1]! + x) * filters + f, ((y + dy) * width + x + dx) * depth + c, kernel + ((dy * size + dx) * depth + c) * filters + f);
  }
}

/** Index of the first maximum of each pooling window. */
function winners({ layer, from, to }: Step, input: Float64Array): Int32Array {
  const size = layer.kind === 'max-pool' ? layer.size : 1;
  const [, width, depth] = from as [number, number, number];
  return Int32Array.from({ length: volume(to) }, (_, out) => {
    const c = out % depth;
    const x = Math.floor(out / depth) % to[1]!;
    const y = Math.floor(out / depth / to[1]!);
    let best = -1;
    for (let dy = 0; dy < size; dy++) {
      for (let dx = 0; dx < size; dx++) {
        const at = ((y * size + dy) * width + x * size + dx) * depth + c;
        if (best < 0 || input[at]! > input[best]!) best = at;
      }
    }
    return best;
  });
}

function forward(step: Step, weights: Float64Array, input: Float64Array): Float64Array {
  const { layer, to, bias } = step;
  if (layer.kind === 'flatten') return input;
  if (layer.kind === 'max-pool') return Float64Array.from(winners(step, input), (at) => input[at]!);
  const units = to.at(-1)!;
  const out = Float64Array.from({ length: volume(to) }, (_, o) => weights[bias + (o % units)]!);
  eachProduct(step, (o, i, w) => (out[o]! += input[i]! * weights[w]!));
  return layer.activation === 'relu' ? out.map((value) => Math.max(0, value)) : out;
}

/** Gradient by the input; adds the gradient of the parameters to `sums`. */
function backward(step: Step, weights: Float64Array, input: Float64Array, output: Float64Array, gradient: Float64Array, sums: Float64Array): Float64Array {
  const { layer, to, bias } = step;
  if (layer.kind === 'flatten') return gradient;
  const below = new Float64Array(input.length);
  if (layer.kind === 'max-pool') {
    winners(step, input).forEach((at, out) => (below[at]! += gradient[out]!));
    return below;
  }
  const units = to.at(-1)!;
  const g = layer.activation === 'relu' ? gradient.map((value, o) => (output[o]! > 0 ? value : 0)) : gradient;
  g.forEach((value, o) => (sums[bias + (o % units)]! += value));
  eachProduct(step, (o, i, w) => {
    sums[w]! += g[o]! * input[i]!;
    below[i]! += g[o]! * weights[w]!;
  });
  return below;
}

/** Parameters after the whole job, by Adam (Kingma & Ba 2015) with β₁ 0.9, β₂ 0.999, ε 1e-7. */
export function trainReference(job: TrainJob): Float64Array {
  const { data, model, order, learningRate } = job;
  const layers = layersOf(model);
  const weights = Float64Array.from(job.start);
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  const width = data.x.length / data.rows;
  for (let t = 1; t <= jobSteps(job); t++) {
    const [from, to] = batchRange(job, t - 1);
    const sums = new Float64Array(weights.length);
    for (let position = from; position < to; position++) {
      const row = order[position]!;
      const values: Float64Array[] = [Float64Array.from(data.x.subarray(row * width, (row + 1) * width))];
      for (const layer of layers) values.push(forward(layer, weights, values.at(-1)!));
      const scores = values.at(-1)!;
      const top = Math.max(...scores);
      const total = scores.reduce((sum, z) => sum + Math.exp(z - top), 0);
      let gradient: Float64Array = scores.map((z, c) => (Math.exp(z - top) / total - (c === data.y[row] ? 1 : 0)) / (to - from));
      for (let i = layers.length - 1; i >= 0; i--) gradient = backward(layers[i]!, weights, values[i]!, values[i + 1]!, gradient, sums);
    }
    sums.forEach((g, i) => {
      first[i] = 0.9 * first[i]! + 0.1 * g;
      second[i] = 0.999 * second[i]! + 0.001 * g * g;
      weights[i]! -= (learningRate * (first[i]! / (1 - 0.9 ** t))) / (Math.sqrt(second[i]! / (1 - 0.999 ** t)) + 1e-7);
    });
  }
  return weights;
}
