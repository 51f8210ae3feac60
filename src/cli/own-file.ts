/** `--data`: the user's own table in place of a built-in data set. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import { specKindOf } from '../spec/kinds/registry.ts';
import { parseAny } from '../spec/parse.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import type { LabPage } from './lab-page.ts';
import { userPath } from './paths.ts';

export const dataOptions: readonly Option[] = [
  { name: 'data', value: 'file', help: 'your own table (CSV, TSV, JSON lines, ARFF), NPZ or ZIP of images; it stays on this computer' },
  { name: 'label', value: 'column', help: 'its label column (the last, unless said)' },
];

export interface OwnFile {
  readonly path: string;
  readonly label: string | undefined;
}

/** What the options say about the user's file, checked as far as can be without reading it. @throws CliError */
export function ownFileFrom({ values: { data, label } }: Given, spec: AnySpec): OwnFile | undefined {
  const asked = spec.data.id === 'own' ? (spec.data.params as { name: string; label: string }) : undefined;
  if (data === undefined) {
    if (label !== undefined) throw new CliError('--label says which column of --data holds the labels; give --data too.');
    if (asked) throw new CliError(`This experiment uses the file ${asked.name}, which a spec does not hold. Give it with --data.`);
    return undefined;
  }
  const path = userPath(data);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new CliError(`--data: ${data} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path.`);
  }
  if (!statSync(path).isFile()) throw new CliError(`--data: ${data} is not a file. Name a table or an archive.`);
  return { path, label: label ?? asked?.label };
}

/**
 * Opens the file in the page. An experiment made with a file keeps its own choices (and the session refuses another
 * file); any other takes data, model, drift and labels as the page sets them for this table.
 */
export async function withOwnFile(page: LabPage, spec: AnySpec, { path, label }: OwnFile): Promise<AnySpec> {
  const answer = await page.openCsv(path, label);
  if ('refusal' in answer) throw new CliError(answer.refusal);
  if (spec.data.id === 'own') return spec;
  const made = parseAny(answer.spec);
  if (!made.ok || made.spec.data.id !== 'own') {
    throw new CliError(`${basename(path)}: no experiment can be made of this table. Open it on the page, which shows why.`);
  }
  return specKindOf(spec).onDataOf(spec, made.spec);
}
