/** Maximum and mean over windows, and over the whole image. */
import { volume } from '../../models/shapes.ts';
import type { Definition, StepOf } from './step.ts';

type Sized = StepOf<'max-pool'> | StepOf<'average-pool'>;
type Whole = StepOf<'global-average-pool'>;

/** The input indices of each window, in row order; windows of `rows × columns` side by side, `across` of them in a row. */
function windowsOf({ from, to }: Sized | Whole, [rows, columns]: readonly [number, number], across: number): number[][] {
  const [, width, depth] = from as [number, number, number];
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

const sized = (step: Sized): number[][] => windowsOf(step, [step.layer.size, step.layer.size], step.to[1]!);
const whole = (step: Whole): number[][] => windowsOf(step, [step.from[0]!, step.from[1]!], 1);

const firstMaximum = (cells: readonly number[], input: Float64Array): number =>
  cells.reduce((best, cell) => (input[cell]! > input[best]! ? cell : best));

const mean = <Step>(windows: (step: Step) => number[][]): Definition<Step> => ({
  forward(step, _pass, input) {
    const places = windows(step);
    return input.map((row) => Float64Array.from(places, (cells) => cells.reduce((sum, cell) => sum + row[cell]!, 0) / cells.length));
  },
  backward(step, _pass, input, _output, gradient) {
    const places = windows(step);
    return gradient.map((row, b) => {
      const below = new Float64Array(input[b]!.length);
      places.forEach((cells, out) => {
        for (const cell of cells) below[cell]! += row[out]! / cells.length;
      });
      return below;
    });
  },
});

export const maxPool: Definition<StepOf<'max-pool'>> = {
  forward(step, _pass, input) {
    const places = sized(step);
    return input.map((row) => Float64Array.from(places, (cells) => row[firstMaximum(cells, row)]!));
  },
  backward(step, _pass, input, _output, gradient) {
    const places = sized(step);
    return gradient.map((row, b) => {
      const below = new Float64Array(input[b]!.length);
      places.forEach((cells, out) => (below[firstMaximum(cells, input[b]!)]! += row[out]!));
      return below;
    });
  },
};

export const averagePool = mean<StepOf<'average-pool'>>(sized);
export const globalAveragePool = mean<Whole>(whole);
