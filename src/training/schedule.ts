/** How the learning rate goes over a training, and which of its steps are averaged: tables by step, so that no engine has to know a schedule. */
import { cos, pow } from '../maths/portable.ts';

/** What a schedule and an averaging are told by a recipe. */
type Values = Readonly<Record<string, number>>;

/**
 * Factor on the learning rate of each step, `[steps]`, each above 0 and at most 1; undefined where it is 1 throughout. It grows linearly over the
 * share `warmUp` of the steps and falls, from the share `from` on, to what would be 0 one step after the last: every step moves.
 */
export function rateTable(id: string, { warmUp = 0, from = 0 }: Values, steps: number): Float32Array | undefined {
  if (id === 'constant') return undefined;
  const warm = Math.min(steps - 1, warmUp * steps);
  const falls = Math.min(steps - 1, Math.max(from, warmUp) * steps);
  return Float32Array.from({ length: steps }, (_, step) => {
    if (step < warm) return (step + 1) / (warm + 1);
    const left = 1 - Math.max(0, step - falls) / (steps - falls);
    return id === 'cosine' ? (1 - cos(Math.PI * left)) / 2 : left;
  });
}

/**
 * How much of the weights after each step goes into the average, as `TrainJob.averaging` defines it, `[steps]`; undefined where nothing is averaged.
 * `last`: the plain mean of that share of the steps, at least of the last one. `ema`: exponential, divided by 1 − decayᵗ as Adam's moments are.
 */
export function averagingTable(id: string, { share = 0, decay = 0 }: Values, steps: number): Float32Array | undefined {
  if (id === 'none') return undefined;
  if (id === 'ema') return Float32Array.from({ length: steps }, (_, step) => (1 - decay) / (1 - pow(decay, step + 1)));
  const first = steps - Math.max(1, Math.round(share * steps));
  return Float32Array.from({ length: steps }, (_, step) => (step < first ? 0 : 1 / (step - first + 1)));
}
