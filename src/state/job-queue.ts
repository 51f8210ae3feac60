/**
 * The sole owner of the lab worker: runs wait for it in turn, the most urgent first, and each ends exactly once. What is less urgent
 * than a run that a person starts gives way to it; what is more urgent is waited for.
 */
import { transfer } from 'comlink';
import type { Ended, RunEvent } from '../contracts/events.ts';
import type { AnyRecord, Interruption } from '../contracts/record.ts';
import type { LabService, Own, RunCommand, RunOptions, Telemetry } from '../contracts/services.ts';
import type { RepairedModel } from '../contracts/repair.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import type { AnySpec } from '../spec/schema.ts';
import { LOST, WorkerLostError } from '../watched-worker.ts';
import { watchStandstill } from './heartbeat.ts';
import { eventLog, noteEvent } from './event-log.ts';
import type { RunPhase } from './run.ts';

/** How long a stopped worker may take to answer before it is ended by force, in ms. */
const STOP_GRACE_MS = 900;

/** Who goes first. Equals wait for each other. */
export const urgency = { measurement: 0, series: 1, stream: 2, comparison: 3 } as const;

/** Whatever uses the processor for a time: a run, a series of them, a measurement. */
export interface Producer {
  readonly urgency: number;
  /** Something more urgent is about to begin: stop. */
  giveWay(): void;
}

/** A run of any kind, as far as having it carried out looks. */
export interface Playable {
  readonly spec: AnySpec;
  readonly busy: boolean;
  readonly kept: number;
  interruptions: readonly Interruption[];
  phase: RunPhase;
  apply(event: RunEvent): void;
}

export interface Play extends Omit<RunOptions, 'own'> {
  readonly urgency: number;
  /** What it needs of the user's own. */
  readonly own: Own | Promise<Own>;
  /** Gets every event after the run has. */
  readonly listener?: ((event: RunEvent) => void) | undefined;
  /** Said to the worker as soon as the run has begun. */
  readonly first?: RunCommand | undefined;
}

/** What becomes of runs besides. */
export interface Hooks {
  /** A run has left a record, whole or of what it had come to when it ended early. */
  left?(run: Playable, record: AnyRecord): void;
  /** A run that goes on for long has told something: every few seconds. */
  note?(run: Playable): void;
  /** A run that was noted has ended. */
  noted?(run: Playable): void;
  /** Resolves when it is this tab's turn, with what ends it; told when it has to wait, and when it has no more. At once without. */
  turn?: Turn;
}

export type Turn = (tell: (waits: boolean) => void) => Promise<() => void>;

/** How to reach the lab worker, and how to lose it. */
export interface LabWorker {
  readonly lab: {
    readonly [Name in keyof LabService]: (...of: Parameters<LabService[Name]>) => Promise<Awaited<ReturnType<LabService[Name]>>>;
  };
  /** Ends it at once; the next use starts a fresh one. */
  dropLab(): void;
}

interface Job {
  readonly run: Playable;
  readonly play: Play;
  /** The worker knows of it. */
  sent: boolean;
  /** Lets another tab have its turn. */
  release?: () => void;
  /** When it was last written down how far it is, or it began; as `performance.now` tells. */
  notedAt: number;
  noted?: true;
  /** Its end has come. */
  end(event?: Ended): void;
}

export class JobQueue {
  /** How often it is written down how far a run is, in ms: one that takes less loses little. */
  noteMs = 5_000;
  private readonly producers = new Set<Producer>();
  private waiting: Job[] = [];
  /** The one that the worker has. */
  private current: Job | undefined;
  /** The one that waits until another tab has ended its own. */
  private elsewhere: Job | undefined;

  /** `changed` is told whenever a run has changed. */
  constructor(
    private readonly worker: LabWorker,
    private readonly changed: () => void,
    private readonly hooks: Hooks = {},
  ) {}

  /** Something is carried out or waits. */
  get busy(): boolean {
    return this.current !== undefined || this.waiting.length > 0;
  }

  /** That run waits for another to end. */
  waits(run: Playable): boolean {
    return this.waiting.some((job) => job.run === run);
  }

