/** Saving a run as a file. */
import type { RunRecord } from '../record/types.ts';

/** Offers the run record as `drift-lab-<start of run id>.run.json`. */
export function downloadRun(record: RunRecord): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(record, null, 1)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `drift-lab-${record.runId.slice('sha256:'.length, 'sha256:'.length + 12)}.run.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
