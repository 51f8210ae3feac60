/** A sweep over label budgets as text: a row per repair, a column per budget, and where the lines cross. */
import type { Crossover, SweepPoint } from '../decide/crossover.ts';
import { percent, seconds } from '../measure/format.ts';
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
  const cell = (id: string, { summary }: SweepPoint) => {
    const arm = summary.arms.find((each) => each.id === id);
    return arm ? percent(arm.accuracyNew) : '–';
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
    `Accuracy on new rows: means over ${seeds} seeds, ± half of a 95 % interval. Took ${seconds(durationMs / 1000)}.`,
  ].join('\n');
}
