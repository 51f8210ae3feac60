/** A sweep over label budgets as text: a row per repair, a column per budget, and where the lines cross. */
import type { Crossover, SweepPoint } from '../decide/crossover.ts';
import { capital, seconds } from '../measure/format.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { decided } from '../measure/metrics/words.ts';
import { aligned } from '../record/export/aligned.ts';

export interface Sweep {
  /** By rising budget, at least one. */
  readonly points: readonly SweepPoint[];
  readonly crossover: Crossover;
  readonly durationMs: number;
}

/** Without a line end. */
export function sweepText({ points, crossover: { sentence }, durationMs }: Sweep): string {
  const titles = new Map(points.flatMap(({ summary }) => summary.arms.map(({ id, title }) => [id, title] as const)));
  const metric = deciding(points[0]!.summary);
  const cell = (id: string, { summary }: SweepPoint) => {
    const arm = summary.arms.find((each) => each.id === id);
    return arm ? decided(metric, meritOf(arm)) : '–';
  };
  const seeds = [...new Set(points.map(({ summary }) => summary.seeds))].join(' or ');
  return [
    ...aligned([
      ['repair', ...points.map(({ labels }) => `${labels} labels`)],
      ...[...titles].map(([id, title]) => [title, ...points.map((point) => cell(id, point))]),
    ]),
    '',
    sentence,
    '',
    `${capital(metric.title)} on new rows: means over ${seeds} seeds, ± half of a 95 % interval. Took ${seconds(durationMs / 1000)}.`,
  ].join('\n');
}
