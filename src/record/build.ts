/** Puts a run record together and gives it its id. */
import type { Dataset } from '../data/types.ts';
import type { Robustness } from '../contracts/verdict.ts';
import type { ArmResult } from '../contracts/results.ts';
import { parameterSlots } from '../models/parameters.ts';
import type { Model } from '../models/types.ts';
import { contentId, specId } from '../spec/canonical.ts';
import type { Spec } from '../spec/schema.ts';
import type { BaseRate, Environment, RunRecord, SeedResult, SkippedArm } from '../contracts/record.ts';

export interface RecordParts {
  readonly spec: Spec;
  readonly dataset: Dataset;
  readonly model: Model;
  readonly environment: Environment;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly baseRate?: BaseRate;
  readonly seeds: readonly SeedResult[];
  readonly results: readonly ArmResult[];
  readonly skipped?: readonly SkippedArm[];
  readonly retired?: RunRecord['retired'];
  readonly derived: RunRecord['derived'];
}

/** The complete record. Every number in it is finite, so it survives JSON unchanged. */
export function buildRecord({
  spec,
  dataset,
  model,
  baseRate,
  seeds,
  results,
  skipped,
  retired,
  derived,
  environment,
  startedAt,
  durationMs,
}: RecordParts): RunRecord {
  const record: Omit<RunRecord, 'runId'> = {
    version: 1,
    specId: specId(spec),
    spec,
    startedAt,
    durationMs,
    environment,
    data: dataFacts(dataset),
    model: modelFacts(model),
    ...(baseRate && { baseRate }),
    seeds,
    results,
    ...(skipped?.length && { skipped }),
    ...(retired && Object.keys(retired).length > 0 && { retired }),
    derived,
  };
  return { ...record, runId: contentId(record) };
}

/** The record with what other recipes say of its answer; it has an id of its own. */
export function withRobustness({ runId: _, ...record }: RunRecord, robustness: Robustness): RunRecord {
  const robust = { ...record, robustness };
  return { ...robust, runId: contentId(robust) };
}

/** What a record says of the data. */
export function dataFacts({ title, card, sha256, samples, classes, notes }: Dataset): RunRecord['data'] {
  return { title, card, sha256, rows: samples.rows, inputShape: samples.inputShape, classes, notes };
}

/** What a record says of the model. */
export function modelFacts(model: Model): RunRecord['model'] {
  const slots = parameterSlots(model);
  const count = (of: typeof slots) => of.reduce((sum, slot) => sum + slot.size, 0);
  return {
    parameters: count(slots),
    blocks: model.blocks.map(({ name }) => ({ name, parameters: count(slots.filter((slot) => slot.block === name)) })),
  };
}
