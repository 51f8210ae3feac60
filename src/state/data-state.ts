/** What the page knows of the data: the catalogue of drifts, the preview of the experiment as edited, the user's own files. */
import { proxy, type Remote } from 'comlink';
import { builtIns } from './catalogue.ts';
import { eventLog, formatOf } from './event-log.ts';
import type {
  AskedWorlds,
  Thumbnail,
  DataFacts,
  DataService,
  DownloadFacts,
  OwnAnswer,
  OwnData,
  OwnModelFacts,
  Preview,
  PreviewAnswer,
  Refusal,
  WalkAnswer,
} from '../contracts/services.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import { inputKind, type InputKind } from '../data/types.ts';
import type { DriftData, DriftFacts } from '../contracts/drift.ts';
import { withTask } from '../spec/task.ts';
import { onData } from '../experiment/on-data.ts';
import { paced } from '../experiment/paced.ts';
import { withDefaults, type ParameterValues } from '../spec/parameter.ts';
import type { AnySpec, Spec } from '../spec/schema.ts';

interface OwnFiles {
  readonly files: readonly File[];
  /** Of a folder's files, one each; empty where there are none. */
  readonly paths: readonly string[];
}

/** The paths of files picked as a folder; empty for files picked one by one. */
export const relativePaths = (files: readonly File[]): string[] =>
  files.some((file) => file.webkitRelativePath) ? files.map((file) => file.webkitRelativePath) : [];

/** What the chosen data is like, as the page needs it. */
export interface ChosenData extends DriftData {
  readonly title: string;
  readonly kind: InputKind;
  /** As the model sees a row; of images the image's shape. */
  readonly encodedShape: readonly number[];
  readonly maxRows: number;
  /** The number that could be told, where there is one. */
  readonly target?: NonNullable<DataFacts['target']>;
  /** What tells its rows' times, where there is something. */
  readonly time?: NonNullable<DataFacts['time']>;
}

/** A worker that is lost so often without an answer in between dies of what it is asked. */
const MOST_LOSSES = 2;

export class DataState {
  /** Every drift there is; empty until the data worker has told. */
  drifts: readonly DriftFacts[] = [];
  /** Ids of the drifts that can act on the chosen data; undefined until known. */
  fits: readonly string[] | undefined;
  preview: Preview | undefined;
  /** Why the experiment as edited cannot run; undefined when it can. */
  refusal: Refusal | undefined;
  own: OwnData | undefined;
  /** The own files were read as a person last chose for them, not as is guessed. */
  recalled = false;
  ownModel: OwnModelFacts | undefined;
  /** Empty until asked for. */
  downloads: readonly DownloadFacts[] = [];
  reading: { readonly name: string; readonly done: number; readonly total: number } | undefined;

  private readonly thumbnails = new Map<string, Thumbnail | undefined>();
  /** What the data worker said last of data that the page does not know by itself. */
  private known: { readonly id: string; readonly facts: DataFacts } | undefined;
  private wanted: AnySpec | undefined;
  private asking = false;
  /** What the preview is of, or is to be. */
  private shown: AnySpec | undefined;
  /** How often the worker was lost since it last answered. */
  private losses = 0;
  /** What was done to open the files and the model that are open, in order. */
  private opening: (() => Promise<unknown>)[] = [];
  private openingModel: (() => Promise<unknown>)[] = [];
  private opened: OwnFiles = { files: [], paths: [] };

  constructor(
    private readonly worker: () => Remote<DataService>,
    private readonly onChange: () => void,
  ) {}

  /** Asks for a preview of this experiment. While one is being made only the latest wish is kept, so a dragged slider is followed. */
  show(spec: AnySpec): void {
    this.wanted = this.shown = spec;
    if (!this.asking) void this.answer();
  }

  private async answer(): Promise<void> {
    this.asking = true;
    try {
      if (this.drifts.length === 0) this.drifts = await this.worker().catalogue();
      for (let spec = this.wanted; spec; spec = this.wanted) {
        this.wanted = undefined;
        this.take(spec, await this.worker().preview(spec));
        this.losses = 0;
      }
    } catch (error) {
      this.refusal = refused(error);
      this.onChange();
    } finally {
      this.asking = false;
    }
    // Asked for while it failed.
    if (this.wanted) await this.answer();
  }

  private take(spec: AnySpec, { preview, refusal, fits, facts }: PreviewAnswer): void {
    this.preview = preview;
    this.refusal = refusal;
    this.fits = fits ?? this.fits;
    if (facts) this.known = { id: spec.data.id, facts };
    this.onChange();
  }

  /** The worker is gone, and with it the files that it had read: they are read again. One that is lost again and again is left alone until somebody asks for something. */
  async lost(): Promise<void> {
    if (++this.losses > MOST_LOSSES) return;
    const again = [...this.opening, ...this.openingModel];
    this.opening = [];
    this.openingModel = [];
    for (const open of again) await open();
    if (this.shown) this.show(this.shown);
  }

  /** Reads the user's files; what stood there before is kept when they are refused. */
  async read({ files, paths }: OwnFiles, reading: ReadingOptions = {}): Promise<OwnAnswer> {
    const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const answer = await this.watched<OwnAnswer>(name, size, async (onProgress) =>
      answered(this.worker().readOwn([...files], [...paths], reading, proxy(onProgress))),
    );
    noteFiles('own' in answer ? 'files opened' : 'files refused', files);
    if ('own' in answer) {
      this.own = answer.own;
      this.opened = { files, paths };
      this.refusal = undefined;
      this.opening = [() => this.read({ files, paths }, reading)];
    }
    return answer;
  }

