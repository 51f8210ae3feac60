/**
 * A stream: the world changes while models serve it. For every seed all policies meet the same rows and the same labels, batch
 * by batch, each with a model of its own. Pure orchestration: engine, clock, listener and the person are passed in.
 */
import type { Dataset } from '../data/types.ts';
import type { OwnModel } from '../models/own-model.ts';
import type { StreamSpec } from '../spec/schema.ts';
import type { Observation, PassingBy, PolicyPoint, PolicyRun, StreamCommand, StreamEdit, StreamSeed } from './stream-types.ts';
import type { Pace, Trainer } from './trainer.ts';
import { openLane } from './stream-lane.ts';

/** How a person takes part: pauses, steps and commands come in between two batches. */
export interface StreamPace extends Pace {
  /** Resolves when the next batch may come. */
  beforeBatch(seed: number, batch: number): Promise<void>;
  /** What was asked for and is due before that batch. */
  commands(batch: number): readonly StreamCommand[];
}

export type StreamEvent =
  | { readonly type: 'stream-started'; readonly seed: StreamSeed; readonly batches: number }
  | { readonly type: 'stream-batch'; readonly seed: number; readonly batch: number; readonly points: readonly PolicyPoint[]; readonly passing?: PassingBy; readonly observation?: Observation }
  | { readonly type: 'stream-edited'; readonly edit: StreamEdit }
  | { readonly type: 'stream-ended'; readonly runs: readonly PolicyRun[] }
  | { readonly type: 'warning'; readonly code: string; readonly text: string };

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
  readonly edits: readonly StreamEdit[];
  /** Of the first seed. */
  readonly observations: readonly Observation[];
}

/** Runs every seed. The spec must have passed `checkStream`. Rejects with an AbortError when stopped. */
export async function runStream(context: StreamContext): Promise<StreamResult> {
  const result = { seeds: [] as StreamSeed[], runs: [] as PolicyRun[], edits: [] as StreamEdit[], observations: [] as Observation[] };
  for (let seed = 0; seed < context.spec.seeds.count; seed++) {
    const lane = await openLane(context, seed);
    result.seeds.push(lane.seed);
    context.emit({ type: 'stream-started', seed: lane.seed, batches: lane.batches });
    for (let batch = 0; batch < lane.batches; batch++) {
      await context.pace.beforeBatch(seed, batch);
      for (const command of context.pace.commands(batch)) {
        const edit = await lane.obey(command, batch);
        if (!edit) continue;
        result.edits.push(edit);
        context.emit({ type: 'stream-edited', edit });
      }
      const points = await lane.serve(batch);
      const passing = seed === 0 ? await lane.passing(batch) : undefined;
      const observation = seed === 0 ? await lane.observe(batch) : undefined;
      if (observation) result.observations.push(observation);
      context.emit({ type: 'stream-batch', seed, batch, points, ...(passing && { passing }), ...(observation && { observation }) });
    }
    const runs = await lane.end();
    result.runs.push(...runs);
    context.emit({ type: 'stream-ended', runs });
  }
  return result;
}
