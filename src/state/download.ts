/** Saving results as files. */
import type { AnyRecord } from '../contracts/record.ts';
import type { SavedFile } from '../contracts/services.ts';
import type { DecisionRecord } from '../decide/decision.ts';
import type { Export } from '../record/export/registry.ts';
import type { AnySpec } from '../spec/schema.ts';
import type { BenchExport } from './bench-state.ts';

/** Offers the run as `<what it is about>-<start of run id>.<ending of the format>`. */
export async function downloadRun(record: AnyRecord, { extension, mediaType, content }: Export): Promise<void> {
  download(`${nameOf(record)}.${extension}`, await content(record), mediaType);
}

/** Data and drift, so that one knows a file again, and which run of them, where there is one. */
export function nameOf({ spec, runId }: { readonly spec: AnySpec; readonly runId?: string }): string {
  const about = [spec.data.id, ...spec.drift.map(({ id }) => id), spec.kind].slice(0, 3).join('-');
  return ['drift-lab', about, ...(runId ? [shortId(runId)] : [])].join('-');
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

/** Offers each file, by a name that begins so; what belongs together by name keeps its own. */
export function downloadFiles(files: readonly SavedFile[], folder: string): void {
  for (const { name, bytes } of files)
    download(files.length > 1 ? name : `${folder}.${name.slice(name.lastIndexOf('.') + 1)}`, bytes, 'application/octet-stream');
}

/** Offers text under that name. */
export const saveText = (name: string, text: string, type: string): void => download(name, text, type);

/** Offers bytes under that name. */
export const saveBytes = (name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void => download(name, bytes, type);

function download(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
