/** Maximum and mean over windows. */
import { imageOf } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import { pad4, stored } from '../padding.ts';
import type { StageEntry, StageRunner, Surroundings } from './stage.ts';

type Pooling = StageOf<'max-pool' | 'average-pool'>;

export const poolingEntry: StageEntry<Pooling> = { run };

function run({ kind, from, to, window }: Pooling, { kernels, arena, batch, learns }: Surroundings): StageRunner {
  const { height, width, channels } = imageOf(from);
  const image = [height, width, pad4(channels)] as const;
  const output = arena.allocate(batch * stored(to));
  const gradient = learns ? arena.allocate(batch * stored(to)) : 0;
  return {
    gradient,
    forward(x, count) {
      if (kind === 'max-pool') kernels.maxPool(x, output, count, ...image, window.rows);
      else kernels.averagePool(x, output, count, ...image, window.rows, window.columns);
      return output;
    },
    backward(x, y, dx, count) {
      if (!dx) return;
      if (kind === 'max-pool') kernels.maxPoolGradient(x, y, gradient, dx, count, ...image, window.rows);
      else kernels.averagePoolGradient(gradient, dx, count, ...image, window.rows, window.columns);
    },
  };
}
