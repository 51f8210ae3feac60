/** Run records from files, checked as far as a summary of their scores needs. */
import { basename } from 'node:path';
import * as v from 'valibot';
import type { Task } from '../measure/statistics/across.ts';
import { CliError } from './cli-error.ts';
import { checked, jsonOfRecord, refuseChanged } from './record-file.ts';

/** A record of a comparison; what else it holds is covered by its id. */
const comparison = v.looseObject({
  version: v.literal(1, 'is of another version'),
  runId: v.string(),
  specId: v.string(),
  spec: v.looseObject({ kind: v.literal('compare', 'is no comparison of repairs') }),
  data: v.looseObject({ title: v.string() }),
  results: v.pipe(
    v.array(
      v.looseObject({
        seed: v.number(),
        arm: v.string(),
        measures: v.looseObject({ accuracyNew: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
      }),
    ),
    v.minLength(1, 'holds no result'),
  ),
  retired: v.optional(v.record(v.string(), v.number())),
});

/** The accuracy on new rows of every repair by seed, one task for each file. @throws CliError that names the file, what is wrong, and what to do. */
export function tasksFrom(paths: readonly string[]): Task[] {
  const read = paths.map((given) => ({ given, record: recordIn(given) }));
  return read.map(({ given, record }, i) => {
    const same = read.findIndex((other) => other.record.specId === record.specId);
    if (same < i) throw new CliError(`${given} is a run of the same experiment as ${read[same]!.given}. Give one run of each.`);
    const scores: Record<string, number[]> = {};
    // Of a race only the seeds count that all repairs ran, or those left out early would be held against other seeds.
    const ran = new Set(record.results.map(({ arm }) => arm)).size;
    for (const { arm, seed, measures } of record.results)
      if (!record.retired || record.results.filter((other) => other.seed === seed).length === ran)
        (scores[arm] ??= []).push(measures.accuracyNew);
    return { name: `${basename(given)} (${record.data.title})`, scores };
  });
}

function recordIn(given: string): v.InferOutput<typeof comparison> {
  const value = jsonOfRecord(given);
  if (v.is(v.looseObject({ spec: v.looseObject({ task: v.literal('regression') }) }), value))
    throw new CliError(
      `${given} tells a number: its errors have a unit of their own and do not go with accuracies. Give runs that tell classes.`,
    );
  const record = checked(given, value, comparison, 'the record of a comparison');
  refuseChanged(given, value as { runId: string });
  return record;
}
