/** The record of a run from a file of the user's: read, and held against the id it bears. */
import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { contentId } from '../spec/canonical.ts';
import { specKinds } from '../spec/kinds/registry.ts';
import { CliError } from './cli-error.ts';
import { userPath } from './paths.ts';

/** Larger files are no records of runs. */
const MOST_BYTES = 256 * 2 ** 20;

/** What every record has. */
const identified = v.looseObject({
  version: v.literal(1, 'is of another version'),
  runId: v.string(),
  specId: v.string(),
  spec: v.looseObject({
    kind: v.picklist(
      specKinds.map(({ id }) => id),
      'is no kind of experiment',
    ),
  }),
});
export type Identified = v.InferOutput<typeof identified>;

/** The JSON in the file. @throws CliError that names the file, what is wrong, and what to do. */
export function jsonOfRecord(given: string): unknown {
  const path = userPath(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new CliError(`${given} cannot be read. Give the record of a run, as "lab run --out" or "Download run" writes it.`);
  if (found.size > MOST_BYTES) throw new CliError(`${given} is larger than ${MOST_BYTES / 2 ** 20} MiB. Give the record of a run.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CliError(`${given} is not JSON (${(error as Error).message}). Give the record of a run.`);
  }
}

/** The value as the schema has it. @throws CliError that names the file, the path in it, and what to do. */
export function checked<T extends v.GenericSchema>(given: string, value: unknown, schema: T, what: string): v.InferOutput<T> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new CliError(`${given}: ${v.getDotPath(issue) ?? 'the file'} ${issue.message.replace(/^Invalid/, 'is invalid')}. Give ${what}.`);
}

/** What is in the file, as far as every record has it. @throws CliError */
export const identifiedIn = (given: string): Identified => checked(given, jsonOfRecord(given), identified, 'the record of a run');

/** The id that its content has: the one it bears, unless something of it was changed. */
export function idOfContent(record: { readonly runId: string }): string {
  const { runId: _, ...content } = record;
  return contentId(content);
}

/** @throws CliError where the record was changed after the run. */
export function refuseChanged(given: string, record: { readonly runId: string }): void {
  if (idOfContent(record) !== record.runId)
    throw new CliError(`${given} was changed after the run: its content does not have the id it bears. Give the record as it was written.`);
}
