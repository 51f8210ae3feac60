/** The life of a stream as an explicit state machine, fed by the events of the experiment. */
import type { StreamRunEvent } from '../contracts/events.ts';
import type { Observation, PassingBy, PolicyPoint, PolicyRun, Retired, StreamEdit, StreamSeed } from '../contracts/stream.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import type { StreamRecord } from '../contracts/stream-record.ts';
import type { StreamSpec } from '../spec/schema.ts';
import type { RunPhase } from './run-state.ts';

/** One stream, from click to conclusion. */
export class StreamRun {
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
  /** Batches of the first seed that went by. */
  seen = 0;
  /** Of the first seed: `[policy][batch]`. */
  readonly columns: PolicyPoint[][];
  /** Seeds that are through, and batches of further seeds that went by. */
  ended = 0;
  private further = 0;
  /** Policies that a race goes on without. */
  retired: readonly Retired[] = [];

  constructor(readonly spec: StreamSpec) {
    this.columns = spec.policies.map(() => []);
  }

  get busy(): boolean {
    return this.phase === 'preparing' || this.phase === 'running' || this.phase === 'paused';
  }

  /** The first seed has gone by: the further ones follow at full speed, and a person only watches. */
  get watched(): boolean {
    return this.ended > 0;
  }

  /** Batches that went by, of all seeds; undefined before the first. */
  get progress(): { readonly done: number; readonly total: number } | undefined {
    return this.batches ? { done: this.seen + this.further, total: this.batches * this.spec.seeds.count } : undefined;
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
        return;
      case 'stream-batch':
        if (this.watched) {
          this.further++;
          return;
        }
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
        this.ended++;
        return;
      case 'stream-raced':
        this.retired = event.retired;
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
