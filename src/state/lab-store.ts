/** What the pages share: the queue of runs, the comparison of the Lab page, the stream, the benchmark, and series of runs. */
import { proxy } from 'comlink';
import type { RunEvent } from '../contracts/events.ts';
import type { AnyRecord, RunRecord } from '../contracts/record.ts';
import type { Summary } from '../contracts/results.ts';
import type { Own } from '../contracts/services.ts';
import type { ModelFormat, SavedFile } from '../contracts/services.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { landing, presets, type PresetId } from '../spec/kinds/compare/presets.ts';
import type { AnySpec, KindId, Spec, SpecOf } from '../spec/schema.ts';
import { BenchState } from './bench-state.ts';
import { CompareRun } from './compare-run.ts';
import { eventLog } from './event-log.ts';
import { ExperimentStore } from './experiment-store.ts';
import { JobQueue, urgency, type Play, type Playable, type Turn } from './job-queue.ts';
import type { LibraryStore, Replicated } from './library-store.ts';
import { runOf } from './runs.ts';
import type { SeriesParts, SeriesStore } from './series-store.ts';
import type { StreamRun } from './stream-run.ts';
import { StreamStore } from './stream-store.ts';
import { Workers, type WorkerName } from './workers.ts';

/** By how many seeds a run goes on, and the most it can come to. */
const MORE_SEEDS = 10;
const MOST_SEEDS = 100;

/** The experiment without the region, which weighs the energy afterwards, and without how long repairs take: they change no result. */
const whatRuns = ({ energy: { region: _, ...energy }, lead: __, ...spec }: Spec) => ({ ...spec, energy });

/** What a series gets of the Lab. */
export interface LabParts extends SeriesParts {
  /** Handed over, not imported: what a later part of the page imports moves into a file of its own, and the first paint gets heavier. */
  readonly newRun: typeof runOf;
  /** The user's own data and model, as far as that experiment needs them. */
  own(spec: AnySpec): Promise<Own>;
  /** Stands still, or goes on. */
  pause(run: Playable): void;
  /** A record that was made of the Lab's run. */
  keep(record: AnyRecord, replaces: string): void;
}

/** Many experiments one after the other, as far as taking turns looks. */
type Series = Pick<SeriesStore<never>, 'busy' | 'stop' | 'fail' | 'addEventListener'>;

/** A summary of no results: what a page that has none shows. */
const NOTHING: Summary = {
  ...{ seeds: 0, design: 'fixed', margin: 0, freshRows: false, reference: null, majority: 0, timesComparable: false },
  ...{ arms: [], comparisons: [], standing: { best: [], asGood: [], p: {} } },
};

export class LabStore extends ExperimentStore<Spec> {
  run = new CompareRun(landing.spec);
  readonly queue = new JobQueue(this.workers, () => this.told(), {
    left: (run, record) =>
      void this.keeping.set(
        run,
        import('./kept.ts').then(({ keepRun }) => keepRun(this, record, run)),
      ),
    note: (run) => void import('./journal.ts').then(({ noteRun }) => noteRun(this, run as CompareRun | StreamRun)),
    noted: (run) =>
      void import('./journal.ts').then(({ endNotes }) =>
        endNotes(this, run as CompareRun | StreamRun, this.keeping.get(run) ?? Promise.resolve(false)),
      ),
    turn: (tell) => this.turn(tell),
  });
  /** Of each run that left a record whether that is kept, once it is known. */
  private readonly keeping = new WeakMap<Playable, Promise<boolean>>();
  /** The run that is replicated, and what came of it. */
  replicates: Replicated | undefined;
  /** Runs that outlive their tab, once they were asked for or there is one to keep. */
  library: LibraryStore | undefined;
  /** The stream that models serve: the other kind of experiment. */
  readonly stream: StreamStore = new StreamStore(this.workers, this.queue);
  /** Where an experiment of each kind is edited and run. */
  private readonly stores: { readonly [Id in KindId]: ExperimentStore<SpecOf<Id>> } = { compare: this, stream: this.stream };
  /** How fast the engines of this machine are; its own store, since the Lab does not show it. */
  readonly bench = new BenchState(
    { adapter: () => this.workers.bench.adapter(), run: (onEvent, peers) => this.workers.bench.run(proxy(onEvent), peers) },
    () => this.workers.dropBench(),
    () => performance.now(),
    (giveWay) => this.queue.enter({ urgency: urgency.measurement, giveWay }),
  );
  /** All that runs many experiments one after the other, by name, once it was asked for. */
  private readonly series = new Map<string, Series>();
  private openedEngine: EngineFacts | undefined;

