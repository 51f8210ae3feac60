/** The life of a run of any kind as one explicit state machine, fed by the events of the experiment. */
import type { CompareEvent, RunEvent, StreamEvent } from '../contracts/events.ts';
import type { AnyRecord, Interruption } from '../contracts/record.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import type { AnySpec } from '../spec/schema.ts';

export type RunPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** How far a run is: trainings, or batches. */
export interface RunProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly etaMs?: number;
}

/** One run, from click to conclusion. Events of an older run never reach it: each run has its own object and port. */
export abstract class Run<S extends AnySpec = AnySpec, R extends AnyRecord = AnyRecord> {
  phase: RunPhase = 'idle';
  engine: EngineFacts | undefined;
  record: R | undefined;
  /** What it had come to, where it ended early. */
  partial: R | undefined;
  /** Why it ended without a record. */
  message: string | undefined;
  readonly warnings: string[] = [];
  /** What it lost while it went on. */
  interruptions: readonly Interruption[] = [];
  /** Only accuracies are asked of it. */
  readonly brief: boolean = false;

  constructor(readonly spec: S) {}

  get busy(): boolean {
    return this.phase === 'preparing' || this.phase === 'running' || this.phase === 'paused';
  }

  /** Undefined before it can be told. */
  abstract get progress(): Omit<RunProgress, 'what'> | undefined;

  /** What a stopped run keeps, as a count. */
  abstract get kept(): number;

  /** Takes the next event. What comes after the end (a worker that answers late) changes nothing. */
  apply(event: RunEvent): void {
    if (this.phase === 'finished' || this.phase === 'stopped' || this.phase === 'failed') return;
    switch (event.type) {
      case 'phase-started':
        if (this.phase !== 'paused') this.phase = event.phase === 'training' || event.phase === 'summary' ? 'running' : 'preparing';
        return;
      case 'engine-ready':
        this.engine = event.facts;
        return;
      case 'warning':
        // Every seed may say the same.
        if (!this.warnings.includes(event.text)) this.warnings.push(event.text);
        return;
      case 'progress': {
        const { type: _, ...progress } = event;
        this.told(progress);
        return;
      }
      case 'finished':
        this.phase = 'finished';
        // A run's record is of the kind of its spec.
        this.record = event.record as R;
        return;
      case 'stopped':
        this.phase = 'stopped';
        this.message = this.stoppedWith(event.kept);
        this.partial = event.record as R | undefined;
        return;
      case 'failed':
        this.phase = 'failed';
        this.message = event.text;
        this.partial = event.record as R | undefined;
        return;
      default:
        this.hear(event);
    }
  }

  /** What only its kind says. */
  protected abstract hear(event: CompareEvent | StreamEvent): void;

  /** What is shown of a run that was stopped. */
  protected abstract stoppedWith(kept: number): string;

  protected told(_progress: RunProgress): void {}
}
