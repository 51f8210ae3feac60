/** What the library worker keeps and says: runs that outlive their tab. Types only. */
import type { AnyRecord, Check, Earlier, Interruption } from './record.ts';
import type { AnySpec, KindId } from '../spec/schema.ts';

/** A kept run as it is listed. */
export interface RunEntry {
  readonly runId: string;
  readonly specId: string;
  readonly kind: KindId;
  /** Of its data; the names of its drifts, and of its engine. */
  readonly data: string;
  readonly dataId: string;
  readonly drift: string;
  /** Model, labels, epochs: what tells runs of one data set and drift apart. */
  readonly about: string;
  readonly engine: string;
  /** The verdict in one line. */
  readonly verdict: string;
  readonly seeds: number;
  /** ISO 8601, UTC: when it was run, and when it was kept. */
  readonly startedAt: string;
  readonly keptAt: string;
  readonly durationMs: number;
  readonly origin: 'here' | 'opened';
  /** Nothing speaks against it; else `faults` say what does, and it is kept out of comparisons. */
  readonly sound: boolean;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
  /** A person stopped it, or laid a hand on it. */
  readonly state: 'finished' | 'stopped' | 'edited';
  readonly parentId?: string;
  /** What running that one again came to. */
  readonly replication?: Replication['outcome'];
  readonly signedBy?: readonly string[];
  /** The sweep that it is a cell of. */
  readonly sweep?: string;
  readonly tags: readonly string[];
  readonly note: string;
  /** Letters of its file, gzipped. */
  readonly bytes: number;
  /** Mean score of each repair or policy on new rows (0 … 1), in the order of the spec: a small picture, each in the colour of that class. */
  readonly picture: readonly { readonly id: string; readonly mark: string; readonly value: number }[];
  /** Deleted then; it can be brought back for a while. */
  readonly deletedAt?: string;
}

/** What a page shows of a run that its record does not have: rows to look at, what models said of them. Structured clones. */
export type Pictures = Readonly<Record<string, unknown>>;

export interface KeptRun {
  readonly entry: RunEntry;
  readonly record: AnyRecord;
  readonly checks: readonly Check[];
  readonly pictures?: Pictures;
}

/** A run that goes on, or did until its tab was gone. */
export interface LeftRun {
  /** Of the lock that its tab holds while it goes on. */
  readonly key: string;
  readonly spec: AnySpec;
  /** ISO 8601, UTC: when it was first written down, and last. */
  readonly startedAt: string;
  readonly at: string;
  /** Repeats that were finished; of a stream, batches of the first seed that had gone by. */
  readonly kept: number;
  readonly seen?: number;
  /** What it had been interrupted by before. */
  readonly interruptions: readonly Interruption[];
}

/** What has been added to what a run has come to since the piece before. */
export interface Piece {
  readonly earlier: Earlier;
  /** All there are. */
  readonly pictures?: Pictures;
}

/** A run that was left, and what it can go on from. */
export interface StandingRun extends Piece {
  readonly run: LeftRun;
}

/** What became of files that were to be kept. */
export interface Opened {
  readonly entries: readonly RunEntry[];
  /** One sentence for each file that was not. */
  readonly refusals: readonly string[];
}

/** `full`: the browser refuses more; `unavailable`: it keeps nothing at all here. */
export interface NotKept {
  readonly refusal: string;
  readonly code: 'full' | 'unavailable' | 'too-many';
}

