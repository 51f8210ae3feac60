/** What crosses the boundary between the page and its workers. Types only. */
import type { Dataset } from '../data/types.ts';
import type { LedgerEntry } from '../drift/types.ts';
import type { Issue, Spec } from '../spec/schema.ts';
import type { DataFacts } from './check.ts';
import type { RunEvent } from './events.ts';
import type { EngineFacts } from './trainer.ts';

/** Commands of the lab worker; the page sends them through Comlink. */
export interface LabService {
  /** Starts a run. Events come over `telemetry` in batches, at most ten a second; resolves after the last was sent. */
  run(spec: Spec, telemetry: MessagePort, own?: Dataset): Promise<void>;
  /** Opens an engine ahead of the first run; undefined when it cannot start (the run will say why). */
  openEngine(request: Spec['engine']): Promise<EngineFacts | undefined>;
  pause(): void;
  resume(): void;
  /** Stops within one breath of the training loop. */
  stop(): void;
  markHidden(): void;
}

/** The lab worker sends these over the telemetry port, in order; the page answers nothing. */
export type Telemetry = readonly RunEvent[];

/** A few samples before and after the drift, for the page to draw. Inputs are raw; missing cells are NaN. */
export interface Preview {
  readonly inputShape: readonly number[];
  readonly columns: readonly string[];
  readonly classes: readonly string[];
  /** How often each class occurs in the test rows, before and after (counts). */
  readonly classCounts: { readonly before: readonly number[]; readonly after: readonly number[] };
  /**
   * `[rows, features]` of the old world and of the new one. Images are the same ones row by row; a table is shown as it was
   * drawn, since its distributions are compared, not its rows.
   */
  readonly before: { readonly x: Float32Array; readonly y: Int32Array };
  readonly after: { readonly x: Float32Array; readonly y: Int32Array };
  readonly ledger: readonly LedgerEntry[];
}

/** Something that was refused, ready to show: what, where and what to do. */
export interface Refusal {
  readonly text: string;
  readonly issues: readonly Issue[];
}

/** What the page shows of the user's own file once it is read. */
export interface OwnData {
  readonly facts: DataFacts;
  readonly spec: Spec['data'];
  /** A drift that fits the columns, to start from. */
  readonly drift: Spec['drift'];
  readonly notes: readonly string[];
  /** All column names, to choose the label from. */
  readonly header: readonly string[];
}

/** Commands of the data worker; the page sends them through Comlink. It never loads TensorFlow.js. */
export interface DataService {
  /** The worlds before and after drift, for the first seed of the spec. */
  preview(spec: Spec): Promise<{ preview: Preview } | { refusal: Refusal }>;
  /** Reads the user's CSV; the last column is the label unless one is named. Progress in bytes. */
  readCsv(file: File, label: string | undefined, onProgress: (done: number, total: number) => void): Promise<{ own: OwnData } | { refusal: Refusal }>;
  /** Abandons the file being read. */
  cancelRead(): void;
  /** The file read last, to hand to the lab worker. */
  ownDataset(): Dataset | undefined;
}
