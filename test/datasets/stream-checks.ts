/** What the tests of the classic streams share. */
import { expect } from 'chai';
import type { BuiltIn } from '../../datasets/built-in.ts';

/** Rows of the set as number arrays, with their classes. */
export async function rowsOf(set: BuiltIn, count: number, root = 1): Promise<{ row: number[]; label: number }[]> {
  const { samples } = await set.load(count, root);
  const width = set.columns.length;
  return Array.from({ length: count }, (_, i) => ({ row: [...samples.x.subarray(i * width, (i + 1) * width)], label: samples.y[i]! }));
}

/** Expects the share of true values to be within four standard errors of `share`. */
export function expectShare(values: readonly boolean[], share: number): void {
  const error = Math.sqrt((share * (1 - share)) / values.length);
  expect(values.filter(Boolean).length / values.length).to.be.closeTo(share, 4 * error);
}

/** Expects every value in its column's range: `[low, high]` of a numeric column, every category, and no other, of the rest. */
export async function expectColumns(set: BuiltIn, ranges: readonly (readonly [low: number, high: number])[], count = 2000): Promise<void> {
  const rows = (await rowsOf(set, count)).map(({ row }) => row);
  set.columns.forEach(({ kind, categories }, f) => {
    const values = rows.map((row) => row[f]!);
    if (kind === 'categorical') {
      expect([...new Set(values)].sort((a, b) => a - b)).to.deep.equal([...categories!.keys()]);
      return;
    }
    const [low, high] = ranges[f]!;
    const margin = 0.02 * (high - low);
    expect(Math.min(...values)).to.be.within(low, low + margin);
    expect(Math.max(...values)).to.be.within(high - margin, high);
  });
}

/** `count` copies, as the ranges of that many columns. */
export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