  /** Cuts and divides the rows of the open files; what stood there before is kept when that cannot be. */
  async chooseWorlds(asked: AskedWorlds): Promise<OwnAnswer> {
    const answer = await answered(this.worker().chooseWorlds(asked));
    if ('own' in answer) {
      this.own = answer.own;
      this.opening.push(() => this.chooseWorlds(asked));
    }
    return answer;
  }

  /** The experiment at each of these cuts; at usual distances where none is named. */
  walk(spec: Spec, asked: readonly string[]): Promise<WalkAnswer> {
    return answered(this.worker().walk(spec, asked));
  }

  /** Does something long, its progress in `reading`. */
  private async watched<T>(
    name: string,
    bytes: number,
    work: (onProgress: (done: number, total: number) => void) => Promise<T>,
  ): Promise<T> {
    const onProgress = (done: number, total: number) => {
      this.reading = { name, done, total };
      this.onChange();
    };
    onProgress(0, bytes);
    try {
      return await work(onProgress);
    } finally {
      this.reading = undefined;
      this.onChange();
    }
  }

  /** The files that are open, to read them again with another label. */
  get openFiles(): OwnFiles {
    return this.opened;
  }

  cancelRead(): void {
    void this.worker().cancelRead();
  }

  /** A picture of a built-in data set; undefined until it is made. */
  thumbnail(id: string): Thumbnail | undefined {
    const glance = builtIns.find((set) => set.id === id)?.glance;
    if (glance) return glance;
    if (!this.thumbnails.has(id)) {
      this.thumbnails.set(id, undefined);
      void this.worker()
        .thumbnail(id)
        .then(
          (picture) => {
            this.thumbnails.set(id, picture);
            this.onChange();
          },
          // Asked for again when it is next drawn.
          () => this.thumbnails.delete(id),
        );
    }
    return this.thumbnails.get(id);
  }

  /** The data sets on the web, and which of them are here. */
  async loadDownloads(): Promise<void> {
    this.downloads = await this.worker().downloads();
    this.onChange();
  }

  /** Fetches and opens a download; progress is in `reading`. */
  async useDownload(id: string): Promise<OwnAnswer> {
    const entry = this.downloads.find((each) => each.id === id);
    const answer = await this.watched<OwnAnswer>(entry?.title ?? id, entry?.bytes ?? 0, async (onProgress) =>
      answered(this.worker().useDownload(id, proxy(onProgress))),
    );
    if ('own' in answer) this.opening = [() => this.useDownload(id)];
    await this.loadDownloads();
    return answer;
  }

  async removeDownload(id: string): Promise<void> {
    await this.worker().removeDownload(id);
    await this.loadDownloads();
  }

  /** Reads a TensorFlow.js model; undefined when it is open, else why it is not. */
  async readModel(files: readonly File[]): Promise<Refusal | undefined> {
    const answer = await answered(this.worker().readModel([...files]));
    noteFiles('refusal' in answer ? 'model refused' : 'model opened', files);
    if ('refusal' in answer) return answer.refusal;
    this.ownModel = answer.model;
    this.openingModel = [() => this.readModel(files)];
    return undefined;
  }

  driftOf(id: string): DriftFacts | undefined {
    return this.drifts.find((known) => known.id === id);
  }

  /** The data that an experiment names; undefined for files that are not open. */
  chosen({ data, task }: AnySpec): ChosenData | undefined {
    if (data.id === 'own') return this.own && { ...this.own.facts, kind: inputKind(this.own.facts) };
    const set = builtIns.find(({ id }) => id === data.id);
    // Where a number is told, its parts are the classes, which only the rows tell.
    if ((!set || task) && this.known?.id === data.id) return { ...this.known.facts, kind: inputKind(this.known.facts) };
    return set && { ...set, kind: set.inputKind, encodedShape: encodedShape(set) };
  }

  /** The experiment on a built-in set, with its own split; drifts and models that cannot act on it are replaced. */
  onBuiltIn<Kind extends AnySpec>(spec: Kind, id: string): Kind {
    const set = builtIns.find((entry) => entry.id === id)!;
    const params = withDefaults(set.parameters) as Record<string, ParameterValues[string]>;
    const data = { id, params, split: { ...set.defaultSplit }, ...set.realDrift } as Spec['data'];
    const fits = (drift: DriftFacts) => drift.appliesTo.includes(set.inputKind);
    return onData(
      withTask({ ...spec, data }, set.target && spec.task),
      set.inputKind,
      this.drifts.filter(fits).map((drift) => drift.id),
    );
  }

  /** The experiment on the user's files, or on a download. */
  onOwn<Kind extends AnySpec>(spec: Kind, { spec: data, task, fits, facts }: OwnData): Kind {
    this.known = { id: data.id, facts };
    return paced(onData(withTask({ ...spec, data }, task), inputKind(facts), fits)).spec;
  }
}

/** Of files the log keeps formats and size. */
function noteFiles(what: string, files: readonly File[]): void {
  const formats = [...new Set(files.map(({ name }) => formatOf(name)))].sort();
  eventLog.note(what, `${files.length}, ${formats.slice(0, 5).join(' ')}, ${files.reduce((sum, { size }) => sum + size, 0)} bytes`);
}

/** What the encoder makes of a row: one number per numeric column, one per category of the others. */
function encodedShape({ inputShape, columns }: DriftData): readonly number[] {
  return columns.length === 0 ? inputShape : [columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0)];
}

/** That nothing came of it, in words. */
const refused = (error: unknown): Refusal => ({ text: error instanceof Error ? error.message : String(error), issues: [] });

/** An answer, or why there is none, as a refusal. */
const answered = <Asked extends Promise<unknown>>(asked: Asked): Promise<Awaited<Asked> | { readonly refusal: Refusal }> =>
  asked.then(
    (answer) => answer as Awaited<Asked>,
    (error: unknown) => ({ refusal: refused(error) }),
  );
