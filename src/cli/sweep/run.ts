/** Runs the cells of a sweep; what is finished is kept, whatever becomes of the others. */
import type { AnySpec } from '../../spec/schema.ts';
import { cellName } from '../../spec/vary.ts';
import { appVersion } from '../../version.ts';
import { note } from '../desk.ts';
import type { Places, StudyFiles } from '../run-many.ts';
import type { Cells } from './cells.ts';
import type { SweepFolder } from './folder.ts';
import { emptyIndex, finishedRow, type CellRow, type SweepIndex } from './index-file.ts';

export interface SweepWork {
  readonly files: StudyFiles;
  readonly folder?: SweepFolder | undefined;
  readonly places?: ((note: (text: string) => void) => Promise<Places>) | undefined;
}

/** The index once nothing runs any more, and how long that took. @throws CliError where nothing could be run at all */
export async function runSweep(
  spec: AnySpec,
  asked: Cells,
  { files, folder, places }: SweepWork,
): Promise<{ readonly index: SweepIndex; readonly durationMs: number }> {
  // Vite and Playwright are slow to load; a wrong option should be told at once.
  const { runMany } = await import('../run-many.ts');
  const started = performance.now();
  const empty = emptyIndex(spec, asked, appVersion);
  const rows = [...empty.cells];
  const index = (): SweepIndex => ({ ...empty, cells: rows });
  const become = (i: number, row: CellRow): void => {
    rows[i] = row;
    folder?.tell(index());
  };
  folder?.tell(empty);
  const experiments = asked.cells.map((cell) => ({ id: cellName(asked.axes, cell.values), spec: cell.spec }));
  const all = await runMany(
    experiments,
    (_, record, i, node) => {
      const file = folder?.keep(i + 1, record);
      become(i, finishedRow(rows[i]!, record, { ...(file !== undefined && { file }), ...(node !== undefined && { node }) }));
    },
    files,
    {
      places,
      refused: ({ id }, why, i, node) => {
        note(`Cell ${i + 1} (${id}) failed: ${why.message}`);
        become(i, { ...rows[i]!, status: 'failed', reason: why.message, ...(node !== undefined && { node }) });
      },
    },
  );
  if (!all) {
    const finished = rows.filter(({ status }) => status === 'finished').length;
    note(`Stopped: ${finished} of ${rows.length} cells are finished${folder && finished ? ' and kept' : ''}.`);
  }
  return { index: index(), durationMs: performance.now() - started };
}
