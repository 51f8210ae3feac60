/** Runs beside each other as CSV (RFC 4180): a row for each run and repair. */
import type { RunsBeside } from '../../contracts/library.ts';
import { csvLine } from '../../data/writers/csv-text.ts';

export function besideCsv({ rows, runs }: RunsBeside, titles: readonly string[]): string {
  const header = [
    'run',
    'run_id',
    'name',
    'repair',
    'score',
    'score_lo',
    'score_hi',
    'against_first',
    'against_lo',
    'against_hi',
    'old',
    'seconds',
    'flops',
  ];
  const lines = rows.map(({ run, arm, score, difference, old, seconds, flops }) => [
    ...[run + 1, runs[run]!.runId, titles[run] ?? '', arm, score.mean, score.lo, score.hi],
    ...[difference?.mean ?? '', difference?.lo ?? '', difference?.hi ?? '', old, seconds, flops],
  ]);
  return [header, ...lines].map(csvLine).join('\n');
}
