/** The state of the Stream page: the stream being edited, and the one that goes by as an explicit state machine. */
import { transfer } from 'comlink';
import type { StreamRunEvent } from '../contracts/events.ts';
import type { StreamTelemetry } from '../contracts/services.ts';
import type { StreamCommand } from '../contracts/stream.ts';
import type { StreamRecord } from '../contracts/stream-record.ts';
import { canonicalJson } from '../spec/canonical.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { streamPresets, type StreamPresetId } from '../spec/kinds/stream/presets.ts';
import { ExperimentStore } from './experiment-store.ts';
import { StreamRun } from './stream-run.ts';
import type { Workers } from './workers.ts';

/** How long a stopped worker may take to answer before it is ended by force, in ms. */
const STOP_GRACE_MS = 900;
/** Batches per second at first: slow enough to watch. */
const WATCHABLE = 8;

export class StreamStore extends ExperimentStore<StreamSpec> {
  run = new StreamRun(streamPresets.plants.spec);
  /** Batches per second; Infinity = as fast as they can. */
  speed = WATCHABLE;
  private giveUp: () => void = () => {};

  /** `lab.lose` ends the lab worker at once; `lab.free` resolves when it can take a stream. */
  constructor(
    workers: Workers,
    private readonly labWorker: { lose(): void; free(): Promise<void> },
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
    await this.labWorker.free();
    // Stopped in the meantime, it never begins.
    if (run.busy) {
      const { lab } = this.workers;
      void lab.setSpeed(this.speed);
      lab
        .runStream(run.spec, transfer(port2, [port2]), own)
        .catch((error: unknown) => this.fail(`The stream could not start: ${String(error)}.`));
      await ended;
    }
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

  /** One more batch of a paused stream, while its first seed goes by. */
  step(): void {
    if (this.run.phase === 'paused' && !this.run.watched) void this.workers.lab.step();
  }

  /** On to just before that batch, as fast as it can. */
  jump(batch: number): void {
    if (!this.run.busy || this.run.watched) return;
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

  /** A person's word in the first seed, the only one that is watched. */
  command(command: StreamCommand): void {
    if (!this.run.busy || this.run.watched) return;
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
      this.labWorker.lose();
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
