/** Every way the world can change, in the order in which they are offered. */
import { defocusBlur, gaussianBlur, motionBlur, zoomBlur } from './blur.ts';
import { cannyEdges } from './canny-edges.ts';
import { contrast } from './contrast.ts';
import { elasticTransform } from './elastic-transform.ts';
import { gainOffset } from './gain-offset.ts';
import { gaussianNoise } from './gaussian-noise.ts';
import { scale, shear, translate } from './geometry.ts';
import { jpegCompression } from './jpeg.ts';
import { labelCycle } from './label-cycle.ts';
import { dottedLine, zigzag } from './lines.ts';
import { missingValues } from './missing-values.ts';
import { occlusion } from './occlusion.ts';
import { impulseNoise, shotNoise, speckleNoise } from './pixel-noise.ts';
import { pixelate } from './pixelate.ts';
import { priorShift } from './prior-shift.ts';
import { rotation } from './rotation.ts';
import { swapChannels } from './swap-channels.ts';
import { brightness, inverse, quantize, stripe } from './tone.ts';
import { fog, snow, spatter } from './weather.ts';
import type { Injection } from './types.ts';

export const injections: readonly Injection[] = [
  gaussianNoise,
  contrast,
  rotation,
  occlusion,
  shotNoise,
  impulseNoise,
  speckleNoise,
  gaussianBlur,
  defocusBlur,
  motionBlur,
  zoomBlur,
  fog,
  snow,
  spatter,
  brightness,
  quantize,
  pixelate,
  jpegCompression,
  inverse,
  stripe,
  dottedLine,
  zigzag,
  cannyEdges,
  shear,
  scale,
  translate,
  elasticTransform,
  swapChannels,
  gainOffset,
  missingValues,
  labelCycle,
  priorShift,
];
