/** Timing on a machine that others use too. */
import { powerLaw, type PowerLaw } from '../../maths/power-law.ts';
import type { ScalePoint } from './types.ts';

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** What it took, in ms, and what it gave. */
export async function clocked<Result>(work: () => Promise<Result> | Result): Promise<{ readonly ms: number; readonly result: Result }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

/** Runs every size in turn, `rounds` times over, so that a slow moment of the machine touches all sizes; a size may sit out rounds. */
export async function inTurn(
  sizes: readonly number[],
  rounds: number,
  run: (size: number) => Promise<{ ms: number; bytes: number | null }>,
  sitsOut: (size: number, round: number) => boolean = () => false,
): Promise<ScalePoint[]> {
  const found = sizes.map(() => [] as { ms: number; bytes: number | null }[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, size] of sizes.entries()) if (!sitsOut(size, round)) found[index]!.push(await run(size));
  }
  return sizes.map((size, index) => ({ size, ms: median(found[index]!.map(({ ms }) => ms)), bytes: found[index]!.at(-1)!.bytes }));
}

export const timeLaw = (points: readonly ScalePoint[]): PowerLaw | null =>
  powerLaw(
    points.map(({ size }) => size),
    points.map(({ ms }) => ms),
  );

export function memoryLaw(points: readonly ScalePoint[]): PowerLaw | null {
  return points.every(({ bytes }) => bytes !== null && bytes > 0)
    ? powerLaw(
        points.map(({ size }) => size),
        points.map(({ bytes }) => bytes!),
      )
    : null;
}
