/** Figures about what a repair changed inside a model, from the results of its seeds. Pure. */
import { interval } from '../../maths/statistics.ts';
import type { ReliabilityBin } from '../../contracts/measures.ts';
import type { Interval } from '../../maths/interval.ts';
import type { ArmResult } from '../../contracts/results.ts';

/** One repair and doing nothing, on the same seeds. */
export interface Pair {
  readonly before: ArmResult;
  readonly after: ArmResult;
}

/** Results of this repair with those of `none`, by seed; empty in a run without either. */
export function pairsOf(results: readonly ArmResult[], arm: string): Pair[] {
  return results
    .filter((result) => result.arm === arm)
    .sort((a, b) => a.seed - b.seed)
    .flatMap((after) => {
      const before = results.find((result) => result.arm === 'none' && result.seed === after.seed);
      return before ? [{ before, after }] : [];
    });
}

type Matrix = readonly (readonly number[])[];

/** The confusion matrices of these results added up, `[label][predicted class]`. */
export function summedConfusion(results: readonly ArmResult[]): Matrix {
  return results
    .map(({ measures }) => measures.scoresNew.confusion)
    .reduce((sum, one) => (sum.length ? sum.map((line, r) => line.map((value, c) => value + (one[r]?.[c] ?? 0))) : one), [] as Matrix);
}

/** `a − b`, cell by cell. */
export const differenceOf = (a: Matrix, b: Matrix): Matrix => a.map((line, r) => line.map((value, c) => value - (b[r]?.[c] ?? 0)));

/** Most classes that a map shows: of more, those that are confused most. */
export const MOST_CLASSES = 12;

/** Indices of the classes that are shown, ascending: all of them, or those with the most rows off the diagonal, before and after. */
export function classesShown(before: Matrix, after: Matrix, most = MOST_CLASSES): number[] {
  const all = after.map((_, c) => c);
  if (all.length <= most) return all;
  const confused = (c: number) =>
    [before, after].reduce(
      (sum, matrix) => sum + all.reduce((own, other) => (other === c ? own : own + matrix[c]![other]! + matrix[other]![c]!), 0),
      0,
    );
  const totals = all.map(confused);
  return [...all]
    .sort((a, b) => totals[b]! - totals[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** Which of the three maps a cell belongs to. */
export type MapKind = 'before' | 'after' | 'difference';

/**
 * The rows in a cell, by index: those with this label that were predicted so before, or are after; of the difference, those for which
 * that changed.
 */
export function rowsInCell(
  kind: MapKind,
  label: number,
  predicted: number,
  { y, before, after }: { readonly y: Int32Array; readonly before: Int32Array; readonly after: Int32Array },
): number[] {
  const inCell = (row: number): boolean => {
    const [was, is] = [before[row] === predicted, after[row] === predicted];
    return kind === 'before' ? was : kind === 'after' ? is : was !== is;
  };
  return Array.from(y.keys()).filter((row) => y[row] === label && inCell(row));
}

/** Mean over results of each bin; results with another number of bins than the first are left out. */
export function meanReliability(results: readonly ArmResult[]): ReliabilityBin[] {
  const all = results.map(({ measures }) => measures.scoresNew.reliability);
  const same = all.filter((bins) => bins.length === all[0]!.length);
  const mean = (bin: number, value: (bin: ReliabilityBin) => number) =>
    same.reduce((sum, bins) => sum + value(bins[bin]!), 0) / same.length;
  return (same[0] ?? []).map((_, bin) => ({
    rows: mean(bin, ({ rows }) => rows),
    confidence: mean(bin, ({ confidence }) => confidence),
    accuracy: mean(bin, ({ accuracy }) => accuracy),
  }));
}

/** A group before and after; null where no seed had enough rows of it to tell. */
export interface GroupChange {
  readonly group: number;
  /** Mean rows per seed. */
  readonly rows: number;
  readonly before: Interval | null;
  readonly after: Interval | null;
  /** After minus before, paired by seed. */
  readonly change: Interval | null;
}

/** Accuracy by group over the seeds on which it is told; empty where the data has no groups. */
export function groupChanges(pairs: readonly Pair[]): GroupChange[] {
  const groups = pairs[0]?.after.measures.fairnessNew?.groups ?? [];
  return groups.map(({ group }) => {
    const seen = pairs.map(({ before, after }) =>
      [before, after].map(({ measures }) => measures.fairnessNew?.groups.find((one) => one.group === group)),
    );
    const told = seen.flatMap(([was, is]) =>
      typeof was?.accuracy === 'number' && typeof is?.accuracy === 'number' ? [[was.accuracy, is.accuracy] as const] : [],
    );
    const over = (value: (pair: readonly [number, number]) => number) => (told.length ? interval(told.map(value)) : null);
    return {
      group,
      rows: seen.reduce((sum, [, is]) => sum + (is?.rows ?? 0), 0) / seen.length,
      before: over(([was]) => was),
      after: over(([, is]) => is),
      change: over(([was, is]) => is - was),
    };
  });
}

/** Mean and interval over these records of numbers, by name, in the order in which names first come. */
export function intervalsByName(records: readonly (Readonly<Record<string, number>> | undefined)[]): [name: string, value: Interval][] {
  const names = [...new Set(records.flatMap((record) => Object.keys(record ?? {})))];
  return names.map((name) => [name, interval(records.flatMap((record) => record?.[name] ?? []))]);
}

/** A plain figure with its half-width: `0.182 ± 0.010`. */
export function figure({ mean, hi, values }: Interval, digits = 3): string {
  const minus = (value: number) =>
    value
      .toFixed(digits)
      .replace(/^-(?=.*[1-9])/, '−')
      .replace(/^-/, '');
  return `${minus(mean)}${values.length < 2 ? '' : ` ± ${(hi - mean).toFixed(digits)}`}`;
}
