/** `--data`: the user's own files in place of a built-in data set. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import { columnWith, labelled, type ReadingOptions } from '../spec/reading-options.ts';
import type { AskedWorlds } from '../contracts/services.ts';
import type { Note } from '../data/report.ts';
import { isEvery } from '../data/walk-cuts.ts';
import { isDivision } from '../experiment/own-worlds.ts';
import { paced } from '../experiment/paced.ts';
import { divisions } from '../spec/divisions.ts';
import { specKindOf } from '../spec/kinds/registry.ts';
import { parseAny } from '../spec/parse.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import { turned } from './knobs.ts';
import type { LabPage } from './lab-page.ts';
import { noteLine } from './note-line.ts';
import { userPath } from './paths.ts';
import { reportLines } from './report-text.ts';
import { ALL_ROWS, readingFlags, readingFrom, saysHowToRead } from './reading-flags.ts';

export const dataOptions: readonly Option[] = [
  {
    name: 'data',
    value: 'file',
    many: true,
    help: 'your own table (CSV, TSV, JSON lines, ARFF), NPZ or ZIP of images; it stays on this computer',
  },
  { name: 'old', value: 'file', many: true, help: 'a table of the old world, with --new in place of --data; several: the oldest first' },
  { name: 'new', value: 'file', many: true, help: 'a table of the new world' },
  {
    name: 'cut',
    value: 'when',
    many: true,
    help:
      'where in time the new world begins: a date or a number as in the time column, 70% of the rows, auto (where it changed most), none; ' +
      'a sweep takes several, or "every month"',
  },
  { name: 'budget', value: '5m', help: 'about how long the run may take: more passes over the rows of your files (1m)' },
  { name: 'division', value: 'way', help: `how training and test rows are divided: ${divisions.join(', ')}` },
  ...readingFlags,
];

/** The files of the user's in the order given, and how they are to be read. */
export interface OwnFile {
  readonly paths: readonly string[];
  readonly reading: ReadingOptions;
  /** How their rows become an old and a new world. */
  readonly worlds: AskedWorlds;
  /** What else was asked for, whatever the data. @throws CliError */
  readonly turn: (spec: AnySpec, tell: (note: Note) => void) => AnySpec;
}

/** What the options say about the user's files, checked as far as can be without reading them. @throws CliError */
export function ownFileFrom(given: Given, spec: AnySpec, turns?: Parameters<typeof turned>[2]): OwnFile | undefined {
  const data = filesFrom(given);
  const asked = spec.data.id === 'own' ? (spec.data.params as { name: string; label: string }) : undefined;
  const read = 'read' in spec.data ? spec.data.read : undefined;
  if (data.length === 0) {
    if (saysHowToRead(given))
      throw new CliError('--label and its like say how a file is read; give it with --data, or with --old and --new.');
    const timed = spec.data.regimes !== undefined;
    const vain = !timed && (given.lists.cut ? 'cut' : given.values.division !== undefined && 'division');
    if (vain) throw new CliError(`--${vain} says how the rows of a file become two worlds; give the file with --data.`);
    if (asked) throw new CliError(`This experiment uses the file ${asked.name}, which a spec does not hold. Give it with --data.`);
    return undefined;
  }
  const paths = data.map(readableFile);
  const reading = { ...read, ...readingFrom(given) };
  const worlds = walks(given) ? {} : worldsFrom(given);
  const minutes = budgetFrom(given);
  const turn = (made: AnySpec, tell: (note: Note) => void) => {
    const { spec: fitted, notes } = paced(made, minutes);
    if (given.values.epochs === undefined) notes.forEach(tell);
    return turned(given.values.epochs === undefined ? fitted : made, given, turns);
  };
  return { paths, worlds, turn, reading: columnWith('label', reading) === undefined ? withLabel(reading, asked?.label) : reading };
}

const withLabel = (reading: ReadingOptions, label: string | undefined): ReadingOptions =>
  label ? { ...reading, roles: { ...reading.roles, ...labelled(label).roles } } : reading;

