/** Saving results as files. */
import type { AnyRecord } from '../contracts/record.ts';
import type { DecisionRecord } from '../decide/decision.ts';
import type { Export } from '../record/export/registry.ts';
import type { BenchExport } from './bench-state.ts';

/** Offers the run as `drift-lab-<start of run id>.run.<ending of the format>`. */
export function downloadRun(record: AnyRecord, { extension, mediaType, text }: Export): void {
  download(`drift-lab-${shortId(record.runId)}.run.${extension}`, text(record), mediaType);
}

/** Offers the measurements as `drift-lab-bench-<date>.json`. */
export function downloadBench(measured: BenchExport): void {
  downloadJson(`drift-lab-bench-${measured.measuredAt.slice(0, 'yyyy-mm-dd'.length)}.json`, measured);
}

/** Offers a decision as `drift-lab-decision-<start of its id>.json`. */
export function downloadDecision(record: DecisionRecord): void {
  downloadJson(`drift-lab-decision-${shortId(record.id)}.json`, record);
}

/** Offers the plan of that decision as Markdown. */
export function downloadPlan(id: string, plan: string): void {
  download(`drift-lab-plan-${shortId(id)}.md`, plan, 'text/markdown');
}

const shortId = (id: string): string => id.slice('sha256:'.length, 'sha256:'.length + 12);

const downloadJson = (name: string, value: unknown): void => download(name, JSON.stringify(value, null, 1), 'application/json');

function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
