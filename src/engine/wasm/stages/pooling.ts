/** Maximum and mean over windows. */
import type { Stage } from '../../plan.ts';
import { pad4, stored } from '../layout.ts';
import type { StageRunner, Surroundings } from './stage.ts';

export function poolingStage(
  stage: Extract<Stage, { kind: 'max-pool' | 'average-pool' }>,
  { kernels, arena, batch, learns }: Surroundings,
): StageRunner {
  const { from, to, kind, window } = stage;
  const image = [from.height, from.width, pad4(from.channels)] as const;
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
