/** What a sweep is and what became of every cell: `sweep.json`, which is also what `--json` prints. */
import type { AnyRecord } from '../../contracts/record.ts';
import { contentId } from '../../spec/canonical.ts';
import { unraced, type Axis } from '../../spec/vary.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { standingOf, type Standing } from './standing.ts';
import type { Cells } from './cells.ts';

export interface CellRow {
  /** From 1 on, in the order in which they were asked for. */
  readonly cell: number;
  /** In the order of the axes. */
  readonly values: readonly unknown[];
  readonly specId: string;
  readonly status: 'waiting' | 'finished' | 'failed';
  /** In the folder of this file; absent where cells are not written. */
  readonly file?: string;
  readonly runId?: string;
  readonly standing?: Standing;
  readonly durationMs?: number;
  /** The machine that ran it, where there are several. */
  readonly node?: string;
  /** Why it failed. */
  readonly reason?: string;
}

export interface SweepIndex {
  readonly format: 'drift-lab-sweep';
  readonly version: 1;
  readonly app: string;
  readonly specId: string;
  /** What all cells have in common, before their values are put in: without a race. */
  readonly spec: AnySpec;
  readonly axes: readonly Axis[];
  readonly random?: number;
  readonly cells: readonly CellRow[];
}

export const fileOfCell = (cell: number): string => `cell-${String(cell).padStart(3, '0')}.driftlab.json`;

/** Before anything ran. */
export const emptyIndex = (spec: AnySpec, { axes, random, cells }: Cells, app: string): SweepIndex => ({
  ...{ format: 'drift-lab-sweep', version: 1, app, specId: contentId(unraced(spec)), spec: unraced(spec), axes },
  ...(random !== undefined && { random }),
  cells: cells.map((cell, i) => ({ cell: i + 1, values: cell.values, specId: contentId(cell.spec), status: 'waiting' })),
});

export const finishedRow = (row: CellRow, record: AnyRecord, where: Pick<CellRow, 'file' | 'node'>): CellRow => {
  const standing = standingOf(record);
  const { runId, specId, durationMs } = record;
  return { ...row, specId, status: 'finished', ...where, runId, durationMs, ...(standing && { standing }) };
};

/** As JSON: of a standing the numbers that a reader cannot do without. */
export function indexJson({ cells, ...index }: SweepIndex): string {
  const slim = cells.map(({ standing, ...row }) => ({ ...row, ...(standing && { ...told(standing) }) }));
  return JSON.stringify({ ...index, cells: slim }, null, 2);
}

const told = ({ favourite, rival, shown, headline, seeds }: Standing) => ({
  ...{ headline, favoured: shown ? favourite.id : null, favourite: favourite.id, score: favourite.score, merit: favourite.merit.mean },
  ...(rival && { rival: rival.id, rivalScore: rival.score, rivalMerit: rival.merit.mean }),
  seeds,
});
