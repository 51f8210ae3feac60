/** The state of the Stream page: the stream being edited, and the one that goes by. */
import type { RunEvent } from '../contracts/events.ts';
import type { StreamCommand } from '../contracts/stream.ts';
import type { StreamRecord } from '../contracts/record.ts';
import { canonicalJson } from '../spec/canonical.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { streamPresets, type StreamPresetId } from '../spec/kinds/stream/presets.ts';
import { ExperimentStore } from './experiment-store.ts';
import { urgency, type JobQueue, type Play } from './job-queue.ts';
import { StreamRun } from './stream-run.ts';
import type { Workers } from './workers.ts';

/** Batches per second at first: slow enough to watch. */
const WATCHABLE = 8;

export class StreamStore extends ExperimentStore<StreamSpec> {
  run = new StreamRun(streamPresets.plants.spec);
  /** Batches per second; Infinity = as fast as they can. */
  speed = WATCHABLE;

  constructor(
    workers: Workers,
    private readonly queue: JobQueue,
  ) {
    super(streamPresets.plants.spec, workers);
  }

  reset(id: StreamPresetId): void {
    this.stop();
    const spec = (this.restriction?.home as StreamSpec | undefined) ?? streamPresets[id].spec;
    this.run = new StreamRun(spec);
    this.setSpec(spec);
  }

  /** The stream on the page belongs to another experiment than the one now set. */
  override get stale(): boolean {
    return this.run.phase !== 'idle' && canonicalJson(this.run.spec) !== canonicalJson(this.spec);
  }

  /** Plays the stream as it stands. Resolves when it has ended; `listener` also gets every event. */
  async start(listener?: (event: RunEvent) => void): Promise<StreamRecord | undefined> {
    return this.play(new StreamRun(this.spec), { listener });
  }

  /** Carries out that run of it, unless one goes on. */
  async play(run: StreamRun, play: Pick<Play, 'listener' | 'earlier' | 'first'>): Promise<StreamRecord | undefined> {
    if (this.run.busy) return undefined;
    this.run = run;
    this.showNotice(undefined);
    const leave = this.queue.enter({ urgency: urgency.stream, giveWay: () => this.queue.halt(run) });
    await this.queue.play(run, { urgency: urgency.stream, own: this.ownParts(), speed: this.speed, ...play });
    leave();
    return run.record;
  }

  /** Nobody watches. */
  override carryOut(spec: StreamSpec, listener?: (event: RunEvent) => void): Promise<StreamRecord | undefined> {
    this.setSpec(spec);
    this.setSpeed(Infinity);
    return this.start(listener);
  }

  /** It waits for a comparison to end. */
  get waits(): boolean {
    return this.queue.waits(this.run);
  }

  /** It waits until another tab has ended its run. */
  get waitsForOtherTab(): boolean {
    return this.queue.waitsForOtherTab(this.run);
  }

  /** The queue has news. */
  override told(): void {
    this.changed();
  }

  togglePause(): void {
    this.queue.togglePause(this.run);
  }

  /** One more batch of a paused stream, while its first seed goes by. */
  step(): void {
    if (this.run.phase === 'paused' && !this.run.watched) this.queue.drive(this.run, { type: 'step' });
  }

  /** On to just before that batch, as fast as it can. */
  jump(batch: number): void {
    if (!this.run.busy || this.run.watched) return;
    this.run.phase = 'running';
    this.run.target = batch;
    this.queue.drive(this.run, { type: 'jump', batch });
    this.changed();
  }

  setSpeed(batchesPerSecond: number): void {
    this.speed = batchesPerSecond;
    this.queue.drive(this.run, { type: 'speed', perSecond: batchesPerSecond });
    this.changed();
  }

  /** A person's word in the first seed, the only one that is watched. */
  command(command: StreamCommand): void {
    if (!this.run.busy || this.run.watched) return;
    if (command.type !== 'drift') this.run.answered.set(command.policy, this.run.seen);
    this.queue.drive(this.run, command);
    this.changed();
  }

  /** The same stream with a new root seed. */
  newSeed(): void {
    if (this.run.busy || this.restriction?.locks('seeds')) return;
    this.edit({ seeds: { ...this.spec.seeds, root: crypto.getRandomValues(new Uint32Array(1))[0]! } });
    void this.start();
  }

  override stop(): void {
    this.queue.halt(this.run);
  }
}
