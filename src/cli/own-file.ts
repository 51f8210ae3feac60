/** `--data`: the user's own files in place of a built-in data set. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import { columnWith, labelled, type ReadingOptions } from '../data/readers/reading-options.ts';
import { specKindOf } from '../spec/kinds/registry.ts';
import { parseAny } from '../spec/parse.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import type { LabPage } from './lab-page.ts';
import { userPath } from './paths.ts';
import { readingFlags, readingFrom, saysHowToRead } from './reading-flags.ts';

export const dataOptions: readonly Option[] = [
  {
    name: 'data',
    value: 'file',
    many: true,
    help: 'your own table (CSV, TSV, JSON lines, ARFF), NPZ or ZIP of images; several tables: the oldest first. They stay on this computer',
  },
  ...readingFlags,
];

/** The files of the user's in the order given, and how they are to be read. */
export interface OwnFile {
  readonly paths: readonly string[];
  readonly reading: ReadingOptions;
}

/** What the options say about the user's files, checked as far as can be without reading them. @throws CliError */
export function ownFileFrom(given: Given, spec: AnySpec): OwnFile | undefined {
  const data = given.lists.data ?? [];
  const asked = spec.data.id === 'own' ? (spec.data.params as { name: string; label: string }) : undefined;
  if (data.length === 0) {
    if (saysHowToRead(given)) throw new CliError('--label and its like say how --data is read; give --data too.');
    if (asked) throw new CliError(`This experiment uses the file ${asked.name}, which a spec does not hold. Give it with --data.`);
    return undefined;
  }
  const paths = data.map(readableFile);
  const reading = readingFrom(given);
  return { paths, reading: columnWith('label', reading) === undefined ? withLabel(reading, asked?.label) : reading };
}

const withLabel = (reading: ReadingOptions, label: string | undefined): ReadingOptions =>
  label ? { ...reading, roles: { ...reading.roles, ...labelled(label).roles } } : reading;

function readableFile(data: string): string {
  const path = userPath(data);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new CliError(`--data: ${data} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path.`);
  }
  if (!statSync(path).isFile()) throw new CliError(`--data: ${data} is not a file. Name a table or an archive.`);
  return path;
}

/**
 * Opens the files in the page. An experiment made with files keeps its own choices (and the session refuses other
 * files); any other takes data, model, drift and labels as the page sets them for this table.
 */
export async function withOwnFile(page: LabPage, spec: AnySpec, { paths, reading }: OwnFile): Promise<AnySpec> {
  const answer = await page.openCsv(paths, reading);
  if ('refusal' in answer) throw new CliError(answer.refusal);
  if (spec.data.id === 'own') return spec;
  const made = parseAny(answer.spec);
  if (!made.ok || made.spec.data.id !== 'own') {
    throw new CliError(`${basename(paths[0]!)}: no experiment can be made of this table. Open it on the page, which shows why.`);
  }
  return specKindOf(spec).onDataOf(spec, made.spec);
}
