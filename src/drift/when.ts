/**
 * When a drift acts (the patterns of Gama et al. 2014, doi:10.1145/2523813). Times are shares of the new regime, 0 at its
 * first row and 1 after its last.
 */
import type { When, DriftData } from '../contracts/drift.ts';
import type { Random } from '../random/random.ts';
import { featuresOnly, type Placeable } from './where.ts';
import { cos, exp } from '../maths/portable.ts';

/** Steps in which a severity that changes with time is taken: 16 intermediate concepts. */
const STEPS = 16;

/**
 * The mixing weight α of the new concept at a time, 0 … 1.
 *
 * `sigmoid-moa` is MOA's ConceptDriftStream, σ(4(t − p)/w) with p amid start and end and w between them: it is 12 % already
 * at the start and lacks 12 % at the end. `sigmoid` is the same curve confined: stretched to be 0 and 1 there.
 */
export function alpha(when: When, time: number): number {
  const { start } = when;
  if (when.pattern === 'sudden') return Number(time >= start);
  const { end } = when;
  const within = time >= start && (time < end || end === 1);
  const ramp = end > start ? Math.min(1, Math.max(0, (time - start) / (end - start))) : Number(time >= start);
  switch (when.pattern) {
    case 'gradual':
      if (when.shape === 'linear') return ramp;
      if (when.shape === 'sigmoid-moa') return end > start ? sigmoid((4 * (time - (start + end) / 2)) / (end - start)) : ramp;
      return (sigmoid(4 * ramp - 2) - sigmoid(-2)) / (sigmoid(2) - sigmoid(-2));
    case 'incremental':
    case 'staggered':
      return ramp;
    case 'recurring':
      return Number(within && phase(time - start, when.period) < when.duty);
    case 'seasonal':
      return within ? (1 - cos(2 * Math.PI * phase(time - start, when.period))) / 2 : 0;
    case 'blip':
      return Number(within);
  }
}

/**
 * How strongly the drift acts on each row, as a factor of its severity, 0 … 1. Where concepts mix, each row draws from
 * `noise` which of the two it comes from; where one concept grows, the factor is rounded to sixteenths.
 */
export function factors(when: When, times: Float64Array, noise: Random): Float64Array {
  switch (when.pattern) {
    case 'gradual':
      return times.map((time) => Number(noise.uniform() < alpha(when, time)));
    case 'incremental':
    case 'seasonal':
      return times.map((time) => Math.round(STEPS * alpha(when, time)) / STEPS);
    case 'staggered':
      return times.map((time) => Number(time >= when.start));
    default:
      return times.map((time) => alpha(when, time));
  }
}

/** Of `staggered`: when each feature begins to change, in an order drawn from `world`. */
export function onsets(when: When & { readonly pattern: 'staggered' }, features: number, world: Random): Float64Array {
  const times = new Float64Array(features);
  world.permutation(features).forEach((f, rank) => (times[f] = when.start + ((when.end - when.start) * (rank + 1)) / features));
  return times;
}

/** Why that injection cannot follow that pattern, as the rest of a sentence; undefined when it can. */
export function whyNotThen(when: When, injection: Placeable, data: DriftData): string | undefined {
  if ('end' in when && when.end < when.start) return `it ends (${when.end}) before it starts (${when.start})`;
  return when.pattern === 'staggered' ? featuresOnly(injection, data) : undefined;
}

/** The pattern's name in the literature. */
export const patternName = (when: When): string => {
  if (when.pattern !== 'gradual') return when.pattern === 'staggered' ? 'feature-by-feature' : when.pattern;
  return { linear: 'gradual (linear)', sigmoid: 'gradual (confined sigmoid)', 'sigmoid-moa': 'gradual (MOA sigmoid)' }[when.shape];
};

/** When it acts, as the middle of a sentence; empty for what is there from the first row on. */
export function whenPhrase(when: When): string {
  const percent = (time: number) => `${Math.round(100 * time)} %`;
  if (when.pattern === 'sudden') return when.start === 0 ? '' : `from ${percent(when.start)} of the new regime on`;
  const span = `between ${percent(when.start)} and ${percent(when.end)} of the new regime`;
  if (when.pattern === 'recurring') return `for ${percent(when.duty)} of every ${percent(when.period)}, ${span}`;
  return when.pattern === 'seasonal' ? `once every ${percent(when.period)}, ${span}` : span;
}

const sigmoid = (value: number): number => 1 / (1 + exp(-value));

/** Position in the period, 0 … 1; free of the rounding that would put a whole number of periods just below one. */
function phase(elapsed: number, period: number): number {
  const turns = elapsed / period;
  const rest = turns - Math.floor(turns + 1e-9);
  return Math.max(0, rest);
}
