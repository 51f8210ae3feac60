/** What the columns of a table are called. */
import { DataError } from '../errors.ts';
import type { Findings } from './findings.ts';
import { MAX_COLUMNS } from './limits.ts';

/**
 * The names of a table's columns; those without one are called by their place.
 * A name that was there before gets a number. @throws DataError when there are too many or too few.
 */
export function checkedNames(cells: readonly string[], line: number, fewest: number, findings: Findings): string[] {
  if (cells.length > MAX_COLUMNS) {
    throw new DataError(`the file has ${cells.length} columns; at most ${MAX_COLUMNS} can be used`, {
      line,
      remedy: 'Leave out columns that say little about the label.',
    });
  }
  if (cells.length < fewest) {
    throw new DataError('only one column was found', {
      line,
      remedy: 'Separate cells by comma, semicolon or tab, and give at least one input column and the label column.',
      option: '--separator names another mark',
    });
  }
  const names: string[] = [];
  const [written, used, counts] = [new Set(cells), new Set<string>(), new Map<string, number>()];
  for (const [i, cell] of cells.entries()) {
    const wanted = cell || `column ${i + 1}`;
    const taken = (name: string) => used.has(name) || (name !== wanted && written.has(name));
    let [name, count] = [wanted, counts.get(wanted) ?? 1];
    // The numbers before were given to columns before.
    while (taken(name)) name = `${wanted} (${++count})`;
    counts.set(wanted, count);
    used.add(name);
    names.push(name);
    if (cell && name !== cell) findings.notes.push(`Two columns are called “${cell}”; column ${i + 1} is called “${name}” here.`);
  }
  cells.forEach((cell, i) => !cell && findings.notes.push(`Column ${i + 1} has no name; here it is called “${names[i]}”.`));
  return names;
}

/** The place of a column. @throws DataError that lists the columns and the nearest name. */
export function placeOf(wanted: string, names: readonly string[], what = ''): number {
  const index = names.indexOf(wanted);
  if (index >= 0) return index;
  const suggestion = closest(wanted, names);
  const listed = names.length > 20 ? [...names.slice(0, 20), `… (${names.length} in all)`] : names;
  throw new DataError(`there is no column “${wanted}”${what}`, {
    column: wanted,
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
