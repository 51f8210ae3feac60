/** The state of the Lab page: the experiment being edited, the preview of its drift, the run and its result. */
import { arms } from './catalogue.ts';
import { proxy, transfer } from 'comlink';
import type { Own } from '../contracts/services.ts';
import type { RunEvent } from '../contracts/events.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import { raced } from '../measure/statistics/raced.ts';
import { summarise } from '../measure/summary.ts';
import type { Summary } from '../contracts/results.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { presets, type PresetId } from '../spec/kinds/compare/presets.ts';
import type { AnySpec, Spec, StreamSpec } from '../spec/schema.ts';
import { BenchState } from './bench-state.ts';
import { ExperimentStore } from './experiment-store.ts';
import { RunState, type RunPhase } from './run-state.ts';
import type { ScienceStore } from './science-store.ts';
import type { SeriesParts, SeriesStore } from './series-store.ts';
import { StreamRun } from './stream-run.ts';
import { StreamStore } from './stream-store.ts';
import type { RobustStore } from './robust-store.ts';
import type { SweepStore } from './sweep-store.ts';
import { Workers } from './workers.ts';

/** How long a stopped worker may take to answer before it is ended by force, in ms. */
const STOP_GRACE_MS = 900;

/** By how many seeds a run goes on, and the most it can come to. */
const MORE_SEEDS = 10;
const MOST_SEEDS = 100;

/** The experiment without the region, which weighs the energy afterwards and changes no result. */
const whatRuns = ({ energy: { region: _, ...energy }, ...spec }: Spec) => ({ ...spec, energy });

type Ended = Extract<RunEvent, { type: 'stopped' | 'failed' }>;

/** A run of either kind, as far as having it carried out looks. */
interface Playable<Event> {
  readonly spec: AnySpec;
  readonly busy: boolean;
  phase: RunPhase;
  /** Finished repeats of a comparison. */
  readonly results?: readonly unknown[];
  /** The comparison that this one goes on from. */
  readonly earlier?: Pick<RunState, 'record'> | undefined;
  readonly brief?: boolean;
  apply(event: Event | Ended): void;
}

function newRun(spec: Spec, brief?: boolean): RunState;
function newRun(spec: StreamSpec): StreamRun;
function newRun(spec: AnySpec): RunState | StreamRun;
function newRun(spec: AnySpec, brief = false): RunState | StreamRun {
  return spec.kind === 'stream' ? new StreamRun(spec) : new RunState(spec, performance.now(), undefined, brief);
}

/** What a series gets of the Lab. */
export interface LabParts extends SeriesParts<RunState | StreamRun> {
  /** Handed over, not imported: what a later part of the page imports moves into a file of its own, and the first paint gets heavier. */
  readonly newRun: typeof newRun;
  /** The user's own data and model, as far as that experiment needs them. */
  own(spec: Spec): Promise<Own>;
}

/** Many experiments one after the other, as far as taking turns looks. */
type Series = Pick<SeriesStore<never>, 'busy' | 'giveWay' | 'fail' | 'addEventListener'>;

export class LabStore extends ExperimentStore<Spec> {
  run = new RunState(presets.quick.spec);
  /** The stream that models serve: the other kind of experiment. */
  readonly stream = new StreamStore(this.workers, { lose: () => this.loseLab(), free: () => this.freeForStream() });
  /** How fast the engines of this machine are; its own store, since the Lab does not show it. */
  readonly bench = new BenchState(
    { adapter: () => this.workers.bench.adapter(), run: (onEvent) => this.workers.bench.run(proxy(onEvent)) },
    () => this.workers.dropBench(),
  );
  /** All that runs many experiments one after the other. */
  private readonly series: Series[] = [];
  /** The experiment at several label budgets, once it was asked for (`sweepOf`). */
  sweep: SweepStore | undefined;
  /** Whether the answer survives other recipes, once that was asked (`robustOf`). */
  robust: RobustStore | undefined;
  /** Known results of the literature, once they were asked for (`scienceOf`). */
  science: ScienceStore | undefined;
  private openedEngine: EngineFacts | undefined;
  private partial: { readonly run: RunState; readonly results: number; readonly summary: Summary } | undefined;

