/** Every way the world can change, in the order in which they are offered. */
import { contrast } from './contrast.ts';
import { gainOffset } from './gain-offset.ts';
import { gaussianNoise } from './gaussian-noise.ts';
import { labelCycle } from './label-cycle.ts';
import { missingValues } from './missing-values.ts';
import { occlusion } from './occlusion.ts';
import { priorShift } from './prior-shift.ts';
import { rotation } from './rotation.ts';
import { swapChannels } from './swap-channels.ts';
import type { Injection } from './types.ts';

export const injections: readonly Injection[] = [
  gaussianNoise,
  contrast,
  rotation,
  occlusion,
  swapChannels,
  gainOffset,
  missingValues,
  labelCycle,
  priorShift,
];
