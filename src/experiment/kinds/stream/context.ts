/** What a stream runs with. Types only. */
import type { EarlierStream, StreamRecord } from '../../../contracts/record.ts';
import type { Analyst } from '../../../contracts/analysis.ts';
import type { Emit } from '../../../contracts/events.ts';
import type { Observation, PolicyRun, Retired, StreamCommand, StreamEdit, StreamSeed } from '../../../contracts/stream.ts';
import type { Pace, Trainer } from '../../../contracts/trainer.ts';
import type { Dataset } from '../../../data/types.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import type { StreamSpec } from '../../../spec/schema.ts';

/** How a person takes part: pauses, steps and commands come in between two batches of the first seed. */
export interface StreamPace extends Pace {
  /** Resolves when the next batch may come. */
  beforeBatch(seed: number, batch: number): Promise<void>;
  /** What was asked for and is due before that batch of the first seed. */
  commands(batch: number): readonly StreamCommand[];
}

export interface StreamContext {
  readonly spec: StreamSpec;
  readonly dataset: Dataset;
  readonly ownModel?: OwnModel;
  readonly trainer: Trainer;
  /** Where work is done that needs no engine; in this thread without. */
  readonly analyst?: Analyst;
  readonly pace: StreamPace;
  readonly emit: Emit;
  /** What an earlier run of the same stream has already. */
  readonly earlier?: EarlierStream;
}

/** What the seeds of one run share besides. */
export interface SeedContext extends StreamContext {
  /** What was said of repairs already, by its text: a policy that asks for what cannot be done asks again and again, and on every seed. */
  readonly said: Set<string>;
}

export interface StreamResult {
  readonly seeds: readonly StreamSeed[];
  readonly runs: readonly PolicyRun[];
  /** Of the first seed. Drifts by hand were made before the same batch of every further one. */
  readonly edits: readonly StreamEdit[];
  /** Of the first seed. */
  readonly observations: readonly Observation[];
  /** Who was left out of a race. */
  readonly retired: readonly Retired[];
  /** Where it ended early; absent where it went to its end. */
  readonly aborted?: NonNullable<StreamRecord['aborted']>;
  /** Why it did. */
  readonly endedBy?: unknown;
}
