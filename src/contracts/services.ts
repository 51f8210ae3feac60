/** What crosses the boundary between the page and its workers. Types only. */
import type { DriftData, DriftFacts, LedgerEntry } from './drift.ts';
import type { Note, ReadingReport } from '../data/report.ts';
import type { ShiftReport } from './diagnosis.ts';
import type { DataCard, Dataset } from '../data/types.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import type { ImportedLayer } from '../models/import-layers.ts';
import type { OwnModel } from '../models/own-model.ts';
import type { Division } from '../spec/divisions.ts';
import type { AnySpec, Issue, Spec } from '../spec/schema.ts';

import type { Earlier, Interruption, RunRecord } from './record.ts';
import type { RunEvent } from './events.ts';
import type { StreamCommand } from './stream.ts';
import type { RepairedModel } from './repair.ts';
import type { EngineFacts } from './trainer.ts';
import type { WalkPlanned } from './walk.ts';

/** Rows of a built-in data set. @throws DataError when there is no such set, or it cannot give them. */
export type LoadDataset = (id: string, rows: number, root: number, params: ParameterValues) => Promise<Dataset>;

/** What a run needs of the user's own, besides the spec that names it. */
export interface Own {
  readonly data?: Dataset;
  readonly model?: OwnModel;
}

/** What a run needs besides its spec. */
export interface RunOptions {
  /** The user's data and model, when the spec asks for them. */
  readonly own?: Own;
  /** What a run of the same experiment has already. */
  readonly earlier?: Earlier;
  /** What it was interrupted by so far. */
  readonly interruptions?: readonly Interruption[];
  /** Only accuracies are asked for. */
  readonly brief?: boolean;
  /** Batches per second of a stream that a person watches; as fast as it can without. */
  readonly speed?: number;
}

/** How a person drives the run that is going on. What its kind does not know, it ignores. */
export type RunCommand =
  | { readonly type: 'pause' | 'resume' }
  /** Within one breath of the training loop. */
  | { readonly type: 'stop' }
  /** The page was hidden: times are no longer comparable. */
  | { readonly type: 'hidden' }
  /** The page, and with it the worker, stood still for so long (ms): times are no longer comparable. */
  | { readonly type: 'stood-still'; readonly ms: number }
  /** Lets one batch of a paused stream come. */
  | { readonly type: 'step' }
  /** Lets batches come as fast as they can, and pauses before that one. */
  | { readonly type: 'jump'; readonly batch: number }
  /** Batches per second of streams, from now on; Infinity = as fast as they can. */
  | { readonly type: 'speed'; readonly perSecond: number }
  | StreamCommand;

/** Commands of the lab worker; the page sends them through Comlink. */
export interface LabService {
  /** Starts a run of any kind. Events come over `telemetry` in batches, at most ten a second; resolves after the last was sent. */
  run(spec: AnySpec, telemetry: MessagePort, options?: RunOptions): Promise<void>;
  /** Opens an engine ahead of the first run; undefined when it cannot start (the run will say why). */
  openEngine(request: AnySpec['engine']): Promise<EngineFacts | undefined>;
  drive(command: RunCommand): void;
  /** What came of that repair on the first seed of that experiment; undefined where it is not what was run last here. */
  repairedModel(specId: string, arm: string): Promise<RepairedModel | undefined> | RepairedModel | undefined;
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
  /** What is known of real drift; absent where all drift is injected. */
  readonly shift?: ShiftReport;
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
  /** The drifts that can act on the data, by id; absent when the data could not be loaded, as is what it is like. */
  readonly fits?: readonly string[];
  readonly facts?: DataFacts;
}

/** Something that was refused, ready to show: what, where and what to do. */
export interface Refusal {
  readonly text: string;
  /** Which options of the command line do what is to be done: told there alone. */
  readonly option?: string;
  readonly issues: readonly Issue[];
}

/** A layer of the user's own model as it is drawn and chosen. */
export type ModelLayerFacts = ImportedLayer;

/** What the page shows of the user's own model once it is read. */
export interface OwnModelFacts {
  readonly spec: Extract<Spec['model'], { family: 'imported' }>;
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** Our own kernels know all of its layers; else TensorFlow.js trains it. */
  readonly ownKernels: boolean;
  /** Each comes after those that it reads. */
  readonly layers: readonly ModelLayerFacts[];
  /** What was guessed or changed, a sentence each. */
  readonly notes: readonly string[];
}

export type ModelFormat = 'layers' | 'npz';

export interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Files as text, to leave the page by its automation. */
export interface SavedModel {
  readonly files: readonly { readonly name: string; readonly base64: string }[];
}

/** A data set on the web as the page shows it, fetched or not. */
export interface DownloadFacts {
  readonly id: string;
  readonly title: string;
  readonly card: DataCard;
  readonly bytes: number;
  /** A page from which it can be fetched by hand. */
  readonly page: string;
  readonly hosts: readonly string[];
  /** It is on this device. */
  readonly stored: boolean;
}

