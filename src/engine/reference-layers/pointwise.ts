/** Layers that move nothing, or work value by value. */
import { dropoutFactor } from '../../models/dropout.ts';
import type { Batch, Definition, Pass, StepOf } from './step.ts';

export const flatten: Definition<StepOf<'flatten'>> = {
  forward: (_step, _pass, input) => input,
  backward: (_step, _pass, _input, _output, gradient) => gradient,
};

export const relu: Definition<StepOf<'relu'>> = {
  forward: (_step, _pass, input) => input.map((row) => row.map((value) => Math.max(0, value))),
  backward: (_step, _pass, _input, output, gradient) => gradient.map((row, b) => row.map((value, i) => (output[b]![i]! > 0 ? value : 0))),
};

export const dropout: Definition<StepOf<'dropout'>> = {
  forward: dropped,
  backward: (step, pass, _input, _output, gradient) => dropped(step, pass, gradient),
  onlyInTraining: true,
};

function dropped({ layer, index }: StepOf<'dropout'>, pass: Pass, rows: Batch): Batch {
  return rows.map((row, b) => row.map((value, i) => value * dropoutFactor(pass.key(index), b * row.length + i, layer.rate)));
}
