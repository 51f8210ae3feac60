/** Dense layers and convolutions: sums of products, written product by product. */
import { paddingBefore } from '../../models/layers/conv2d.ts';
import { volume } from '../../models/shapes.ts';
import type { Definition, StepOf } from './step.ts';

/** Calls back for every product of a layer: output index, input index, index of the weight. */
type EachProduct<Step> = (step: Step, visit: (out: number, input: number, weight: number) => void) => void;

const ofMatrix: EachProduct<StepOf<'dense'>> = ({ layer: { units }, from, at }, visit) => {
  for (let i = 0; i < from[0]!; i++) for (let o = 0; o < units; o++) visit(o, i, at.kernel + i * units + o);
};

const ofWindows: EachProduct<StepOf<'conv2d'>> = ({ layer, from, to, at }, visit) => {
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
                at.kernel + ((dy * size + dx) * depth + c) * filters + f,
              );
        }
};

const product = <Step extends StepOf<'dense'> | StepOf<'conv2d'>>(eachProduct: EachProduct<Step>): Definition<Step> => ({
  forward(step, { weights }, input) {
    const { layer, to, at } = step;
    return input.map((row) => {
      const units = to.at(-1)!;
      const out = Float64Array.from({ length: volume(to) }, (_, o) => weights[at.bias + (o % units)]!);
      eachProduct(step, (o, i, w) => (out[o]! += row[i]! * weights[w]!));
      return layer.activation === 'relu' ? out.map((value) => Math.max(0, value)) : out;
    });
  },
  backward(step, { weights, sums }, input, output, gradient) {
    const { layer, to, at } = step;
    return gradient.map((row, b) => {
      const units = to.at(-1)!;
      const below = new Float64Array(input[b]!.length);
      const g = layer.activation === 'relu' ? row.map((value, o) => (output[b]![o]! > 0 ? value : 0)) : row;
      g.forEach((value, o) => (sums[at.bias + (o % units)]! += value));
      eachProduct(step, (o, i, w) => {
        sums[w]! += g[o]! * input[b]![i]!;
        below[i]! += g[o]! * weights[w]!;
      });
      return below;
    });
  },
});

export const dense = product(ofMatrix);
export const conv2d = product(ofWindows);
