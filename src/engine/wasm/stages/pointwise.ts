/** ReLU and dropout: value by value. */
import { dropoutKey, dropoutThreshold } from '../../../models/dropout.ts';
import { positions } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import { pad4, stored } from '../padding.ts';
import type { StageEntry, StageRunner, Surroundings } from './stage.ts';

export const reluEntry: StageEntry<StageOf<'relu'>> = { run: relu };
export const dropoutEntry: StageEntry<StageOf<'dropout'>> = { run: dropout };

function relu({ to }: StageOf<'relu'>, { kernels, arena, batch, learns }: Surroundings): StageRunner {
  const size = stored(to);
  const output = arena.allocate(batch * size);
  const gradient = learns ? arena.allocate(batch * size) : 0;
  return {
    gradient,
    forward(x, count) {
      kernels.relu(x, output, count * size);
      return output;
    },
    backward(_x, y, dx, count) {
      if (!dx) return;
      kernels.spread(gradient, dx, 1, count * size, count * size);
      kernels.maskRelu(dx, y, count * size);
    },
  };
}

function dropout({ to, layer, rate }: StageOf<'dropout'>, { kernels, arena, batch, learns }: Surroundings): StageRunner {
  const size = stored(to);
  const output = learns ? arena.allocate(batch * size) : 0;
  const gradient = learns ? arena.allocate(batch * size) : 0;
  const drop = (x: number, out: number, count: number, seed: number, step: number) =>
    kernels.dropout(
      x,
      out,
      count * positions(to),
      to.channels,
      pad4(to.channels),
      dropoutKey(seed, step, layer),
      dropoutThreshold(rate),
      1 / (1 - rate),
    );
  return {
    gradient,
    forward(x, count, step) {
      if (!step) return x;
      drop(x, output, count, step.seed, step.step);
      return output;
    },
    backward(_x, _y, dx, count, { seed, step }) {
      if (dx) drop(gradient, dx, count, seed, step);
    },
  };
}
