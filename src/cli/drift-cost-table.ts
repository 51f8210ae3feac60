/** The costs of drifts and of reading as a text. */
import type { DataCosts } from './drift-cost.ts';

/** What is asked for: milliseconds for the rows that are measured, and MB/s. */
const GOALS = { image: 1_000, tabular: 1_000, csv: 30 };

export function driftCostText({ drifts, csv }: DataCosts): string {
  const width = Math.max(...drifts.map(({ id }) => id.length));
  const lines = [...drifts]
    .sort((a, b) => b.ms / b.rows - a.ms / a.rows)
    .map(
      ({ id, data, rows, ms, repeats }) =>
        `  ${id.padEnd(width)}  ${data.padEnd(7)}  ${rows.toLocaleString('en').padStart(7)} rows  ${ms.toFixed(0).padStart(6)} ms${repeats ? '' : '  NOT REPEATABLE'}`,
    );
  const worst = (kind: 'image' | 'tabular') => Math.max(...drifts.filter(({ data }) => data === kind).map(({ ms }) => ms));
  const verdict = (kind: 'image' | 'tabular', what: string) =>
    `  ${what}: ${worst(kind).toFixed(0)} ms at most, goal ${GOALS[kind]} ms: ${worst(kind) <= GOALS[kind] ? 'reached' : 'not reached'}`;
  const speed = csv.bytes / 1e3 / csv.ms;
  return [
    'Drifts at severity 3, ledger included, one core, best of three; the dearest row first:',
    ...lines,
    verdict('image', '10,000 images of 16×16'),
    verdict('tabular', '100,000 rows of 24 columns'),
    `  CSV: ${(csv.bytes / 1e6).toFixed(1)} MB at ${speed.toFixed(0)} MB/s, goal ${GOALS.csv} MB/s: ${speed >= GOALS.csv ? 'reached' : 'not reached'}`,
  ].join('\n');
}
