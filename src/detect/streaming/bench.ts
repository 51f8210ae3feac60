/** How fast a detector is. */
import { randomStream } from '../../random/random.ts';
import type { StreamDetectorEntry } from '../types.ts';

/** Values that are fed over and over: few enough for a cache. */
const VALUES = 1 << 16;

/**
 * Updates per second with default parameters, on errors at a rate of 0.2, after a warm-up of a tenth.
 * @param now A clock in milliseconds.
 */
export function updatesPerSecond(entry: StreamDetectorEntry, updates: number, now: () => number): number {
  const draw = randomStream(1, 'bench');
  const values = Float64Array.from({ length: VALUES }, () => Number(draw.uniform() < 0.2));
  const detector = entry.create({}, randomStream(2, 'bench'));
  for (let i = 0; i < updates / 10; i++) detector.update(values[i % VALUES]!);
  const start = now();
  for (let i = 0; i < updates; i++) detector.update(values[i % VALUES]!);
  return (1000 * updates) / (now() - start);
}
