/**
 * A proxy for the energy of training, from timed seconds and assumed power: E = t·(P·u·load + 0.3725·memory)·PUE.
 *
 * t is training time: no compilation, evaluation or pauses, so the worker is busy throughout and load is 1. P is uniform
 * over the device's range. u, the share of that power the work draws, is triangular over 0.3 … 1 with its peak at 0.6.
 * The memory term is that of Green Algorithms (Lannelongue, Grealey & Inouye 2021, doi:10.1002/advs.202100707).
 *
 * Tools of this kind miss external meters by up to 40 % (Fischer 2025, arXiv:2509.22092), ours perhaps by a factor of 2.
 * A ratio of two arms on one device is much firmer: the watts cancel, and only the times remain.
 */
import { quantile } from '../../data/quantile.ts';
import { randomStream } from '../../random/random.ts';
import type { DeviceProfile } from './devices.ts';
import { ratioInterval } from '../../maths/statistics.ts';
import type { Interval } from '../../maths/interval.ts';
import type { Quantity } from '../../contracts/results.ts';

/** Power of memory, W/GB. */
const MEMORY_W_PER_GB = 0.3725;
const UTILISATION = { low: 0.3, mode: 0.6, high: 1 };
const DRAWS = 10_000;

/** Less training than this in all is too short for a figure in joules. */
export const MIN_SECONDS = 1;
const MIN_REPEATS = 3;

/** The power a device is taken to draw in training (W): median, and the band of 95 % of the draws. */
export interface WattBand {
  readonly device: DeviceProfile;
  readonly pue: number;
  readonly median: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * Draws the power band of a device. `pue` is power usage effectiveness: 1 on a user's own machine, more in a data centre.
 *
 * It takes milliseconds and does not depend on the seconds, so draw it once and scale. Equal roots give equal bands.
 * Throws RangeError when `pue` is below 1.
 */
export function wattBand(device: DeviceProfile, pue: number, root: number): WattBand {
  if (!(pue >= 1)) throw new RangeError(`PUE is ${pue}, expected 1 or more`);
  const random = randomStream(root, 'energy');
  const watts = Float64Array.from({ length: DRAWS }, () => {
    const power = random.between(device.lowW, device.highW);
    return (power * triangular(random.uniform()) + MEMORY_W_PER_GB * device.memoryGB) * pue;
  }).sort();
  return { device, pue, median: quantile(watts, 0.5), lo: quantile(watts, 0.025), hi: quantile(watts, 0.975) };
}

/** The energy proxy of that many seconds of training (J). The band is that of the power alone. */
export function energy(seconds: number, { device, pue, median, lo, hi }: WattBand): Quantity {
  return {
    value: seconds * median,
    lo: seconds * lo,
    hi: seconds * hi,
    unit: 'J',
    kind: 'modelled',
    method:
      `seconds of training × (${powerRange(device)} × share in use (0.3–1, most likely 0.6) ` +
      `+ ${MEMORY_W_PER_GB} W/GB × ${device.memoryGB} GB) × PUE ${pue}; median and 95 % band of ${DRAWS} draws`,
    source: `${device.title}: ${device.source}; memory: Green Algorithms (doi:10.1002/advs.202100707)`,
  };
}

/**
 * Energy of a as a share of b's, repeats paired, on one device: the watts cancel, so it is the ratio of the times.
 * Null where a time is not positive.
 */
export function energyRatio(secondsA: readonly number[], secondsB: readonly number[]): Interval | null {
  return ratioInterval(secondsA, secondsB);
}

/** What was true of a whole run, and decides how far its times can be trusted. */
export interface RunConditions {
  /** WebGPU on a software adapter. */
  readonly softwareAdapter: boolean;
  /** Shaders were compiled and some steps run before the clock started. */
  readonly warmedUp: boolean;
  /** The tab was hidden at some time during the run. */
  readonly hidden: boolean;
  /** Something else kept the processor busy (`busyElsewhere`). */
  readonly busyElsewhere: boolean;
  /** It lost its tab or its worker and went on in another, or the machine stood still. */
  readonly interrupted: boolean;
}

/** What decides whether an energy figure deserves trust. */
export interface EnergyFacts extends RunConditions {
  /** How often a device or worker was lost and replaced while the arm trained. */
  readonly recoveries: number;
  /** Training time of the arm, all repeats together (s). */
  readonly seconds: number;
  readonly repeats: number;
  readonly diverged: number;
}

/** Why an arm's energy proxy should be greyed out, in plain words; empty when nothing speaks against it. */
export function energyValidity(facts: EnergyFacts): string[] {
  const reasons: string[] = [];
  if (facts.softwareAdapter) reasons.push('the graphics card was simulated in software');
  if (facts.seconds < MIN_SECONDS) reasons.push('less than 1 s of training was timed');
  if (facts.repeats < MIN_REPEATS) reasons.push(`fewer than ${MIN_REPEATS} repeats`);
  if (!facts.warmedUp) reasons.push('there was no warm-up before the clock started');
  if (facts.recoveries > 0) reasons.push('a GPU device or a worker was lost and replaced during the training');
  if (facts.hidden) reasons.push('the tab was hidden during the run');
  if (facts.busyElsewhere) reasons.push('something else kept the processor busy');
  if (facts.interrupted) reasons.push('the run was interrupted, or the machine stood still');
  if (facts.diverged > 0) reasons.push(`${facts.diverged} of ${facts.repeats} repeats diverged and stopped early`);
  return reasons;
}

/** Triangular draw from a uniform one, by the inverse of its distribution function. */
function triangular(uniform: number): number {
  const { low, mode, high } = UTILISATION;
  return uniform < (mode - low) / (high - low)
    ? low + Math.sqrt(uniform * (high - low) * (mode - low))
    : high - Math.sqrt((1 - uniform) * (high - low) * (high - mode));
}

function powerRange({ lowW, highW }: DeviceProfile): string {
  return lowW === highW ? `${lowW} W` : `${lowW}–${highW} W`;
}
