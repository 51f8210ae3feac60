/**
 * A stream: the world changes while models serve it. For every seed all policies meet the same rows and the same labels, batch
 * by batch, each with a model of its own. The first seed goes by while a person watches and takes part; the further ones follow as
 * fast as they can (`stream-seeds.ts`). Pure orchestration: engine, clock, listener and the person are passed in.
 */
import type { StreamEvent } from '../../../contracts/events.ts';
import type { Dataset } from '../../../data/types.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import type { Observation, PolicyRun, Retired, StreamCommand, StreamEdit, StreamSeed } from '../../../contracts/stream.ts';
import type { Pace, Trainer } from '../../../contracts/trainer.ts';
import { openLane, type LaneContext } from './seed.ts';
import { furtherSeeds } from './further-seeds.ts';

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
  readonly pace: StreamPace;
  emit(event: StreamEvent): void;
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
}

/** Runs every seed. The spec must have passed `checkStream`. Rejects with an AbortError when stopped. */
export async function runStream(context: StreamContext): Promise<StreamResult> {
  const lanes: LaneContext = { ...context, refused: new Set() };
  const first = await firstSeed(lanes);
  const further = await furtherSeeds(lanes, first);
  return { ...first, seeds: [...first.seeds, ...further.seeds], runs: [...first.runs, ...further.runs], retired: further.retired };
}

async function firstSeed(context: LaneContext): Promise<Omit<StreamResult, 'retired'>> {
  const { pace, emit } = context;
  const edits: StreamEdit[] = [];
  const observations: Observation[] = [];
  const lane = await openLane(context, 0);
  emit({ type: 'stream-started', seed: lane.seed, batches: lane.batches });
  for (let batch = 0; batch < lane.batches; batch++) {
    await pace.beforeBatch(0, batch);
    for (const command of pace.commands(batch)) {
      const edit = await lane.obey(command, batch);
      if (!edit) continue;
      edits.push(edit);
      emit({ type: 'stream-edited', edit });
    }
    const points = await lane.serve(batch);
    const passing = await lane.passing(batch);
    const observation = await lane.observe(batch);
    if (observation) observations.push(observation);
    emit({ type: 'stream-batch', seed: 0, batch, points, ...(passing && { passing }), ...(observation && { observation }) });
  }
  const runs = await lane.end();
  emit({ type: 'stream-ended', runs });
  return { seeds: [lane.seed], runs, edits, observations };
}