/** Whether the experiment is on files of the user's. */
export const hasFiles = ({ lists: { data = [], old = [], new: fresh = [] } }: Given): boolean =>
  data.length + old.length + fresh.length > 0;

/** Several cuts are asked for, at each of which the comparison is made. */
export const walks = ({ lists: { cut = [] } }: Given): boolean => cut.length > 1 || (cut[0] !== undefined && isEvery(cut[0]));

/** The files in the order of their worlds. @throws CliError */
function filesFrom({ lists: { data = [], old = [], new: fresh = [] } }: Given): readonly string[] {
  if (data.length > 1)
    throw new CliError(
      `--data was given ${data.length} times, and it is one file. If they are the old and the new world, say --old ${basename(data[0]!)} --new ${basename(data.at(-1)!)}.`,
    );
  if (old.length + fresh.length === 0) return data;
  if (data.length) throw new CliError('Give either --data, one file, or --old and --new, not both.');
  if (old.length === 0) throw new CliError('--new is the new world; give the old one with --old.');
  if (fresh.length === 0) throw new CliError('--old is the old world; give the new one with --new, or one file with --data and --cut.');
  return [...old, ...fresh];
}

/** Minutes. @throws CliError */
function budgetFrom({ values: { budget } }: Given): number | undefined {
  if (budget === undefined) return undefined;
  const found = /^(\d+(?:\.\d+)?)\s*(s|m|min|h)$/.exec(budget);
  if (!found || Number(found[1]) <= 0) throw new CliError(`--budget: expected a time such as 30s, 5m or 1h, got "${budget}".`);
  return Number(found[1]) * { s: 1 / 60, m: 1, min: 1, h: 60 }[found[2] as 's' | 'm' | 'min' | 'h'];
}

/** @throws CliError that names the option. */
export function worldsFrom({ values: { division, rows }, lists }: Given): AskedWorlds {
  const cut = lists.cut?.[0];
  if (division !== undefined && !isDivision(division))
    throw new CliError(`--division: expected one of ${divisions.join(', ')}, got "${division}".`);
  const fresh = lists.new?.length ?? 0;
  if (cut !== undefined && fresh) throw new CliError('--cut tells the worlds of one file apart; --old and --new are two already.');
  return {
    ...(cut !== undefined && { cut }),
    ...(division !== undefined && { division }),
    ...(rows !== undefined && { rows: rows === 'all' ? ALL_ROWS : Number(rows) }),
    ...(fresh > 1 && { fresh }),
  };
}

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

/** Opens the files in the page, for experiments that are made already. @throws CliError */
export async function openOwnFile(page: LabPage, { paths, reading, worlds }: OwnFile): Promise<unknown> {
  const answer = await page.openCsv(paths, reading, worlds);
  if ('refusal' in answer) throw new CliError(noteLine(answer.refusal));
  return answer.spec;
}

/**
 * Opens the files in the page. An experiment made with files keeps its own choices (and the session refuses other
 * files); any other takes data, model, drift and labels as the page sets them for this table.
 */
export async function withOwnFile(
  page: LabPage,
  spec: AnySpec,
  { paths, reading, worlds, turn }: OwnFile,
  note: (text: string) => void,
): Promise<AnySpec> {
  const answer = await page.openCsv(paths, reading, worlds);
  if ('refusal' in answer) throw new CliError(noteLine(answer.refusal));
  for (const text of [...(answer.report ? reportLines(answer.report) : []), ...answer.notes.map(noteLine)]) note(text);
  if (spec.data.id === 'own') return spec;
  const made = parseAny(answer.spec);
  if (!made.ok || made.spec.data.id !== 'own') {
    throw new CliError(`${basename(paths[0]!)}: no experiment can be made of this table. Open it on the page, which shows why.`);
  }
  return turn(specKindOf(spec).onDataOf(spec, made.spec), (said) => note(noteLine(said)));
}
