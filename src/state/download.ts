/** Saving results as files. */
import type { StreamRecord } from '../record/stream-types.ts';
import type { RunRecord } from '../record/types.ts';
import type { BenchExport } from './bench-state.ts';

/** Offers the run record as `drift-lab-<start of run id>.run.json`. */
export function downloadRun(record: RunRecord | StreamRecord): void {
  downloadJson(`drift-lab-${record.runId.slice('sha256:'.length, 'sha256:'.length + 12)}.run.json`, record);
}

/** Offers the measurements as `drift-lab-bench-<date>.json`. */
export function downloadBench(measured: BenchExport): void {
  downloadJson(`drift-lab-bench-${measured.measuredAt.slice(0, 'yyyy-mm-dd'.length)}.json`, measured);
}

function downloadJson(name: string, value: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