  /** That run waits until another tab has ended its own. */
  waitsForOtherTab(run: Playable): boolean {
    return this.elsewhere?.run === run;
  }

  /** Begins: what is no more urgent gives way. Call what comes back when it has ended. */
  enter(producer: Producer): () => void {
    for (const other of this.producers) if (other.urgency <= producer.urgency) other.giveWay();
    this.producers.add(producer);
    return () => void this.producers.delete(producer);
  }

  /** Has the worker carry out that run. Resolves when it has ended, however it did. */
  async play(run: Playable, play: Play): Promise<void> {
    run.phase = 'preparing';
    eventLog.note('run began', `${run.spec.kind}, data ${run.spec.data.id}, engine ${run.spec.engine}`);
    await new Promise<void>((resolve) => {
      const job: Job = {
        run,
        play,
        sent: false,
        notedAt: performance.now(),
        end: (event) => {
          if (event && run.busy) this.tell(job, event);
          resolve();
        },
      };
      this.waiting.push(job);
      this.changed();
      this.next();
    });
    this.changed();
  }

  /** Passes a person's word on to the worker, if it has that run. */
  drive(run: Playable, command: RunCommand): void {
    // A worker that is lost tells whoever waits for the run.
    if (this.current?.run === run && this.current.sent) this.worker.lab.drive(command).catch(() => undefined);
  }

  togglePause(run: Playable): void {
    if (run.phase !== 'running' && run.phase !== 'paused') return;
    const pausing = run.phase === 'running';
    run.phase = pausing ? 'paused' : 'running';
    this.drive(run, { type: pausing ? 'pause' : 'resume' });
    this.changed();
  }

  /** The page is hidden: times are no longer comparable. */
  markHidden(): void {
    if (this.current) this.drive(this.current.run, { type: 'hidden' });
  }

  /** Opens an engine ahead of the first run, unless the worker is wanted; undefined when it cannot start, or is not asked. */
  async openEngine(request: AnySpec['engine']): Promise<EngineFacts | undefined> {
    return this.busy ? undefined : this.worker.lab.openEngine(request).catch(() => undefined);
  }

  /** What came of a repair, where the worker still has it. */
  repairedModel(specId: string, arm: string): Promise<RepairedModel | undefined> {
    return this.worker.lab.repairedModel(specId, arm);
  }

  /** Stops that run; a worker that does not answer in time is ended by force. Finished repeats are kept. */
  halt(run: Playable): void {
    if (!run.busy) return;
    const job = this.waiting.find((each) => each.run === run);
    if (job) {
      this.waiting = this.waiting.filter((each) => each !== job);
      job.end({ type: 'stopped', kept: 0 });
      return this.changed();
    }
    const { current } = this;
    if (current?.run !== run) return;
    if (!current.sent) return this.leave(current, { type: 'stopped', kept: 0 });
    this.drive(run, { type: 'stop' });
    setTimeout(() => {
      if (!run.busy || this.current !== current) return;
      this.worker.dropLab();
      this.leave(current, { type: 'stopped', kept: run.kept });
    }, STOP_GRACE_MS);
  }

  private tell(job: Job, event: RunEvent): void {
    const { run, play } = job;
    run.apply(event);
    noteEvent(event);
    play.listener?.(event);
    if ('record' in event && event.record && !play.brief) this.hooks.left?.(run, event.record);
  }

  private next(): void {
    if (this.current || this.waiting.length === 0) return;
    const job = this.waiting.reduce((first, each) => (each.play.urgency > first.play.urgency ? each : first));
    this.waiting = this.waiting.filter((each) => each !== job);
    this.current = job;
    void this.carryOut(job);
  }

