/** Columns of two files as a test of samples wants them; what was done to them is said, with the option that says otherwise. */
import { BINS, byValue, inBins, tooFine } from '../detect/two-sample/coded.ts';
import { column as oneColumn } from '../detect/two-sample/define.ts';
import { onOneScale } from '../detect/two-sample/one-scale.ts';
import type { Batch, TwoSampleEntry } from '../detect/types.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import { cellsOf, numbersOf, numericColumns, rowsOf, type CellTable } from './tables.ts';

export const shapeOptions: readonly Option[] = [
  {
    name: 'bins',
    value: 'n|none',
    help: `of tests of categories on a column of numbers: quantiles of the reference that it is cut at (${BINS} where single values are too rare), or none`,
  },
  {
    name: 'scale',
    value: 'standard|none',
    help: 'of tests of several columns: standard, each with mean 0 and standard deviation 1 in the reference, unless none is said',
  },
];

/** A text with more values is left out where rows are compared. */
const MOST_VALUES = 20;
/** Rows of class probabilities have a scale of their own. */
const ofProbabilities = (id: string): boolean => id.startsWith('bbsd');

export interface Shape {
  /** Undefined: where values are too rare. */
  readonly bins?: number | 'none';
  readonly scale: boolean;
}

/** @throws CliError */
export function shapeFrom({ values: { bins, scale = 'standard' } }: Given): Shape {
  if (scale !== 'standard' && scale !== 'none') throw new CliError(`--scale: expected standard or none, got "${scale}".`);
  if (bins !== undefined && bins !== 'none' && !(/^\d{1,4}$/.test(bins) && Number(bins) >= 2 && Number(bins) <= 1000))
    throw new CliError(`--bins: expected a whole number from 2 to 1000, or none, got "${bins}".`);
  return { ...(bins !== undefined && { bins: bins === 'none' ? ('none' as const) : Number(bins) }), scale: scale === 'standard' };
}

export interface Shaped {
  readonly batches: [Batch, Batch];
  /** What was done, in words. */
  readonly notes: readonly string[];
  /** Bins that a column of numbers was cut into. */
  readonly bins?: number;
}

/** Both samples for that test; of `column` alone, where one is named. @throws CliError that names the column and a test that fits. */
export function shaped(
  { id, input }: Pick<TwoSampleEntry, 'id' | 'input'>,
  reference: CellTable,
  current: CellTable,
  column: string | undefined,
  shape: Shape,
): Shaped {
  if (input === 'multivariate') {
    if (column !== undefined || ofProbabilities(id)) {
      const names = column === undefined ? numericColumns(reference, current) : [column];
      return { batches: [rowsOf(reference, names), rowsOf(current, names)], notes: [] };
    }
    return inRows(reference, current, shape);
  }
  const name = column ?? reference.columns[0]!;
  // Two files of one unnamed column each belong together whatever the columns are called.
  const nameIn = (table: CellTable) => (column === undefined && table.columns.length === 1 ? table.columns[0]! : name);
  const [oldName, nowName] = [nameIn(reference), nameIn(current)];
  if (input === 'numeric') {
    for (const [table, each] of [
      [reference, oldName],
      [current, nowName],
    ] as const)
      refuseText(id, table, each);
    return { batches: [oneColumn(numbersOf(reference, oldName)), oneColumn(numbersOf(current, nowName))], notes: [] };
  }
  if (isNumeric(reference, oldName) && isNumeric(current, nowName)) return ofNumbers(reference, oldName, current, nowName, shape);
  const [old, now] = [cellsOf(reference, oldName), cellsOf(current, nowName)];
  for (const [table, cells] of [
    [reference, old],
    [current, now],
  ] as const)
    if (cells.length === 0) throw new CliError(`${table.name}: column "${name}" has no values.`);
  const codes = new Map([...new Set([...old, ...now])].sort().map((category, code) => [category, code]));
  const coded = (cells: readonly string[]) => oneColumn(cells.map((cell) => codes.get(cell)!));
  return { batches: [coded(old), coded(now)], notes: [] };
}

const isNumeric = (table: CellTable, column: string): boolean => table.reading(column).kind === 'numbers';

function refuseText(id: string, table: CellTable, column: string): void {
  if (isNumeric(table, column)) return;
  try {
    table.numbers(column);
  } catch (error) {
    if (error instanceof CliError)
      throw new CliError(
        `${error.message} ${id} compares numbers; chi-square or g-test compares categories: chi-square --column ${column}.`,
      );
    throw error;
  }
}

/** Numbers as categories: each value is one, or, where they are too many for that, each bin. */
function ofNumbers(reference: CellTable, oldName: string, current: CellTable, nowName: string, { bins }: Shape): Shaped {
  const [old, now] = [numbersOf(reference, oldName), numbersOf(current, nowName)];
  const cut = bins === undefined ? tooFine(old, now) : bins !== 'none' && new Set([...old, ...now]).size > bins;
  if (!cut) return { batches: byValue(old, now), notes: [] };
  const { batches, bins: made } = inBins(old, now, typeof bins === 'number' ? bins : BINS);
  return {
    batches,
    bins: made,
    notes: [`${oldName}: ${made} bins, cut at quantiles of the reference (--bins n for another number, --bins none for single values).`],
  };
}

/** Rows of all columns: numbers on one scale, texts of few values as one column for each value. */
export function inRows(reference: CellTable, current: CellTable, { scale }: Pick<Shape, 'scale'>): Shaped {
  const shared = reference.columns.filter((column) => current.columns.includes(column));
  const numeric = shared.filter((column) => isNumeric(reference, column) && isNumeric(current, column));
  const texts = shared.flatMap((column) => {
    if (numeric.includes(column)) return [];
    const values = [...new Set([...cellsOf(reference, column), ...cellsOf(current, column)])].sort();
    return [{ column, values }];
  });
  const coded = texts.filter(({ values }) => values.length > 1 && values.length <= MOST_VALUES);
  const out = reference.columns.filter((column) => !numeric.includes(column) && !coded.some((text) => text.column === column));
  if (numeric.length + coded.length === 0)
    throw new CliError(
      `No column of ${reference.name} and ${current.name} holds numbers or 2 to ${MOST_VALUES} categories. Name files with such columns in common.`,
    );
  const indicators = coded.flatMap(({ column, values }) => values.map((value) => ({ column, value })));
  const of = (table: CellTable) => rowsOf(table, numeric, indicators);
  const rows: [Batch, Batch] = [of(reference), of(current)];
  const scales = scale && numeric.length + coded.length > 1 && numeric.length > 0;
  return {
    batches: scales ? onOneScale(...rows, numeric.length) : rows,
    notes: [
      ...(scales ? ['Columns of numbers have mean 0 and standard deviation 1 in the reference (--scale none for their own units).'] : []),
      ...(coded.length ? [`Categories are a column for each value: ${coded.map(({ column }) => column).join(', ')}.`] : []),
      ...(out.length ? [`Left out, as neither numbers nor 2 to ${MOST_VALUES} categories in both files: ${out.join(', ')}.`] : []),
    ],
  };
}
