/** Batch normalisation: by the batch while its scale or shift is trained, else by the moving statistics. */
import { positions } from '../../../models/extent.ts';
import type { StageOf } from '../../plan.ts';
import { pad4, stored } from '../padding.ts';
import type { StageEntry, StageRunner, Surroundings } from './stage.ts';

export const batchNormEntry: StageEntry<StageOf<'batch-norm'>> = {
  run,
  // As the values lie that they belong to.
  rows: ({ from }, { size }) => ({ groups: size / from.channels, columns: from.channels }),
};

function run(stage: StageOf<'batch-norm'>, near: Surroundings): StageRunner {
  const { kernels, arena, batch, learns } = near;
  const { to, slots, trains, norm } = stage;
  /** Groups of channels that each position has: more than one where an image is read as one vector. */
  const groups = slots.scale.size / to.channels;
  const width = groups * pad4(to.channels);
  const cells = positions(to) / groups;
  const output = arena.allocate(batch * stored(to));
  const gradient = learns ? arena.allocate(batch * stored(to)) : 0;
  const usesBatch = learns && (trains.kernel || trains.bias);
  const [batchMean, batchVariance, unused] = [arena.allocate(width), arena.allocate(width), arena.allocate(width)];
  const scale = near.parameter(slots.scale);
  const shift = near.parameter(slots.shift);
  const movingMean = near.parameter(slots['moving-mean']);
  const movingVariance = near.parameter(slots['moving-variance']);
  const [mean, variance] = usesBatch ? [batchMean, batchVariance] : [movingMean, movingVariance];
  return {
    gradient,
    forward(x, count, step) {
      const rows = count * cells;
      if (!step || !usesBatch) {
        kernels.normalise(x, output, movingMean, movingVariance, scale, shift, rows, width, norm.epsilon);
        return output;
      }
      kernels.columnStatistics(x, mean, variance, rows, width);
      kernels.normalise(x, output, mean, variance, scale, shift, rows, width, norm.epsilon);
      kernels.blend(movingMean, mean, width, norm.momentum);
      kernels.blend(movingVariance, variance, width, norm.momentum);
      return output;
    },
    backward(x, _y, dx, count) {
      const dscale = trains.kernel ? near.gradient(slots.scale) : unused;
      const dshift = trains.bias ? near.gradient(slots.shift) : unused;
      kernels.normaliseGradient(
        x,
        gradient,
        dx,
        mean,
        variance,
        scale,
        dscale,
        dshift,
        count * cells,
        width,
        norm.epsilon,
        usesBatch ? 1 : 0,
      );
    },
  };
}