  constructor() {
    super(
      presets.quick.spec,
      new Workers(
        (text) => this.crashed(text),
        (text) => this.bench.fail(text),
      ),
    );
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) return;
      this.bench.markHidden();
      if (this.training) void this.workers.lab.markHidden();
    });
  }

  /** Back to a preset with an empty page. */
  reset(id: PresetId = 'quick'): void {
    this.stop();
    this.sweep?.clear();
    this.run = new RunState(presets[id].spec);
    this.setSpec(presets[id].spec);
  }

  /** Something is being trained, on this page or another. */
  get training(): boolean {
    return this.run.busy || this.stream.run.busy || this.series.some(({ busy }) => busy);
  }

  /** Opens the engine while nobody is waiting for it, so that the header can name it and the first run starts at once. */
  openEngineSoon(): void {
    const open = async () => {
      if (this.training) return;
      this.openedEngine = await this.workers.lab.openEngine(this.spec.engine);
      this.changed();
    };
    setTimeout(() => void open(), 400);
  }

  /** The engine of the last run, or the one that stands ready. */
  get engine(): EngineFacts | undefined {
    return this.run.engine ?? this.openedEngine;
  }

  /** What the results so far say: of a finished run, its record; else of the seeds that are complete. */
  get summary(): Summary {
    const { run } = this;
    if (run.record) return run.record.derived.summary;
    if (this.partial?.run !== run || this.partial.results !== run.results.length) {
      const { seeds, measure: { margin } } = run.spec; // prettier-ignore
      const taking = run.spec.arms.flatMap(({ id }) => (run.skipped.has(id) ? [] : (arms.find((arm) => arm.id === id) ?? [])));
      const summary = summarise(run.results, taking, {
        margin,
        majority: 0,
        watts: this.watts,
        softwareAdapter: run.engine?.software ?? false,
        warmedUp: true,
        hidden: false,
        busyElsewhere: false,
        ...(seeds.race && { design: 'race', retired: raced(run.results, taking, margin).retired }),
      });
      this.partial = { run, results: run.results.length, summary };
    }
    return this.partial.summary;
  }

  /** The finished run belongs to another experiment than the one now set. */
  override get stale(): boolean {
    return this.run.phase !== 'idle' && canonicalJson(whatRuns(this.run.spec)) !== canonicalJson(whatRuns(this.spec));
  }

  get canAddSeeds(): boolean {
    const { record, busy } = this.run;
    return !!record && !busy && !this.stale && record.seeds.length < MOST_SEEDS;
  }

  /** The finished run goes on as a race with up to `more` seeds: what it had is kept, and what is said holds however often this is done. */
  async addSeeds(more = MORE_SEEDS): Promise<void> {
    const { run } = this;
    if (!this.canAddSeeds || !run.record) return;
    const { seeds } = run.record.spec;
    this.edit({ seeds: { ...seeds, race: true, count: Math.min(MOST_SEEDS, run.record.seeds.length + more) } });
    await this.start(undefined, run);
  }

  /** Starts the experiment as it stands. Resolves when the run has ended; `listener` also gets every event. */
  async start(listener?: (event: RunEvent) => void, earlier?: RunState): Promise<RunRecord | undefined> {
    if (this.run.busy) return undefined;
    this.giveWay();
    const run = new RunState(this.spec, performance.now(), earlier);
    this.run = run;
    this.notice = undefined;
    await this.play<RunEvent>(run, listener);
    return run.record;
  }

  /** Gives a further series the lab worker, in turn with everything else. */
  addSeries<S extends Series>(create: (parts: LabParts) => S): S {
    const series = create({
      newRun,
      own: (spec) => this.ownParts(spec),
      play: (run: Playable<never>, own, onEvent) => this.play(run, onEvent, own),
      halt: (run) => this.halt(run),
    });
    series.addEventListener('change', () => this.changed());
    this.series.push(series);
    return series;
  }

  /** What runs many experiments stops: something else is about to begin. */
  giveWay(): void {
    for (const series of this.series) series.giveWay();
  }

  /** Has the lab worker carry out that run. Resolves when it has ended, however it did. */
  private async play<Event>(run: Playable<Event>, listener?: (event: Event | Ended) => void, parts?: Own): Promise<void> {
    this.bench.giveWay();
    this.stream.stop();
    this.playing = run;
    this.unsent = run;
    run.phase = 'preparing';
    this.changed();

    const { port1, port2 } = new MessageChannel();
    const ended = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<readonly Event[]>) => {
        for (const event of data) {
          run.apply(event);
          listener?.(event);
        }
        this.changed();
        if (!run.busy) resolve();
      };
      this.giveUp = () => resolve();
    });
    const own = parts ?? (await this.ownParts());
    // A run that was just stopped may still be on its last step.
    await this.labFree;
    if (this.unsent === run) this.unsent = undefined;
    if (run.busy) {
      this.labFree = new Promise((resolve) => (this.freeLab = resolve));
      this.handOver(run, transfer(port2, [port2]), own)
        .catch((error: unknown) => this.crashed(`The run could not start: ${String(error)}.`))
        .finally(this.freeLab);
      await ended;
    } else listener?.({ type: 'stopped', kept: 0 });
    port1.close();
  }

  private handOver({ spec, earlier, brief }: Playable<never>, telemetry: MessagePort, own: Own): Promise<void> {
    const { lab } = this.workers;
    if (spec.kind !== 'stream') return lab.run(spec, telemetry, own, earlier?.record, brief);
    void lab.setSpeed(Infinity);
    return lab.runStream(spec, telemetry, own);
  }

  /** What runs many experiments gives way to a stream. Resolves when the lab worker is free, unless the Lab's own run has it. */
  private async freeForStream(): Promise<void> {
    this.giveWay();
    if (!this.run.busy) await this.labFree;
  }

  /** The run that the lab worker has, or had last: the experiment's, one of a sweep, or a known result. */
  private playing: Playable<never> = this.run;
  private giveUp: () => void = () => {};
  /** Resolves when the lab worker has finished what it was doing. */
  private labFree: Promise<void> = Promise.resolve();
  private freeLab: () => void = () => {};
  /** A run that the lab worker does not know of yet. */
  private unsent: Playable<never> | undefined;

  /** The same experiment with a new root seed. */
  newSeed(): void {
    if (this.run.busy) return;
    const root = crypto.getRandomValues(new Uint32Array(1))[0]!;
    this.edit({ seeds: { ...this.spec.seeds, root } });
    void this.start();
  }

  togglePause(): void {
    const { run } = this;
    if (run.phase === 'running') {
      run.phase = 'paused';
      void this.workers.lab.pause();
    } else if (run.phase === 'paused') {
      run.phase = 'running';
      void this.workers.lab.resume();
    } else return;
    this.changed();
  }

  /** Stops the run, or the sweep. Finished repeats stay on the page. */
  stop(): void {
    this.sweep?.stop();
    this.halt(this.run);
  }

  /** Ends the worker by force when it does not answer. */
  private halt(run: Playable<never>): void {
    // Kept, since another run may have begun when the grace is over.
    const { giveUp } = this;
    if (!run.busy) return;
    if (this.unsent === run) {
      run.apply({ type: 'stopped', kept: 0 });
      return this.changed();
    }
    void this.workers.lab.stop();
    setTimeout(() => {
      if (!run.busy) return;
      this.loseLab();
      run.apply({ type: 'stopped', kept: run.results?.length ?? 0 });
      giveUp();
      this.changed();
    }, STOP_GRACE_MS);
  }

  /** Ends the lab worker; what it was doing will never be answered. */
  private loseLab(): void {
    this.workers.dropLab();
    this.freeLab();
  }

  private crashed(text: string): void {
    const run = this.playing;
    this.data.lost();
    this.stream.fail(text);
    if (run.busy) {
      this.loseLab();
      run.apply({ type: 'failed', code: 'internal', text, kept: run.results?.length ?? 0 });
      this.giveUp();
    } else this.notice = text;
    for (const series of this.series) series.fail(text);
    this.changed();
  }
}
