/** A stream as it goes by: seeds, batches, what each policy did, and what a person did. */
import type { CompareEvent, StreamEvent } from '../contracts/events.ts';
import type { StreamRecord } from '../contracts/record.ts';
import type { Observation, PassingBy, PolicyPoint, PolicyRun, Retired, StreamEdit, StreamSeed } from '../contracts/stream.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { Run } from './run.ts';

export class StreamRun extends Run<StreamSpec, StreamRecord> {
  readonly seeds: StreamSeed[] = [];
  readonly runs: PolicyRun[] = [];
  readonly edits: StreamEdit[] = [];
  /** What estimates without labels said, of the first seed. */
  readonly observations: Observation[] = [];
  batches = 0;
  /** Rows of the latest batch to look at, and of data in a plane what each policy's model predicts on the grid. */
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
  further = 0;
  /** Policies that a race goes on without. */
  retired: readonly Retired[] = [];

  constructor(spec: StreamSpec) {
    super(spec);
    this.columns = spec.policies.map(() => []);
  }

  /** The first seed has gone by: the further ones follow at full speed, and a person only watches. */
  get watched(): boolean {
    return this.ended > 0;
  }

  /** Batches that went by, of all seeds; undefined before the first. */
  get progress(): { readonly done: number; readonly total: number } | undefined {
    return this.batches ? { done: this.seen + this.further, total: this.batches * this.spec.seeds.count } : undefined;
  }

  /** Nothing is concluded from a part of a stream. */
  get kept(): number {
    return 0;
  }

  protected hear(event: CompareEvent | StreamEvent): void {
    switch (event.type) {
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
        event.passing?.views.forEach((predicted, policy) => this.views.set(policy, predicted));
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
    }
  }

  protected stoppedWith(): string {
    return 'Stopped. What went by is shown; nothing is concluded from it.';
  }
}