/** Two or more runs beside each other. */
export interface RunsBeside {
  readonly runs: readonly { readonly runId: string; readonly name: string; readonly state: RunEntry['state']; readonly sound: boolean }[];
  /** Places of the specs, then of the environments, where they differ, with the value of each run as text. */
  readonly design: readonly Difference[];
  readonly surroundings: readonly Difference[];
  /** Why accuracies, or times, must not be ranked; absent where they may. */
  readonly notRanked?: string;
  readonly timesNotRanked?: string;
  /** A row for each run and repair, the best first where they are ranked. */
  readonly rows: readonly BesideRow[];
  /** Mean ranks and the like over runs of other data or seeds, or why there are none; absent where all are of the same rows, or something speaks against one. */
  readonly across?: AcrossTold | { readonly refused: string };
  /** Of every run and repair: mean accuracy on new rows over seeds, by share of its training (0 … 1). */
  readonly curves: readonly { readonly run: number; readonly arm: string; readonly points: readonly (readonly [number, number])[] }[];
  /** Numbers of the specs that differ, and the best repair's score: an axis each. */
  readonly axes: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** What repairs come to over several runs, as it is told. */
export interface AcrossTold {
  /** The header first. */
  readonly table: readonly (readonly string[])[];
  readonly sentences: readonly string[];
}

export interface Difference {
  readonly path: string;
  readonly values: readonly string[];
}

export interface BesideRow {
  readonly run: number;
  readonly arm: string;
  readonly title: string;
  /** By the metric that decides, on new rows: mean, interval over seeds and the values. */
  readonly score: { readonly mean: number; readonly lo: number; readonly hi: number; readonly values: readonly number[] };
  readonly old: number;
  readonly seconds: number;
  readonly flops: number;
  /** The same repair's score less that of the first run, on seeds with the same rows; absent where no rows are the same. */
  readonly difference?: { readonly mean: number; readonly lo: number; readonly hi: number; readonly seeds: number };
}

/** What a run of the same experiment comes to here, against the one that it replicates. */
export interface Replication {
  /** `equal`: the same weights on every seed; `within`: shown to differ by less than the margin; `different`: shown to differ; else `unclear`. */
  readonly outcome: 'equal' | 'within' | 'different' | 'unclear';
  readonly sentence: string;
  readonly arms: readonly {
    readonly arm: string;
    readonly title: string;
    /** Repeats that both have, and those whose weights have the same hash. */
    readonly repeats: number;
    readonly sameWeights: number;
    /** Here less there, paired by seed, of the metric that decides. */
    readonly difference: { readonly mean: number; readonly lo: number; readonly hi: number } | null;
    readonly outcome: Replication['outcome'];
  }[];
}

/** A benchmark of a gallery: an experiment with its rules, and the runs of it that people have contributed. */
export interface Benchmark {
  readonly id: string;
  readonly title: string;
  readonly specId: string;
  /** What is to be done, by which metric it is judged, on which seeds, and what a contribution must keep to. */
  readonly task: string;
  readonly metric: string;
  readonly seeds: string;
  readonly rules: readonly string[];
  readonly runs: readonly GalleryRun[];
}

export interface GalleryRun {
  readonly runId: string;
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal letters. */
  readonly sha256: string;
  readonly addedAt: string;
  readonly author: string;
  readonly machine: string;
  /** The verdict in one line, as the file says it. */
  readonly verdict: string;
}

export interface KeepOptions {
  readonly pictures?: Pictures;
  readonly sweep?: string;
  readonly replaces?: string;
}

/** Commands of the library worker; the page sends them through Comlink. */
export interface LibraryService {
  /** Newest first. */
  list(): Promise<readonly RunEntry[]>;
  /** @param how `replaces`: the same run before something was added to it; it goes, unless another run replicates it */
  keep(record: AnyRecord, how?: KeepOptions): Promise<RunEntry | NotKept>;
  /** Runs, gzipped or not, and ZIPs of them. */
  openFiles(files: readonly File[]): Promise<Opened | NotKept>;
  open(runId: string): Promise<KeptRun | undefined>;
  describe(runId: string, about: { readonly tags?: readonly string[]; readonly note?: string }): Promise<RunEntry | undefined>;
  remove(runIds: readonly string[]): Promise<void>;
  restore(runIds: readonly string[]): Promise<void>;
  /** A ZIP of these runs, or of all. */
  archive(runIds?: readonly string[]): Promise<Uint8Array<ArrayBuffer>>;
  beside(runIds: readonly string[]): Promise<RunsBeside>;
  replication(original: string, replica: string): Promise<Replication | undefined>;
  /** The run as one that replicates another. */
  keepReplica(record: AnyRecord, original: string): Promise<RunEntry | NotKept>;
  /** The gallery beside the app. @throws Error in words where there is none */
  gallery(): Promise<readonly Benchmark[]>;
  /** Fetches a run of it, checks its hash and everything else, and keeps it. */
  openGalleryRun(benchmark: string, file: string): Promise<RunEntry | NotKept>;
  sign(runId: string): Promise<RunEntry | undefined>;
  /** Bytes that this page keeps on this device, and may; absent where the browser does not tell. */
  usage(): Promise<{ readonly used?: number; readonly quota?: number }>;
  /** Writes down how far a run is that goes on. False where there is no room. */
  note(run: LeftRun, piece: Piece): Promise<boolean>;
  /** Runs whose tab is gone, the latest first. */
  left(): Promise<readonly LeftRun[]>;
  standing(key: string): Promise<StandingRun | undefined>;
  forget(key: string): Promise<void>;
  /** What was set for that name: columns' roles of a data set, prices, the situation. */
  setting(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
}
