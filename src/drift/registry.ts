/** Every way the world can change, in the order in which they are offered. */
import { defocusBlur, gaussianBlur, motionBlur, zoomBlur } from './image/blur.ts';
import { cannyEdges } from './image/canny-edges.ts';
import { contrast } from './image/contrast.ts';
import { elasticTransform } from './image/elastic-transform.ts';
import { gainOffset } from './column/gain-offset.ts';
import { gaussianNoise } from './image/gaussian-noise.ts';
import { scale, shear, translate } from './image/geometry.ts';
import { jpegCompression } from './image/jpeg.ts';
import { categoryMerge, categoryRename, unseenLevel } from './column/categories.ts';
import { duplicatedRows, featureFilter, importanceTilt } from './column/row-sampling.ts';
import { newColumn } from './column/new-column.ts';
import { brownianWalk, coarseSteps, columnNoise, ramp, saturation, stuckAt } from './column/sensor-faults.ts';
import { timeLag, unitChange } from './column/units.ts';
import { boundaryBend, boundaryRotation, boundaryShift } from './label/boundary.ts';
import { conceptSwitch } from './label/concept-switch.ts';
import { labelDelay, labelNoise, noDrift } from './label/controls.ts';
import { dirichletPriors, knockOut, longTail, targetPriors } from './label/priors.ts';
import { classMerge, classSplit, newClass } from './mixed/classes.ts';
import { minorityGrowth, newSubpopulation } from './mixed/populations.ts';
import { spuriousReversal } from './mixed/spurious.ts';
import { labelCycle } from './label/label-cycle.ts';
import { targetShift } from './label/target-shift.ts';
import { dottedLine, zigzag } from './image/lines.ts';
import { missingAtRandom, missingNotAtRandom, missingValues } from './column/missing-values.ts';
import { occlusion } from './image/occlusion.ts';
import { impulseNoise, shotNoise, speckleNoise } from './image/pixel-noise.ts';
import { pixelate } from './image/pixelate.ts';
import { priorShift } from './label/prior-shift.ts';
import { rotation } from './image/rotation.ts';
import { swapChannels } from './column/swap-channels.ts';
import { brightness, inverse, quantize, stripe } from './image/tone.ts';
import { newVocabulary } from './text/new-vocabulary.ts';
import { slang } from './text/slang.ts';
import { topicMix } from './text/topic-mix.ts';
import { typos } from './text/typos.ts';
import { fog, snow, spatter } from './image/weather.ts';
import { glassBlur } from './image/glass-blur.ts';
import { saturate } from './image/saturate.ts';
import type { Injection } from '../contracts/drift.ts';

/** All of them; each says what it changes, what its severities mean, where it acts and where its definition comes from. */
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
  glassBlur,
  fog,
  snow,
  spatter,
  brightness,
  saturate,
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
  ramp,
  columnNoise,
  stuckAt,
  coarseSteps,
  saturation,
  brownianWalk,
  unitChange,
  timeLag,
  missingValues,
  missingAtRandom,
  missingNotAtRandom,
  newColumn,
  categoryRename,
  categoryMerge,
  unseenLevel,
  featureFilter,
  importanceTilt,
  slang,
  typos,
  newVocabulary,
  topicMix,
  duplicatedRows,
  priorShift,
  targetPriors,
  dirichletPriors,
  knockOut,
  longTail,
  labelCycle,
  boundaryShift,
  boundaryRotation,
  boundaryBend,
  conceptSwitch,
  targetShift,
  newClass,
  classSplit,
  classMerge,
  newSubpopulation,
  minorityGrowth,
  spuriousReversal,
  noDrift,
  labelNoise,
  labelDelay,
];
