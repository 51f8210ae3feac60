/** What the Bench page makes of measurements: comparisons, lengths of bars, and numbers as text. */
import type { BenchFigure, BenchRow } from '../../contracts/bench.ts';
import { benchEngine, ownEngine } from '../../measure/bench-engines.ts';
import { logarithmic, within, type Span } from '../charts/scales.ts';

/** Whether it is one of the project's own engines; all others are peers. */
export const isOwn = ({ engine }: Pick<BenchRow, 'engine'>): boolean => benchEngine(engine)?.own === true;

/** Ends of the bars' logarithmic axis, examples/s. Fixed, so that bars keep their length while rows arrive. */
export const BAR_DECADES = { from: 1, to: 7 } as const;

/** How much of the bar's track a speed fills, 0 … 1. */
export function barShare(examplesPerSecond: number): number {
  const ends: Span = [10 ** BAR_DECADES.from, 10 ** BAR_DECADES.to];
  return within(ends, logarithmic(ends, [0, 1]))(examplesPerSecond);
}

/** How many times as fast as a peer our engine of its kind is; undefined where that means nothing. */
export function comparison(row: BenchRow, rows: readonly BenchRow[]): { readonly own: string; readonly times: number } | undefined {
  if (isOwn(row) || row.software || row.examplesPerSecond === null) return undefined;
  const own = (gpu: boolean) =>
    rows.find(
      (other) => other.model === row.model && other.engine === ownEngine(gpu) && !other.software && other.examplesPerSecond !== null,
    );
  // Like with like: a GPU with a GPU, where ours has a speed there.
  const ours = (benchEngine(row.engine)?.gpu ? own(true) : undefined) ?? own(false);
  return ours && { own: ours.engine, times: ours.examplesPerSecond! / row.examplesPerSecond };
}

export type Reached = 'reached' | 'missed' | 'not-measurable' | 'no-goal';

/** What became of a claim. */
export function reached({ value, goal }: Pick<BenchFigure, 'value' | 'goal'>): Reached {
  if (value === null) return 'not-measurable';
  if (!goal) return 'no-goal';
  return (goal.better === 'more' ? value >= goal.value : value <= goal.value) ? 'reached' : 'missed';
}

/** A claim's value with its unit: `3.20×`, `41.0 %`, `12 dispatches`. */
export const figureText = (value: number, unit: BenchFigure['unit']): string =>
  withUnit(unit === 'dispatches' ? String(Math.round(value)) : amount(value), unit);

/** A claim's goal: `≥ 3×`, `≤ 50 µs`. */
export const goalText = ({ value, better }: NonNullable<BenchFigure['goal']>, unit: BenchFigure['unit']): string =>
  `${better === 'more' ? '≥' : '≤'} ${withUnit(value.toLocaleString('en'), unit)}`;

const withUnit = (digits: string, unit: BenchFigure['unit']): string => (unit === '×' ? `${digits}×` : `${digits} ${unit}`);

/** Three significant digits: `0.0123`, `1.26`, `12,300`. */
export const amount = (value: number): string => (value < 999.5 ? value.toPrecision(3) : Number(value.toPrecision(3)).toLocaleString('en'));

/** A relative error: `2e−7`. */
export const errorText = (error: number): string => (error === 0 ? '0' : error.toExponential(0).replace('-', '−'));

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A limit of an adapter with its unit: sizes are powers of two, everything else is a count. */
export function limitText(name: string, value: number): string {
  if (!/(BufferSize|BindingSize|StorageSize|Alignment|Stride|BytesPerSample)$/.test(name)) return value.toLocaleString('en');
  let power = 0;
  while (power < BINARY.length - 1 && value / 1024 ** power >= 1024) power++;
  return `${Number((value / 1024 ** power).toFixed(1))} ${BINARY[power]!}`;
}

/** Rows by model, in the order they arrived. */
export function byModel(rows: readonly BenchRow[]): ReadonlyMap<string, readonly BenchRow[]> {
  const models = new Map<string, BenchRow[]>();
  for (const row of rows) models.set(row.model, [...(models.get(row.model) ?? []), row]);
  return models;
}
