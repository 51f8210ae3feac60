/** Runs to test with: fixtures of every form that records have had. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord, StreamRecord } from '../../src/contracts/record.ts';
import { derivedOf } from '../../src/experiment/kinds/derived.ts';
import { identified } from '../../src/record/build.ts';
import { readRun, type ReadRun } from '../../src/record/file/read.ts';
import { contentId } from '../../src/spec/canonical.ts';

export const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures', name));

export function read(bytes: Uint8Array | string): Extract<ReadRun, { ok: true }> {
  const run = readRun(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  if (!run.ok) throw new Error(run.message);
  return run;
}

/** Six seeds of three repairs on the telemetry of pumps. */
export const comparisonRun = (): RunRecord => read(fixture('compare.v0.json.gz')).record as RunRecord;
/** Three seeds of three policies. */
export const streamRun = (): StreamRecord => read(fixture('stream.v0.json.gz')).record as StreamRecord;

/** The run with something else in it, as if it had been run so: what is derived and its ids follow. */
function madeAnew(record: RunRecord, changes: Partial<RunRecord>): RunRecord {
  const { runId: _, ...changed } = { ...record, ...changes };
  return identified({ ...changed, specId: contentId(changed.spec), derived: derivedOf(changed) } as unknown as RunRecord) as RunRecord;
}

/** On another root seed, with these accuracies on new rows by repair, and of the data set that it says. */
export function elsewhere(title: string, root: number, accuracies: Readonly<Record<string, readonly number[]>>): RunRecord {
  const record = comparisonRun();
  const ids = Object.keys(accuracies);
  const results = record.results.flatMap((result) => {
    const accuracyNew = accuracies[result.arm]?.[result.seed];
    return accuracyNew === undefined ? [] : [{ ...result, measures: { ...result.measures, accuracyNew } }];
  });
  const spec = { ...record.spec, arms: record.spec.arms.filter(({ id }) => ids.includes(id)), seeds: { ...record.spec.seeds, root } };
  return madeAnew(record, { spec, results, data: { ...record.data, title } });
}
