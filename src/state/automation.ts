/**
 * How a program drives the page: `window.driftLab`. The command line uses it, so that a headless run is the same code path
 * as a click on Run.
 */
import type { BenchReport, BenchRow } from '../contracts/bench.ts';
import type { ModelFormat, SavedModel } from '../contracts/services.ts';
import type { RunEvent } from '../contracts/events.ts';
import type { AskedWorlds } from '../contracts/services.ts';
import type { Note, ReadingReport } from '../data/report.ts';
import type { PredictedCost } from '../experiment/long-run.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import type { OwnModelFacts } from '../contracts/services.ts';
import { bytesToBase64 } from '../spec/base64.ts';
import { describeIssues, parseAny } from '../spec/parse.ts';
import type { Issue } from '../spec/schema.ts';
import type { LabStore } from './lab-store.ts';
import type { AnyRecord, RunRecord } from '../contracts/record.ts';

export interface Automation {
  /**
   * Runs a complete spec; every event goes to `listener`. Resolves with the record.
   * @throws NoRecord (by its `name`) where the spec does not stand, with its `issues` by path, or the run was stopped or failed, with what was done
   */
  run(spec: unknown, listener?: (event: RunEvent) => void): Promise<AnyRecord>;
  /** Opens files for the next spec, as if they had been dropped on the page, read as `reading` says; resolves with what it became, or the refusal. */
  openFiles(
    files: readonly File[],
    reading?: ReadingOptions,
    worlds?: AskedWorlds,
  ): Promise<{ readonly spec: unknown; readonly notes: readonly Note[]; readonly report?: ReadingReport } | { readonly refusal: Note }>;
  /** Opens model.json and its weights as if on the Model card; resolves with what the model is, or the refusal. */
  openModel(files: readonly File[]): Promise<{ readonly model: OwnModelFacts } | { readonly refusal: string }>;
  /**
   * Measures every engine of this machine, as the Bench page does, beside `peers`, rows measured outside the browser; progress goes to
   * `listener`. Rejects when it does not finish.
   */
  benchEngine(listener?: (event: RunEvent) => void, peers?: readonly BenchRow[]): Promise<BenchReport>;
  /** Asks whether the answer of the comparison that was run last survives other recipes; resolves with its record, which then says so, or undefined when it did not finish. */
  robust(listener?: (event: RunEvent) => void): Promise<RunRecord | undefined>;
  /** The model that a repair of the run made on the first seed, as files (base64), or why it is not here. */
  savedModel(arm: string, format: ModelFormat): Promise<SavedModel | { readonly refusal: string }>;
  /** About how long a run on the data that are open takes; undefined where that cannot be told. */
  cost(spec: unknown): Promise<PredictedCost | undefined>;
  stop(): void;
}

declare global {
  interface Window {
    driftLab?: Automation;
  }
}

/** Why a run left no record, and what was done. */
class NoRecord extends Error {
  override readonly name = 'NoRecord';

  constructor(
    readonly ended: 'refused' | 'stopped' | 'failed',
    message: string,
    /** What of the spec does not stand; empty where it was run. */
    readonly issues: readonly Issue[] = [],
    /** Repeats that were finished. */
    readonly kept = 0,
    /** Of a stopped run that had come to something. */
    readonly record?: AnyRecord,
  ) {
    super(message);
  }
}

export function exposeAutomation(store: LabStore): void {
  window.driftLab = {
    async run(spec, listener) {
      const parsed = parseAny(spec);
      if (!parsed.ok) {
        const text = describeIssues(parsed.issues);
        listener?.({ type: 'failed', code: 'bad-input', text, kept: 0 });
        throw new NoRecord('refused', text, parsed.issues);
      }
      let last: RunEvent | undefined;
      const own = store.storeOf(parsed.spec);
      const record = await own.carryOut(parsed.spec, (event) => {
        last = event;
        listener?.(event);
      });
      if (record) return record;
      if (last?.type === 'stopped') throw new NoRecord('stopped', own.run.message ?? '', [], last.kept, last.record);
      if (last?.type === 'failed') throw new NoRecord('failed', last.text, [], last.kept);
      throw new NoRecord('refused', own.notice ?? 'A run is already going on: wait for its end, or stop it.');
    },
    async openFiles(files, reading, worlds) {
      const again = worlds !== undefined && Object.keys(worlds).length > 0;
      const refused = (await store.openFiles([...files], reading ?? {})) ?? (again ? await store.chooseWorlds(worlds) : undefined);
      const refusal = refused ?? (store.notice === undefined ? store.refusal : { text: store.notice });
      const { own } = store.data;
      return refusal === undefined
        ? { spec: store.spec, notes: own?.worldNotes ?? [], ...(own?.report && { report: own.report }) }
        : { refusal };
    },
    async openModel(files) {
      await store.openModel([...files]);
      const { notice, data } = store;
      return notice === undefined ? { model: data.ownModel! } : { refusal: notice };
    },
    async benchEngine(listener, peers) {
      const { bench } = store;
      const report = await bench.measure((event) => {
        if (event.type === 'measuring' && bench.progress) listener?.({ ...bench.progress, type: 'progress' });
      }, peers);
      if (!report) throw new Error(bench.trouble ?? 'The measurement was stopped before its end.');
      return report;
    },
    async robust(listener) {
      const { robustOf, startRobust } = await import('./robust-store.ts');
      const robust = robustOf(store);
      const tell = () => {
        if (robust.busy)
          listener?.({ type: 'progress', what: robust.running ?? '', done: Math.round(100 * robust.progress.share), total: 100 });
      };
      robust.addEventListener('change', tell);
      await startRobust(store).finally(() => robust.removeEventListener('change', tell));
      if (robust.phase === 'failed') listener?.({ type: 'failed', code: 'internal', text: robust.message ?? '', kept: 0 });
      if (robust.phase === 'stopped') listener?.({ type: 'stopped', kept: 0 });
      return store.run.record?.robustness ? store.run.record : undefined;
    },
    async savedModel(arm, format) {
      try {
        const files = await store.repairedFiles(arm, format);
        return { files: files.map(({ name, bytes }) => ({ name, base64: bytesToBase64(bytes) })) };
      } catch (error) {
        return { refusal: (error as Error).message };
      }
    },
    async cost(spec) {
      const parsed = parseAny(spec);
      return parsed.ok ? store.cost(parsed.spec) : undefined;
    },
    stop: () => store.stopAll(),
  };
}
