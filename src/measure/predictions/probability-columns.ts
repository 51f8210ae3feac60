/** Class probabilities and labels of tables: which columns they are, in which order, and what was made of them, said. */
import { matchClasses, sortedLabels, worseThanChance, type ClassMatch } from '../../detect/estimate/class-columns.ts';
import { withoutRounding } from '../../detect/estimate/rounded.ts';
import { predictedClasses } from '../../detect/two-sample/bbsd.ts';
import type { Batch } from '../../detect/types.ts';
import { DataError } from '../../data/errors.ts';
import type { CellTable } from '../../data/readers/cell-table.ts';

export interface Probabilities {
  readonly columns: readonly string[];
  readonly classes: readonly string[];
  readonly by: ClassMatch['by'];
  /** In words. */
  readonly notes: readonly string[];
  /** Rows of each table that have all they need: `labels` only where the table has them. `rows` are their places in it. */
  readonly samples: readonly { readonly outputs: Batch; readonly labels?: readonly number[]; readonly rows: readonly number[] }[];
}

/** Names that say what they hold. */
const SAYS_SO = /^(y_)?pred(icted)?_proba|(^|_)(prob|proba|probability|score)(_|$)|^p_/i;

/** Columns of numbers from 0 to 1 (or 100) in all tables, besides those named; those whose names say so, if any do. */
export function probabilityColumns(tables: readonly CellTable[], besides: readonly (string | undefined)[]): string[] {
  const [first] = tables;
  const possible = first!.columns.filter(
    (column) =>
      !besides.includes(column) &&
      tables.every((table) => table.columns.includes(column) && table.reading(column).kind === 'numbers') &&
      tables.every((table) => table.numbers(column).every((value) => Number.isNaN(value) || (value >= 0 && value <= 100))),
  );
  const saying = possible.filter((column) => SAYS_SO.test(column));
  return saying.length ? saying : possible;
}

/** Where rows do not sum to 1, those columns alone that end as a class is called, if each class has one. */
function ofClasses(
  table: CellTable,
  columns: readonly string[],
  labels: readonly string[],
): { columns: readonly string[]; left: readonly string[] } {
  const numbers = columns.map((column) => table.numbers(column));
  const sums = Array.from({ length: table.rows }, (_, row) => numbers.reduce((sum, values) => sum + values[row]!, 0)).filter(
    Number.isFinite,
  );
  const mean = sums.reduce((sum, value) => sum + value, 0) / Math.max(1, sums.length);
  const fits = (total: number) => Math.abs(mean / total - 1) < 0.1;
  const named = columns.filter((column) => labels.some((label) => column.toLowerCase().endsWith(label.toLowerCase())));
  if (fits(1) || fits(100) || named.length !== labels.length || named.length < 2) return { columns, left: [] };
  return { columns: named, left: columns.filter((column) => !named.includes(column)) };
}

/**
 * @param labelled tables whose labels are read: the match is by theirs.
 * @throws DataError where labels and columns do not fit each other.
 */
export function probabilitiesOf(
  tables: readonly CellTable[],
  labelled: readonly CellTable[],
  label: string,
  given: readonly string[],
): Probabilities {
  const cells = new Map(labelled.map((table) => [table, table.cells(label)]));
  const labels = sortedLabels([...cells.values()].flatMap((of) => of.filter((cell) => cell !== '')));
  if (given.length === 0)
    throw new DataError(`No column besides "${label}" holds probabilities (numbers from 0 to 1) in every file`, {
      remedy: 'Choose files that have them.',
    });
  if (labels.length < 2)
    throw new DataError(`${label}: there ${labels.length ? `is one class (${labels[0]})` : 'are no labels'}`, {
      remedy: 'Labels of two classes or more are needed.',
    });
  const { columns, left } = ofClasses(tables[0]!, given, labels);
  const match = matchClasses(columns, labels);
  const remedy = `Name the columns as the classes are called in "${label}".`;
  if (typeof match === 'string') throw new DataError(`${label}: ${match}`, { remedy });
  const { classes, by } = match;
  const place = new Map(classes.map((name, c) => [name, c]));
  const notes: string[] = [
    by === 'one probability, of the second class'
      ? `${columns[0]} is the probability of ${classes[1]}.`
      : `Classes by ${by}: ${columns.map((column, c) => `${column} is ${classes[c]}`).join(', ')}.`,
  ];
  if (left.length) notes.push(`Left out, as rows do not sum to 1 with them: ${left.join(', ')}.`);
  const samples = tables.map((table) => {
    const numbers = columns.map((column) => table.numbers(column));
    const of = cells.get(table);
    const rows = Array.from({ length: table.rows }, (_, row) => row).filter(
      (row) => numbers.every((values) => !Number.isNaN(values[row]!)) && of?.[row] !== '',
    );
    if (rows.length < table.rows)
      notes.push(`${table.name}: ${table.rows - rows.length} of ${table.rows} rows lack a cell and are left out.`);
    if (rows.length === 0)
      throw new DataError(`${table.name} has no row with every probability${of ? ' and a label' : ''}`, { remedy: 'Fill in its cells.' });
    const x = rows.flatMap((row) =>
      numbers.length === 1 ? [1 - numbers[0]![row]!, numbers[0]![row]!] : numbers.map((values) => values[row]!),
    );
    const { batch, normalised, digits, percent } = withoutRounding({ x, rows: rows.length, width: classes.length });
    if (percent) notes.push(`${table.name}: probabilities are in per cent.`);
    if (normalised > 0)
      notes.push(
        `${table.name}: ${normalised} of ${rows.length} rows do not sum to 1, as rounding to ${digits} digits explains, and are made to.`,
      );
    const codes = of && rows.map((row) => place.get(of[row]!)!);
    return { outputs: batch, rows, ...(codes && { labels: codes }) };
  });
  // Only the first table judges the match: what drifted may well be worse than chance.
  const { outputs, labels: truth } = samples[0]!;
  const worse = truth && worseThanChance(predictedClasses(outputs), truth, classes.length);
  if (worse) {
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    throw new DataError(
      `${tables[0]!.name}: with ${notes[0]!.replace(/\.$/, '').replace(/^Classes/, 'classes')}, ${percent(worse.accuracy)} are right, fewer than by chance (${percent(worse.chance)})`,
      { remedy },
    );
  }
  return { columns, classes, by, notes, samples };
}
