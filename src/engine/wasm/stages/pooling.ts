/** Maximum and mean over windows. */
import { imageOf } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import type { Pointer } from '../kernels.ts';
import { pad4, stored } from '../padding.ts';
import type { StageEntry, StageRunner, Surroundings } from './stage.ts';

type Pooling = StageOf<'max-pool' | 'average-pool'>;

/** Which kernels do it. */
interface Directions {
  forward(x: Pointer, out: Pointer, batch: number): void;
  backward(x: Pointer, y: Pointer, gradient: Pointer, dx: Pointer, batch: number): void;
}

export const maxPoolEntry: StageEntry<StageOf<'max-pool'>> = {
  run: (stage, near) =>
    pooling(stage, near, ({ kernels }, image, { rows }) => ({
      forward: (x, out, batch) => kernels.maxPool(x, out, batch, ...image, rows),
      backward: (x, y, gradient, dx, batch) => kernels.maxPoolGradient(x, y, gradient, dx, batch, ...image, rows),
    })),
};

export const averagePoolEntry: StageEntry<StageOf<'average-pool'>> = {
  run: (stage, near) =>
    pooling(stage, near, ({ kernels }, image, { rows, columns }) => ({
      forward: (x, out, batch) => kernels.averagePool(x, out, batch, ...image, rows, columns),
      backward: (_x, _y, gradient, dx, batch) => kernels.averagePoolGradient(gradient, dx, batch, ...image, rows, columns),
    })),
};

function pooling(
  { from, to, window }: Pooling,
  near: Surroundings,
  directions: (
    near: Surroundings,
    image: readonly [height: number, width: number, channels: number],
    window: Pooling['window'],
  ) => Directions,
): StageRunner {
  const { arena, batch, learns } = near;
  const { height, width, channels } = imageOf(from);
  const { forward, backward } = directions(near, [height, width, pad4(channels)], window);
  const output = arena.allocate(batch * stored(to));
  const gradient = learns ? arena.allocate(batch * stored(to)) : 0;
  return {
    gradient,
    forward(x, count) {
      forward(x, output, count);
      return output;
    },
    backward(x, y, dx, count) {
      if (dx) backward(x, y, gradient, dx, count);
    },
  };
}