/** What the page shows of data that was read, once it is: files of the user's, or a download. */
export interface OwnData {
  readonly facts: DataFacts;
  readonly spec: Spec['data'];
  /** What is told of it, where that is a number. */
  readonly task?: 'regression';
  /** The drifts that can act on it, by id. */
  readonly fits: readonly string[];
  readonly notes: readonly string[];
  /** Of files of the user's: everything that was found, guessed and left out. */
  readonly report?: ReadingReport;
  /** How its rows became an old and a new world: what was chosen and why. */
  readonly worldNotes: readonly Note[];
  /** All column names of a table, to choose the label from. */
  readonly header: readonly string[];
}

/** What a person may say of how rows become an old and a new world; whatever is left out is chosen, and said. */
export interface AskedWorlds {
  /** A date or a number; `auto`: where it changed most; `30%`: after so many of the rows; `none`: one world. */
  readonly cut?: string;
  readonly division?: Division;
  /** With a cut: where the new world ends and later windows begin (`RegimeChoice.ends`). */
  readonly ends?: readonly (string | number)[];
  /** How many of the regimes, counted from the last, are new; absent = 1. */
  readonly fresh?: number;
  /** Rows of all four parts together, at most; absent = as many as make a run of about a minute. */
  readonly rows?: number;
}

/** A walk through time as it was asked for, or as is usual for these rows. */
export type WalkAnswer = (WalkPlanned & { readonly asked: readonly string[] }) | { readonly refusal: Refusal };

export type OwnAnswer = { readonly own: OwnData } | { readonly refusal: Refusal };

/** Commands of the data worker; the page sends them through Comlink. It never loads TensorFlow.js. */
export interface DataService {
  /** All drifts there are. */
  catalogue(): Promise<readonly DriftFacts[]>;
  /** The worlds before and after drift, for the first seed of the spec. */
  preview(spec: AnySpec): Promise<PreviewAnswer>;
  /**
   * Reads the user's files, as `reading` says where it says something. `paths` are those of a folder's
   * files, which a file loses on its way to a worker; empty where there are none. Progress in bytes.
   */
  readOwn(
    files: readonly File[],
    paths: readonly string[],
    reading: ReadingOptions,
    onProgress: (done: number, total: number) => void,
  ): Promise<OwnAnswer>;
  /** The files that are open, cut and divided as asked. */
  chooseWorlds(asked: AskedWorlds): Promise<OwnAnswer>;
  /** The experiment at each of these cuts, “every month” and its like among them; at usual distances where none is asked for. */
  walk(spec: Spec, asked: readonly string[]): Promise<WalkAnswer>;
  /** A built-in data set at a glance. */
  thumbnail(id: string): Promise<Thumbnail>;
  /** Abandons what is being read or fetched. */
  cancelRead(): void;
  downloads(): Promise<readonly DownloadFacts[]>;
  /** Fetches a download to this device where it is not there, and opens it. Progress in bytes. */
  useDownload(id: string, onProgress: (done: number, total: number) => void): Promise<OwnAnswer>;
  removeDownload(id: string): Promise<void>;
  /** Reads a TensorFlow.js layers model: model.json and its weights. The head begins at its last dense layer. */
  readModel(files: readonly File[]): Promise<{ model: OwnModelFacts } | { refusal: Refusal }>;
  /** The model read last, with its head from that layer on, to hand to the lab worker. */
  ownModel(head: number): Promise<OwnModel | undefined>;
  /** A model as files: `layers`, what TensorFlow.js loads, or `npz`, its arrays. */
  modelFiles(repaired: RepairedModel, record: RunRecord, arm: string, format: ModelFormat): Promise<readonly SavedFile[]>;
  /** About how long an experiment on the files read last takes, and what it holds; undefined where they are others. @param lanes seeds side by side */
  cost(spec: AnySpec, lanes: number): Promise<{ readonly seconds: number; readonly bytes: number } | undefined>;
  /** The files read last, to hand to the lab worker. */
  ownDataset(): Dataset | undefined;
}

/** Labels are class indices. */
export type Thumbnail =
  | {
      readonly kind: 'images';
      /** `[height, width, channels]` of every tile. */
      readonly shape: readonly number[];
      /** Pixels in [0, 1], `[height, width, channels]` row-major. */
      readonly tiles: readonly { readonly pixels: Float32Array; readonly label: number }[];
    }
  | {
      readonly kind: 'points';
      /** Names of the columns that `x` and `y` show. */
      readonly columns: readonly [x: string, y: string];
      /** `[points]`, in [0, 1]; `y` grows upwards. */
      readonly x: Float32Array;
      readonly y: Float32Array;
      /** `[points]`. */
      readonly label: Int32Array;
    }
  | { readonly kind: 'text'; readonly lines: readonly { readonly text: string; readonly label: number }[] };

/** What has to be known of the data; a built-in set's entry and a loaded Dataset both provide it. */
export interface DataFacts extends DriftData {
  readonly title: string;
  /** Numbers per row as the model sees them; equals the number of inputs for images. */
  readonly encodedShape: readonly number[];
  /** The number that could be told, where there is one. */
  readonly target?: NonNullable<Dataset['target']>;
  readonly maxRows: number;
  /** What tells its rows' worlds apart, and the ways in which they can be divided besides at random; absent where there is nothing of it. */
  readonly regimes?: NonNullable<Dataset['regimes']>;
  readonly time?: NonNullable<Dataset['time']>;
  readonly divisible?: readonly Division[];
}
