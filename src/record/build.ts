/** Puts the record of a run together and gives it its id. */
import type { AnyRecord, Body, Environment, RunRecord } from '../contracts/record.ts';
import type { ShiftReport } from '../contracts/diagnosis.ts';
import type { Robustness } from '../contracts/verdict.ts';
import type { Dataset } from '../data/types.ts';
import { recorded } from '../measure/precision.ts';
import { modelSize } from '../models/parameters.ts';
import type { Model } from '../models/types.ts';
import { contentId } from '../spec/canonical.ts';
import { jsonIssues } from '../spec/json-issues.ts';
import { describeIssues } from '../spec/parse.ts';
import { verdict } from '../decide/verdict.ts';
import { waited } from '../decide/waited.ts';
import type { Lead } from '../spec/lead/schema.ts';
import type { AnySpec, Spec } from '../spec/schema.ts';
import { documentId, documentOf } from './document.ts';

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
    ...{ format: 'drift-lab-run', version: 1 },
    ...{ specId: contentId(spec), spec, startedAt, durationMs: recorded({ durationMs }).durationMs, environment: recorded(environment) },
    data: dataFacts(dataset),
    model: modelSize(model),
    ...(shift && { shift: recorded(shift) }),
    ...body,
  } as Omit<AnyRecord, 'runId'>);
}

/** The record with what other recipes say of its answer; it has an id of its own. */
export const withRobustness = (record: RunRecord, robustness: Robustness): RunRecord =>
  identified({ ...record, robustness: recorded(robustness) } as RunRecord) as RunRecord;

/** The comparison as if it had been said before it ran that repairs take that long, or nothing of it: no result hangs on it, what is concluded does. */
export function withLead(record: RunRecord, lead: Lead | undefined): RunRecord {
  const { lead: _, ...rest } = record.spec;
  const spec: Spec = { ...rest, ...(lead && { lead }) };
  const { summary, verdict: before } = record.derived;
  const concluded = record.aborted
    ? { verdict: before }
    : lead
      ? waited(lead, { summary, results: record.results, ...(record.retired && { retired: record.retired }) }, record.data.classes)
      : { verdict: verdict(summary, record.data.classes) };
  return identified({ ...record, specId: contentId(spec), spec, derived: { summary, ...concluded } } as RunRecord) as RunRecord;
}

/** The record as one that replicates another. */
export const replicaOf = <R extends AnyRecord>(record: R, parentId: string): R => identified({ ...record, parentId }) as R;

/** With the id of what it says. What was signed before says something else. @throws RangeError with the place of what JSON cannot hold */
export function identified(record: Omit<AnyRecord, 'runId'>): AnyRecord {
  const { signatures: _, ...content } = record;
  const unheld = jsonIssues(content);
  if (unheld.length) throw new RangeError(`the record cannot be written (${describeIssues(unheld.slice(0, 3)).replaceAll('\n', '; ')})`);
  return { ...content, runId: documentId(documentOf(content as AnyRecord)) } as AnyRecord;
}

/** What a record says of the data. */
function dataFacts({ title, card, sha256, samples, classes, notes }: Dataset): AnyRecord['data'] {
  return { title, card, sha256, rows: samples.rows, inputShape: samples.inputShape, classes, notes };
}
