/**
 * The sole owner of the lab worker: runs wait for it in turn, the most urgent first, and each ends exactly once. What is less urgent
 * than a run that a person starts gives way to it; what is more urgent is waited for.
 */
import { transfer } from 'comlink';
import type { Ended, RunEvent } from '../contracts/events.ts';
import type { AnyRecord } from '../contracts/record.ts';
import type { LabService, Own, RunCommand, RunOptions, Telemetry } from '../contracts/services.ts';
import type { RepairedModel } from '../contracts/repair.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import type { AnySpec } from '../spec/schema.ts';
import { eventLog, impersonal } from './event-log.ts';
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
  phase: RunPhase;
  apply(event: RunEvent): void;
}

export interface Play extends Omit<RunOptions, 'own'> {
  readonly urgency: number;
  /** What it needs of the user's own. */
  readonly own: Own | Promise<Own>;
  /** Gets every event after the run has. */
  readonly listener?: ((event: RunEvent) => void) | undefined;
}

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
  /** Its end has come. */
  end(event?: Ended): void;
}

export class JobQueue {
  private readonly producers = new Set<Producer>();
  private waiting: Job[] = [];
  /** The one that the worker has. */
  private current: Job | undefined;

  /** `changed` is told whenever a run has changed. */
  constructor(
    private readonly worker: LabWorker,
    private readonly changed: () => void,
    /** A run has left a record, whole or of what it had come to when it was stopped. */
    private readonly left: (run: Playable, record: AnyRecord) => void = () => undefined,
  ) {}

  /** Something is carried out or waits. */
  get busy(): boolean {
    return this.current !== undefined || this.waiting.length > 0;
  }

  /** That run waits for another to end. */
  waits(run: Playable): boolean {
    return this.waiting.some((job) => job.run === run);
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
    if (this.current?.run === run && this.current.sent) void this.worker.lab.drive(command);
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
    return this.busy ? undefined : this.worker.lab.openEngine(request);
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
    void this.worker.lab.drive({ type: 'stop' });
    setTimeout(() => {
      if (!run.busy || this.current !== current) return;
      this.worker.dropLab();
      this.leave(current, { type: 'stopped', kept: run.kept });
    }, STOP_GRACE_MS);
  }

  /** A worker is lost: nothing that was asked of it will be answered. False where nothing was. */
  crashed(text: string): boolean {
    const lost = [...(this.current ? [this.current] : []), ...this.waiting];
    if (this.current) this.worker.dropLab();
    this.current = undefined;
    this.waiting = [];
    for (const job of lost) job.end({ type: 'failed', code: 'internal', text, kept: job.run.kept });
    this.changed();
    return lost.length > 0;
  }

  private tell({ run, play }: Job, event: RunEvent): void {
    run.apply(event);
    noteEvent(event);
    play.listener?.(event);
    if ((event.type === 'finished' || event.type === 'stopped') && event.record && !play.brief) this.left(run, event.record);
  }

  private next(): void {
    if (this.current || this.waiting.length === 0) return;
    const job = this.waiting.reduce((first, each) => (each.play.urgency > first.play.urgency ? each : first));
    this.waiting = this.waiting.filter((each) => each !== job);
    this.current = job;
    void this.carryOut(job);
  }

  private async carryOut(job: Job): Promise<void> {
    const { spec } = job.run;
    const { own, earlier, brief, speed } = job.play;
    const { port1, port2 } = new MessageChannel();
    // The worker's promise and its last events come by different ways: both have to be there.
    let heard: () => void = () => {};
    const ended = new Promise<void>((resolve) => (heard = resolve));
    port1.onmessage = ({ data }: MessageEvent<Telemetry>) => {
      if (this.current !== job) return;
      for (const event of data) this.tell(job, event);
      this.changed();
      if (!job.run.busy) heard();
    };
    try {
      const options: RunOptions = {
        own: await own,
        ...(earlier && { earlier }),
        ...(brief && { brief }),
        ...(speed !== undefined && { speed }),
      };
      // Stopped while its data came: it never begins.
      if (this.current !== job) return;
      job.sent = true;
      await this.worker.lab.run(spec, transfer(port2, [port2]), options);
      await ended;
      this.leave(job);
    } catch (error) {
      this.leave(job, { type: 'failed', code: 'internal', text: `The run could not start: ${String(error)}.`, kept: job.run.kept });
    } finally {
      port1.close();
    }
  }

  /** The worker is free again, unless that was so already. */
  private leave(job: Job, event?: Ended): void {
    if (this.current !== job) return;
    this.current = undefined;
    job.end(event);
    this.changed();
    this.next();
  }
}

/** What of a run the page's log keeps. */
function noteEvent(event: RunEvent): void {
  if (event.type === 'engine-ready') eventLog.note('engine', `${event.facts.engine}, ${event.facts.threads} threads`);
  if (event.type === 'finished') eventLog.note('run finished');
  if (event.type === 'stopped') eventLog.note('run stopped', `${event.kept} kept`);
  if (event.type === 'failed') eventLog.note('run failed', impersonal(`${event.code}, ${event.kept} kept: ${event.text}`));
}
