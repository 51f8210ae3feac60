/** What crosses the boundary between the page and its workers. Types only. */
import type { Thumbnail } from '../../datasets/thumbnail.ts';
import type { Dataset } from '../data/types.ts';
import type { DriftFacts, LedgerEntry } from '../drift/types.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import type { Issue, Spec } from '../spec/schema.ts';
import type { DataFacts } from './check.ts';
import type { RunEvent } from './events.ts';
import type { EngineFacts } from './trainer.ts';

/** Rows of a built-in data set. @throws DataError when there is no such set, or it cannot give them. */
export type LoadDataset = (id: string, rows: number, root: number, params: ParameterValues) => Promise<Dataset>;

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

/** The new regime, row by row, before and after the drift, for the page to draw. Inputs are raw; missing cells are NaN. */
export interface Preview {
  readonly inputShape: readonly number[];
  readonly columns: readonly string[];
  readonly classes: readonly string[];
  /** How often each class occurs, before and after (counts). */
  readonly classCounts: { readonly before: readonly number[]; readonly after: readonly number[] };
  /**
   * `[rows, features]` of the old world and of the new one. Of images and texts, a few that are the same ones row by row,
   * evenly spread over the new regime; of a table all rows as they were drawn, since its distributions are compared.
   */
  readonly before: PreviewRows;
  readonly after: PreviewRows;
  readonly ledger: readonly LedgerEntry[];
}

export interface PreviewRows {
  /** Empty for texts. */
  readonly x: Float32Array;
  readonly y: Int32Array;
  readonly text?: readonly string[];
}

/** What the data worker says to an experiment: how its world changes, or why it cannot run. */
export interface PreviewAnswer {
  readonly preview?: Preview;
  readonly refusal?: Refusal;
  /** The drifts that can act on the data, by id; absent when the data could not be loaded. */
  readonly fits?: readonly string[];
}

/** Something that was refused, ready to show: what, where and what to do. */
export interface Refusal {
  readonly text: string;
  readonly issues: readonly Issue[];
}

/** What the page shows of the user's own files once they are read. */
export interface OwnData {
  readonly facts: DataFacts;
  readonly spec: Spec['data'];
  /** The drifts that can act on it, by id. */
  readonly fits: readonly string[];
  readonly notes: readonly string[];
  /** All column names of a table, to choose the label from. */
  readonly header: readonly string[];
}

/** Commands of the data worker; the page sends them through Comlink. It never loads TensorFlow.js. */
export interface DataService {
  /** All drifts there are. */
  catalogue(): Promise<readonly DriftFacts[]>;
  /** The worlds before and after drift, for the first seed of the spec. */
  preview(spec: Spec): Promise<PreviewAnswer>;
  /**
   * Reads the user's files; of a table the last column is the label unless one is named. `paths` are those of a folder's
   * files, which a file loses on its way to a worker; empty where there are none. Progress in bytes.
   */
  readOwn(
    files: readonly File[],
    paths: readonly string[],
    label: string | undefined,
    onProgress: (done: number, total: number) => void,
  ): Promise<{ own: OwnData } | { refusal: Refusal }>;
  /** A built-in data set at a glance. */
  thumbnail(id: string): Promise<Thumbnail>;
  /** Abandons the file being read. */
  cancelRead(): void;
  /** The file read last, to hand to the lab worker. */
  ownDataset(): Dataset | undefined;
}
