/** The state of the Stream page: the stream being edited, and the one that goes by as an explicit state machine. */
import { transfer } from 'comlink';
import type { StreamRunEvent } from '../experiment/events.ts';
import type { StreamTelemetry } from '../experiment/protocol.ts';
import type { Observation, PassingBy, PolicyPoint, PolicyRun, StreamCommand, StreamEdit, StreamSeed } from '../experiment/stream-types.ts';
import type { EngineFacts } from '../experiment/trainer.ts';
import type { StreamRecord } from '../record/stream-types.ts';
import { canonicalJson } from '../spec/canonical.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { streamPresets, type StreamPresetId } from '../spec/stream-presets.ts';
import { ExperimentStore } from './experiment-store.ts';
import type { RunPhase } from './run-state.ts';
import type { Workers } from './workers.ts';

/** How long a stopped worker may take to answer before it is ended by force, in ms. */
const STOP_GRACE_MS = 900;
/** Batches per second at first: slow enough to watch. */
const WATCHABLE = 8;

/** One stream, from click to conclusion. */
class StreamRun {
  phase: RunPhase = 'idle';
  engine: EngineFacts | undefined;
  message: string | undefined;
  record: StreamRecord | undefined;
  readonly warnings: string[] = [];
  readonly seeds: StreamSeed[] = [];
  readonly runs: PolicyRun[] = [];
  readonly edits: StreamEdit[] = [];
  /** What estimates without labels said, of the first seed. */
  readonly observations: Observation[] = [];
  batches = 0;
  /** Rows of the latest batch to look at, and of data in a plane what each policy's model says on the grid. */
  passing: PassingBy | undefined;
  readonly views = new Map<number, Uint8Array>();
  /** By policy: how many batches had been seen when a person last answered it; the answer counts from the next one on. */
  readonly answered = new Map<number, number>();
  /** Where a jump ends. */
  target = -1;
  /** Batches of the seed that goes by now. */
  seen = 0;
  /** Of that seed: `[policy][batch]`. */
  readonly columns: PolicyPoint[][];

  constructor(readonly spec: StreamSpec) {
    this.columns = spec.policies.map(() => []);
  }

  get busy(): boolean {
    return this.phase === 'preparing' || this.phase === 'running' || this.phase === 'paused';
  }

  /** Takes the next event. What comes after the end changes nothing. */
  apply(event: StreamRunEvent): void {
    if (this.phase === 'finished' || this.phase === 'stopped' || this.phase === 'failed') return;
    switch (event.type) {
      case 'phase-started':
        if (this.phase !== 'paused') this.phase = event.phase === 'training' || event.phase === 'summary' ? 'running' : 'preparing';
        return;
      case 'engine-ready':
        this.engine = event.facts;
        return;
      case 'warning':
        this.warnings.push(event.text);
        return;
      case 'stream-started':
        this.seeds.push(event.seed);
        this.batches = event.batches;
        this.seen = 0;
        for (const column of this.columns) column.length = 0;
        return;
      case 'stream-batch':
        this.seen++;
        event.points.forEach((point, policy) => this.columns[policy]!.push(point));
        this.passing = event.passing ?? this.passing;
        event.passing?.views.forEach((said, policy) => this.views.set(policy, said));
        if (event.observation) this.observations.push(event.observation);
        if (this.seen === this.target) this.phase = 'paused';
        return;
      case 'stream-edited':
        this.edits.push(event.edit);
        return;
      case 'stream-ended':
        this.runs.push(...event.runs);
        return;
      case 'stream-finished':
        this.phase = 'finished';
        this.record = event.record;
        return;
      case 'stopped':
        this.phase = 'stopped';
        this.message = 'Stopped. What went by is shown; nothing is concluded from it.';
        return;
      case 'failed':
        this.phase = 'failed';
        this.message = event.text;
        return;
      default:
        event satisfies never;
    }
  }
}

export class StreamStore extends ExperimentStore<StreamSpec> {
  run = new StreamRun(streamPresets.plants.spec);
  /** Batches per second; Infinity = as fast as they can. */
  speed = WATCHABLE;
  private giveUp: () => void = () => {};

  /** `loseLab` ends the lab worker at once. */
  constructor(
    workers: Workers,
    private readonly loseLab: () => void,
  ) {
    super(streamPresets.plants.spec, workers);
  }

  reset(id: StreamPresetId): void {
    this.stop();
    this.run = new StreamRun(streamPresets[id].spec);
    this.setSpec(streamPresets[id].spec);
  }

  /** The stream on the page belongs to another experiment than the one now set. */
  override get stale(): boolean {
    return this.run.phase !== 'idle' && canonicalJson(this.run.spec) !== canonicalJson(this.spec);
  }

  /** Plays the stream as it stands. Resolves when it has ended; `listener` also gets every event. */
  async start(listener?: (event: StreamRunEvent) => void): Promise<StreamRecord | undefined> {
    if (this.run.busy) return undefined;
    const run = new StreamRun(this.spec);
    this.run = run;
    run.phase = 'preparing';
    this.showNotice(undefined);
    const { port1, port2 } = new MessageChannel();
    const ended = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<StreamTelemetry>) => {
        for (const event of data) {
          run.apply(event);
          listener?.(event);
        }
        this.changed();
        if (!run.busy) resolve();
      };
      this.giveUp = () => resolve();
    });
    const own = await this.ownParts();
    const { lab } = this.workers;
    void lab.setSpeed(this.speed);
    lab.runStream(run.spec, transfer(port2, [port2]), own).catch((error: unknown) => this.fail(`The stream could not start: ${String(error)}.`));
    await ended;
    port1.close();
    return run.record;
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

  /** One more batch of a paused stream. */
  step(): void {
    if (this.run.phase === 'paused') void this.workers.lab.step();
  }

  /** On to just before that batch, as fast as it can. */
  jump(batch: number): void {
    if (!this.run.busy) return;
    this.run.phase = 'running';
    this.run.target = batch;
    void this.workers.lab.jump(batch);
    this.changed();
  }

  setSpeed(batchesPerSecond: number): void {
    this.speed = batchesPerSecond;
    void this.workers.lab.setSpeed(batchesPerSecond);
    this.changed();
  }

  command(command: StreamCommand): void {
    if (!this.run.busy) return;
    if (command.type !== 'drift') this.run.answered.set(command.policy, this.run.seen);
    void this.workers.lab.command(command);
    this.changed();
  }

  /** The same stream with a new root seed. */
  newSeed(): void {
    if (this.run.busy) return;
    this.edit({ seeds: { ...this.spec.seeds, root: crypto.getRandomValues(new Uint32Array(1))[0]! } });
    void this.start();
  }

  stop(): void {
    const { run, giveUp } = this;
    if (!run.busy) return;
    void this.workers.lab.stop();
    setTimeout(() => {
      if (!run.busy) return;
      this.loseLab();
      run.apply({ type: 'stopped', kept: 0 });
      giveUp();
      this.changed();
    }, STOP_GRACE_MS);
  }

  /** The worker is gone, or could not begin. */
  fail(text: string): void {
    this.data.lost();
    if (this.run.busy) {
      this.run.apply({ type: 'failed', code: 'internal', text, kept: 0 });
      this.giveUp();
    }
    this.changed();
  }
}