  private async carryOut(job: Job): Promise<void> {
    const { play, run } = job;
    let { earlier, first } = play;
    // Here before it is needed: what ends a worker may end the connection, too.
    const rescue = import('./lost-run.ts');
    rescue.catch(() => undefined);
    try {
      const own = await play.own;
      // In one tab at a time: side by side, no time would mean anything.
      job.release = await (this.hooks.turn?.((waits) => this.waitsForTab(job, waits)) ?? (() => undefined));
      for (let losses = 0; ; losses++) {
        // Stopped while its data came, or another tab had its turn: it never begins.
        if (this.current !== job) return job.release();
        try {
          const { interruptions } = run;
          const going = { ...(earlier && { earlier }), ...(interruptions.length && { interruptions }) };
          await this.send(job, { ...optionsOf(play), own, ...going }, first);
          return this.leave(job);
        } catch (error) {
          const lost = error instanceof WorkerLostError ? 'worker' : error instanceof EngineGone ? 'engine' : undefined;
          if (this.current !== job || !lost || losses > 0) throw error;
          // Its last word was heard.
          if (!run.busy) return this.leave(job);
          ({ earlier = earlier, first } = (await rescue).beginAnew(run, lost, error as Error));
          this.changed();
        }
      }
    } catch (error) {
      // What was finished can still be gone on with.
      if (error instanceof WorkerLostError && run.kept > 0) this.writeDown(job);
      const text = await rescue.then(
        ({ lostAgain }) => lostAgain(error, run.kept),
        // The words for it did not come either.
        () => NOT_LOADED,
      );
      this.leave(job, { type: 'failed', code: 'internal', text, kept: run.kept });
    }
  }

  /** Has the worker carry out that run, to its end. @throws WorkerLostError */
  private async send(job: Job, options: RunOptions, first: RunCommand | undefined): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    // The worker's promise and its last events come by different ways: both have to be there.
    let heard: () => void = () => {};
    let lose: (error: EngineGone) => void = () => {};
    const ended = new Promise<void>((resolve, reject) => ([heard, lose] = [resolve, reject]));
    // Told below, when the worker has ended.
    ended.catch(() => undefined);
    port1.onmessage = ({ data }: MessageEvent<Telemetry>) => {
      if (this.current !== job) return;
      for (const event of data) {
        if (event.type === 'failed' && event.code === 'engine-lost' && mayTakeOther(job.run)) return lose(new EngineGone(event.text));
        this.tell(job, event);
      }
      this.note(job);
      this.changed();
      if (!job.run.busy) heard();
    };
    let unread: WorkerLostError | undefined;
    port1.onmessageerror = () => {
      unread = new WorkerLostError(LOST.message);
      eventLog.note('message lost', 'lab');
      // It would go on with what nobody hears of.
      this.worker.dropLab();
    };
    const watched = watchStandstill((ms) => this.drive(job.run, { type: 'stood-still', ms }));
    try {
      job.sent = true;
      const done = this.worker.lab.run(job.run.spec, transfer(port2, [port2]), options);
      if (document.hidden) this.drive(job.run, { type: 'hidden' });
      if (first) this.drive(job.run, first);
      await done;
      await ended;
    } catch (error) {
      throw unread ?? error;
    } finally {
      watched();
      port1.close();
    }
  }

  private note(job: Job): void {
    const now = performance.now();
    if (!job.run.busy || now - job.notedAt < this.noteMs) return;
    job.notedAt = now;
    this.writeDown(job);
  }

  /** Cells of a series are kept one by one, and the series knows which are missing. */
  private writeDown(job: Job): void {
    if (job.play.urgency === urgency.series) return;
    job.noted = true;
    this.hooks.note?.(job.run);
  }

  private waitsForTab(job: Job, waits: boolean): void {
    this.elsewhere = waits ? job : undefined;
    this.changed();
  }

  /** The worker is free again, unless that was so already. */
  private leave(job: Job, event?: Ended): void {
    if (this.current !== job) return;
    this.current = undefined;
    this.elsewhere = undefined;
    job.release?.();
    job.end(event);
    if (job.noted) this.hooks.noted?.(job.run);
    this.changed();
    this.next();
  }
}

const NOT_LOADED = 'A part of the page that this run needs could not be loaded. Check the connection and run again.';

/** The GPU is gone. */
class EngineGone extends Error {}

/** Where the engine was left to us another one takes its place, once. */
const mayTakeOther = ({ spec, interruptions }: Playable): boolean =>
  spec.engine === 'auto' && !interruptions.some(({ lost }) => lost === 'engine');

const optionsOf = ({ brief, speed }: Play): RunOptions => ({ ...(brief && { brief }), ...(speed !== undefined && { speed }) });
