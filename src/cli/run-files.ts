/** Runs from files, read and checked by the same code as on the page. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { AnyRecord } from '../contracts/record.ts';
import type { Task } from '../measure/statistics/across.ts';
import { tasksOf } from '../record/across.ts';
import { MOST_BYTES, readRun, type ReadRun } from '../record/file/read.ts';
import { CliError, refusing } from './cli-error.ts';
import { userPath } from './paths.ts';

/** A file of any content, as what can be said of it. @throws CliError where it cannot be opened or is no run */
export function runIn(given: string): Extract<ReadRun, { ok: true }> {
  const path = userPath(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new CliError(`${given} cannot be read. Give a run, as "lab run --out" or "Download run" writes it.`);
  if (found.size > MOST_BYTES) throw new CliError(`${given} is larger than ${MOST_BYTES / 2 ** 20} MiB. Give a run.`);
  const run = readRun(readFileSync(path));
  if (!run.ok) throw new CliError(`${given}: ${run.message} Give a run, as "lab run --out" or "Download run" writes it.`);
  return run;
}

/** A run that nothing speaks against. @throws CliError that says what does */
export function soundRunIn(given: string): AnyRecord {
  const { sound, checks, record } = runIn(given);
  if (!sound)
    throw new CliError(
      `${given}: ${checks
        .filter(({ ok }) => !ok)
        .map(({ text }) => text)
        .join(' ')} Give the run as it was written; "lab verify" tells more.`,
    );
  return record;
}

/** The accuracy on new rows of every repair by seed, one task for each file. @throws CliError that names the file, what is wrong, and what to do. */
export function tasksFrom(paths: readonly string[]): Task[] {
  const read = paths.map((given) => ({ name: given, record: soundRunIn(given) }));
  return refusing(() => tasksOf(read)).map(({ name, scores }, i) => ({
    name: `${basename(name)} (${read[i]!.record.data.title})`,
    scores,
  }));
}
