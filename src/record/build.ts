/** Puts the record of a run together and gives it its id. */
import type { AnyRecord, Environment, RunRecord } from '../contracts/record.ts';
import type { ShiftReport } from '../contracts/diagnosis.ts';
import type { Robustness } from '../contracts/verdict.ts';
import type { Dataset } from '../data/types.ts';
import type { Body } from '../experiment/kinds/kind.ts';
import { parameterSlots } from '../models/parameters.ts';
import type { Model } from '../models/types.ts';
import { contentId } from '../spec/canonical.ts';
import type { AnySpec } from '../spec/schema.ts';

export interface RecordParts {
  readonly spec: AnySpec;
  readonly dataset: Dataset;
  readonly model: Model;
  readonly environment: Environment;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Of real drift. */
  readonly shift?: ShiftReport | undefined;
  /** What is the kind's own. */
  readonly body: Body;
}

/** The complete record. Every number in it is finite, so it survives JSON unchanged. */
export function buildRecord({ spec, dataset, model, environment, startedAt, durationMs, shift, body }: RecordParts): AnyRecord {
  return identified({
    version: 1,
    ...{ specId: contentId(spec), spec, startedAt, durationMs, environment },
    data: dataFacts(dataset),
    model: modelFacts(model),
    ...(shift && { shift }),
    ...body,
  } as Omit<AnyRecord, 'runId'>);
}

/** The record with what other recipes say of its answer; it has an id of its own. */
export const withRobustness = ({ runId: _, ...record }: RunRecord, robustness: Robustness): RunRecord =>
  identified({ ...record, robustness } as Omit<RunRecord, 'runId'>) as RunRecord;

const identified = (record: Omit<AnyRecord, 'runId'>): AnyRecord => ({ ...record, runId: contentId(record) }) as AnyRecord;

/** What a record says of the data. */
function dataFacts({ title, card, sha256, samples, classes, notes }: Dataset): AnyRecord['data'] {
  return { title, card, sha256, rows: samples.rows, inputShape: samples.inputShape, classes, notes };
}

/** What a record says of the model. */
function modelFacts(model: Model): AnyRecord['model'] {
  const slots = parameterSlots(model);
  const count = (of: typeof slots) => of.reduce((sum, slot) => sum + slot.size, 0);
  return {
    parameters: count(slots),
    blocks: model.blocks.map(({ name }) => ({ name, parameters: count(slots.filter((slot) => slot.block === name)) })),
  };
}