  /** @param turn when it is this tab's turn to train; at once unless given */
  constructor(
    open: (...onLost: ConstructorParameters<typeof Workers>) => Workers = (...onLost) => new Workers(...onLost),
    private readonly turn: Turn = async () => () => undefined,
  ) {
    super(
      landing.spec,
      open((worker, text) => this.lostWorker(worker, text)),
    );
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) return;
      this.bench.markHidden();
      this.queue.markHidden();
    });
  }

  override told(): void {
    this.changed();
    this.stream.told();
  }

  get libraryWorker(): Workers['library'] {
    return this.workers.library;
  }

  /** Back to a preset with an empty page. */
  reset(id: PresetId = landing.id): void {
    this.stop();
    const spec = (this.restriction?.home as Spec | undefined) ?? presets[id].spec;
    this.run = new CompareRun(spec);
    this.setSpec(spec);
    this.dispatchEvent(new Event('reset'));
  }

  /** Something is being trained, on this page or another. */
  get training(): boolean {
    return this.queue.busy || [...this.series.values()].some(({ busy }) => busy);
  }

  /** Opens the engine while nobody is waiting for it, so that the header can name it and the first run starts at once. */
  openEngineSoon(): void {
    const open = async () => {
      this.openedEngine = await this.queue.openEngine(this.spec.engine);
      if (this.openedEngine) eventLog.note('engine opened', this.openedEngine.engine);
      this.changed();
    };
    setTimeout(() => void open(), 400);
  }

  /** The engine of the last run, or the one that stands ready. */
  get engine(): EngineFacts | undefined {
    return this.run.engine ?? this.openedEngine;
  }

  /** What the results so far say: of a run that has come to an end, what it comes to; else of the seeds that are complete. */
  get summary(): Summary {
    return this.run.derived?.summary ?? this.run.soFar ?? NOTHING;
  }

  /** The finished run belongs to another experiment than the one now set. */
  override get stale(): boolean {
    return this.run.phase !== 'idle' && canonicalJson(whatRuns(this.run.spec)) !== canonicalJson(whatRuns(this.spec));
  }

  override readonly tellsFall = true;

  /** By the arm that repairs nothing. */
  override get fall(): { readonly before: number; readonly after: number } | undefined {
    const untouched = this.run.results.filter(({ arm }) => arm === 'none').map(({ measures }) => measures);
    if (!untouched.length) return undefined;
    const mean = (value: (measures: (typeof untouched)[number]) => number) =>
      untouched.reduce((sum, each) => sum + value(each), 0) / untouched.length;
    return { before: mean(({ accuracyOld }) => accuracyOld), after: mean(({ accuracyNew }) => accuracyNew) };
  }

  /** It waits until another tab has ended its run. */
  get waitsForOtherTab(): boolean {
    return this.queue.waitsForOtherTab(this.run);
  }

  get canAddSeeds(): boolean {
    const { record, busy } = this.run;
    return !!record && !busy && !this.stale && record.seeds.length < MOST_SEEDS && !this.restriction?.locks('seeds');
  }

  /** The finished run goes on as a race with up to `more` seeds: what it had is kept, and what is said holds however often this is done. */
  async addSeeds(more = MORE_SEEDS): Promise<void> {
    const { run } = this;
    if (!this.canAddSeeds || !run.record) return;
    const { seeds } = run.record.spec;
    this.edit({ seeds: { ...seeds, race: true, count: Math.min(MOST_SEEDS, run.record.seeds.length + more) } });
    await this.race(new CompareRun(this.spec, { earlier: run }), { earlier: run.record });
  }

  /** The model that a repair of the finished run made on the first seed, as files. @throws Error in words where it is not here */
  async repairedFiles(arm: string, format: ModelFormat): Promise<readonly SavedFile[]> {
    const { record } = this.run;
    const repaired = record && (await this.queue.repairedModel(record.specId, arm));
    if (!repaired)
      throw new Error('The models of this run are not here any more. Run it again, then take them before anything else is run.');
    return this.workers.data.modelFiles(repaired, record, arm, format);
  }

  /** Starts the experiment as it stands. Resolves when the run has ended; `listener` also gets every event. */
  async start(listener?: (event: RunEvent) => void): Promise<RunRecord | undefined> {
    return this.race(new CompareRun(this.spec), { listener });
  }

  /** Carries out that run, unless one goes on. */
  private async race(run: CompareRun, play: Pick<Play, 'listener' | 'earlier'>): Promise<RunRecord | undefined> {
    if (this.run.busy) return undefined;
    this.run = run;
    this.notice = undefined;
    const leave = this.queue.enter({ urgency: urgency.comparison, giveWay: () => this.queue.halt(run) });
    await this.queue.play(run, { urgency: urgency.comparison, own: this.ownParts(), ...play });
    leave();
    return run.record;
  }

  /** Goes on with a run of the experiment as it stands, of any kind, from what an interrupted one had come to. */
  goOn(run: CompareRun | StreamRun, from: Pick<Play, 'earlier' | 'first'>): Promise<AnyRecord | undefined> {
    return run instanceof CompareRun ? this.race(run, from) : this.stream.play(run, from);
  }

  override carryOut(spec: Spec, listener?: (event: RunEvent) => void): Promise<RunRecord | undefined> {
    this.setSpec(spec);
    return this.start(listener);
  }

  /** The store of that experiment's kind. */
  storeOf({ kind }: AnySpec): ExperimentStore {
    return this.stores[kind];
  }

  /** The series of that name, made when first asked for: a first visit does without its code. */
  seriesOf<S extends Series>(name: string, create: (parts: LabParts) => S): S {
    const known = this.series.get(name);
    if (known) return known as S;
    const series = create({
      newRun: runOf,
      own: (spec) => this.ownParts(spec),
      pause: (run) => this.queue.togglePause(run),
      keep: (record, replaces) => void import('./kept.ts').then(({ keepRun }) => keepRun(this, record, this.run, replaces)),
      enter: (giveWay) => this.queue.enter({ urgency: urgency.series, giveWay }),
      play: (run, own, listener) => this.queue.play(run, { urgency: urgency.series, own, listener, brief: run.brief }),
      halt: (run) => this.queue.halt(run),
    });
    series.addEventListener('change', () => this.changed());
    this.series.set(name, series);
    return series;
  }

  /** The series of that name is being run. */
  seriesBusy(name: string): boolean {
    return this.series.get(name)?.busy ?? false;
  }

  /** The same experiment with a new root seed. */
  newSeed(): void {
    if (this.run.busy || this.restriction?.locks('seeds')) return;
    const root = crypto.getRandomValues(new Uint32Array(1))[0]!;
    this.edit({ seeds: { ...this.spec.seeds, root } });
    void this.start();
  }

  togglePause(): void {
    this.queue.togglePause(this.run);
  }

  /** Stops the run, or whatever series goes on. Finished repeats stay on the page. */
  override stop(): void {
    for (const series of this.series.values()) series.stop();
    this.queue.halt(this.run);
  }

  /** Stops whatever goes on, of any kind. */
  stopAll(): void {
    for (const store of Object.values(this.stores)) store.stop();
  }

  /** A worker is gone; what was asked of it says so itself. */
  private lostWorker(worker: WorkerName, text: string): void {
    eventLog.note('worker lost', worker);
    if (worker === 'bench') this.bench.fail(text);
    else if (worker === 'data') for (const { data } of Object.values(this.stores)) void data.lost();
    this.changed();
  }
}
