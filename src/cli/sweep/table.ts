/** A sweep as text and as CSV: a row per cell. */
import { csvLine } from '../../data/writers/csv-text.ts';
import { seconds } from '../../measure/format.ts';
import { aligned } from '../../record/export/aligned.ts';
import { written } from '../../spec/vary.ts';
import type { CellRow, SweepIndex } from './index-file.ts';

/** Without a line end. @param durationMs of the whole sweep */
export function cellsText({ axes, cells }: SweepIndex, durationMs: number): string {
  const count = (status: CellRow['status']) => cells.filter((cell) => cell.status === status).length;
  const bracketed = cells.some(({ standing }) => standing && !standing.shown);
  const nodes = new Set(cells.flatMap(({ node }) => node ?? []));
  const failed = cells.filter(({ status }) => status === 'failed');
  return [
    ...aligned(
      [['cell', ...axes.map(({ path }) => path), 'favourite', 'score', 'rival', 'its score', 'seeds'], ...cells.map(textRow)],
      'left',
    ),
    '',
    ...failed.map(({ cell, reason }) => `Cell ${cell} failed: ${reason}`),
    `${count('finished')} of ${cells.length} cells are finished${count('failed') ? `, ${count('failed')} failed` : ''}${count('waiting') ? `, ${count('waiting')} were not run` : ''}. Took ${seconds(durationMs / 1000)}.`,
    ...(bracketed ? ['In brackets: the highest mean, which is not shown to be better than the rest.'] : []),
    ...(nodes.size > 1 ? [`They ran on ${nodes.size} nodes: results go together, times do not.`] : []),
  ].join('\n');
}

function textRow({ cell, values, standing, status }: CellRow): string[] {
  const start = [`${cell}`, ...values.map(written)];
  if (!standing) return [...start, status === 'waiting' ? 'not run' : status === 'failed' ? 'failed' : '–', '', '', '', ''];
  const { favourite, rival, shown, seeds } = standing;
  const title = shown ? favourite.title : `(${favourite.title})`;
  return [...start, title, favourite.score, rival?.title ?? '–', rival?.score ?? '', `${seeds}`];
}

/** Without a line end. Merits are turned so that more is better; seconds are of the whole run, on its node. */
export function cellsCsv({ axes, cells }: SweepIndex): string {
  const header = ['cell', ...axes.map(({ path }) => path), 'status', 'favoured', 'favourite', 'merit', 'rival', 'rival-merit', 'seeds'];
  const rows = cells.map(({ cell, values, status, standing, durationMs, node, runId, specId, file, reason }) => [
    ...[cell, ...values.map(written), status],
    ...[standing?.shown ? standing.favourite.id : '', standing?.favourite.id, standing?.favourite.merit.mean],
    ...[standing?.rival?.id, standing?.rival?.merit.mean, standing?.seeds],
    ...[durationMs === undefined ? '' : durationMs / 1000, node, runId, specId, file, standing?.headline, reason],
  ]);
  return [[...header, 'seconds', 'node', 'run', 'spec', 'file', 'headline', 'reason'], ...rows].map(csvLine).join('\n');
}
