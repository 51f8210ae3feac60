/** The first line of a table: what the columns are called and which one holds the labels. */
import { DataError } from '../errors.ts';
import { isMissing, numberIn } from './cells.ts';
import { MAX_COLUMNS } from './limits.ts';

export interface Header {
  readonly names: readonly string[];
  /** Index of the label column. */
  readonly label: number;
  readonly notes: readonly string[];
}

/**
 * Checks the header and finds the label column: the one called `label`, or the last one.
 * @throws DataError when there are too many or too few columns, names repeat or are numbers, or the label is not there.
 */
export function readHeader(cells: readonly string[], line: number, label: string | undefined): Header {
  if (cells.length > MAX_COLUMNS) {
    throw new DataError(`the file has ${cells.length} columns; at most ${MAX_COLUMNS} can be used`, {
      line,
      remedy: 'Leave out columns that say little about the label.',
    });
  }
  if (cells.length < 2) {
    throw new DataError('only one column was found', {
      line,
      remedy: 'Separate cells by comma, semicolon or tab, and give at least one input column and the label column.',
    });
  }
  if (cells.every((cell) => isMissing(cell) || numberIn(cell) !== undefined)) {
    throw new DataError('the first line holds numbers, not names', { line, remedy: 'Add a first line that names the columns.' });
  }
  const names = cells.map((cell, i) => cell || `column ${i + 1}`);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) {
    throw new DataError(`two columns are called “${repeated}”`, { line, column: repeated, remedy: 'Give every column a name of its own.' });
  }
  const notes = cells.flatMap((cell, i) => (cell ? [] : [`Column ${i + 1} has no name; here it is called “${names[i]}”.`]));
  const numeric = names.find((name) => numberIn(name) !== undefined);
  if (numeric !== undefined)
    notes.push(`A column is called “${numeric}”. If the first line is data, add a line above it that names the columns.`);
  return { names, label: labelIndex(names, label), notes };
}

function labelIndex(names: readonly string[], label: string | undefined): number {
  const index = label === undefined ? names.length - 1 : names.indexOf(label);
  if (index >= 0) return index;
  const suggestion = closest(label!, names);
  const listed = names.length > 20 ? [...names.slice(0, 20), `… (${names.length} in all)`] : names;
  throw new DataError(`there is no column “${label}”`, {
    column: label!,
    remedy: `${suggestion ? `Did you mean “${suggestion}”? ` : ''}The columns are: ${listed.join(', ')}.`,
  });
}

/** The name that takes fewest edits to reach, if they are at most a third of its length (or 2), ignoring case. */
function closest(wanted: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, edits: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(2, name.length / 3) && edits < name.length);
  return near.sort((a, b) => a.edits - b.edits)[0]?.name;
}

/** Insertions, deletions and substitutions that turn `a` into `b` (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
