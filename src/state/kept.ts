/** What the page does with runs that outlive their tab. Fetched when there is one to keep, or kept ones are asked for. */
import type { KeepOptions, KeptRun } from '../contracts/library.ts';
import type { AnyRecord, Earlier, RunRecord } from '../contracts/record.ts';
import type { RunCommand } from '../contracts/services.ts';
import { identified } from '../record/build.ts';
import type { AnySpec } from '../spec/schema.ts';
import type { Workers } from './workers.ts';
import type { StreamRun } from './stream-run.ts';
import { LibraryStore, type Library, type Replicated } from './library-store.ts';
import { lookLikeRuns } from './look-like-runs.ts';
import { picturesOf, replayed } from './replay.ts';
import { CompareRun } from './compare-run.ts';
import { onRunsPage, showRunsPage } from './url.ts';

/** The Lab, as far as keeping runs looks. */
export interface Lab {
  library: LibraryStore | undefined;
  replicates: Replicated | undefined;
  run: CompareRun;
  readonly stream: { run: StreamRun };
  readonly libraryWorker: Workers['library'];
  told(): void;
  dispatchEvent(event: Event): boolean;
  stopAll(): void;
  storeOf(spec: AnySpec): { setSpec(spec: AnySpec): void; carryOut(spec: AnySpec): Promise<unknown> };
  /** Goes on with a run that was left. */
  goOn(
    run: CompareRun | StreamRun,
    from: { readonly earlier: Earlier; readonly first?: RunCommand | undefined },
  ): Promise<AnyRecord | undefined>;
  openFiles(files: readonly File[], reading?: undefined, paths?: readonly string[]): Promise<unknown>;
}

/** The runs that this device keeps. */
export function libraryOf(lab: Lab): LibraryStore {
  if (!lab.library) {
    lab.library = new LibraryStore(lab.libraryWorker as unknown as Library);
    lab.library.addEventListener('change', () => lab.told());
  }
  return lab.library;
}

/** Keeps what a run left; one that was begun to replicate another says so. @returns whether it is kept */
export async function keepRun(lab: Lab, record: AnyRecord, run: unknown, replaces?: string): Promise<boolean> {
  const library = libraryOf(lab);
  const { replicates } = lab;
  if (!replicates || replicates.replica !== undefined || replicates.original.specId !== record.specId)
    return (await library.keep(record, howToKeep(run, replaces))) !== undefined;
  const { original } = replicates;
  const entry = await library.keepReplica(record, original.runId);
  if (!entry) return false;
  lab.replicates = { ...replicates, replica: entry.runId, found: await library.library.replication(original.runId, entry.runId) };
  lab.told();
  return true;
}

/** What a person decided on the evidence of the run that is shown becomes part of it. Ends when it is kept, or refused and said so. */
export async function keepDecision(lab: Lab, decision: { readonly id: string }): Promise<void> {
  const { run } = lab;
  const { record } = run;
  if (!record) return;
  run.record = identified({ ...record, decisions: [...(record.decisions ?? []), decision] } as RunRecord) as RunRecord;
  lab.told();
  await keepRun(lab, run.record, run, record.runId);
}

function howToKeep(run: unknown, replaces: string | undefined): KeepOptions {
  const pictures = picturesOf(run);
  const { sweep } = run as { readonly sweep?: string };
  return { ...(pictures && { pictures }), ...(sweep !== undefined && { sweep }), ...(replaces !== undefined && { replaces }) };
}

/** A kept run as it was when it ended. */
export function showKept(lab: Lab, { record, pictures }: KeptRun): void {
  lab.stopAll();
  lab.replicates = undefined;
  const run = replayed(record, pictures);
  lab.storeOf(record.spec).setSpec(record.spec);
  if (run instanceof CompareRun) lab.run = run;
  else lab.stream.run = run;
  lab.told();
}

/** Runs the experiment of a kept run again, and tells whether it comes to the same. */
export async function replicate(lab: Lab, original: AnyRecord): Promise<void> {
  const ghost = replayed(original);
  lab.replicates = { original, ...(ghost instanceof CompareRun && { ghost }) };
  await lab.storeOf(original.spec).carryOut(original.spec);
}

/** Files dropped anywhere: runs go to the library, everything else is data. */
export async function openDropped(lab: Lab, files: readonly File[], paths: readonly string[]): Promise<unknown> {
  if (!onRunsPage() && !(await lookLikeRuns(files))) return lab.openFiles(files, undefined, paths);
  await libraryOf(lab).openFiles(files);
  return showRunsPage();
}
