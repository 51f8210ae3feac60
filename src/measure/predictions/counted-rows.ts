/** How much rows of predictions count, and which belong together, read from their tables. */
import type { PredictionsAsked } from '../../contracts/predictions.ts';
import { DataError } from '../../data/errors.ts';
import type { CellTable } from '../../data/readers/cell-table.ts';
import { rowsOfPredicted, type Predicted } from './figures.ts';

/** With fewer groups the bootstrap of groups is known to give intervals that are too narrow (Cameron, Gelbach & Miller 2008). */
const FEW_GROUPS = 30;

/** A table and, in the order of `predicted`, the places of its rows. */
export interface PlacedRows {
  readonly table: CellTable;
  readonly predicted: Predicted;
  readonly rows: readonly number[];
}

/** The same predictions with weights and groups, as far as they were asked for; what was left out or is doubtful, in words. @throws DataError */
export function countedRows(
  samples: readonly PlacedRows[],
  { weight, group }: Pick<PredictionsAsked, 'weight' | 'group'>,
): { readonly predicted: readonly Predicted[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const codes = new Map<string, number>();
  for (const [option, column] of Object.entries({ weight, group }))
    for (const { table } of samples)
      if (column !== undefined && !table.columns.includes(column))
        throw new DataError(`${table.name} has no column "${column}"`, {
          remedy: `It has ${table.columns.join(', ')}.`,
          option: `--${option}`,
        });
  const worlds = samples.map(({ table, predicted, rows }) => {
    const weights = weight === undefined ? undefined : weightsOf(table, weight, rows);
    const groups = group === undefined ? undefined : groupsOf(table, group, rows, codes, notes);
    const counted = { ...predicted, ...(weights && { weights }), ...(groups && { groups }) };
    if (!weights) return counted;
    const kept = weights.flatMap((each, row) => (each > 0 ? [row] : []));
    if (kept.length === 0)
      throw new DataError(`Every row of ${table.name} has the weight 0`, { remedy: 'Name another column.', option: '--weight' });
    if (kept.length < rows.length)
      notes.push(`${table.name}: ${rows.length - kept.length} rows without a weight, or with 0, are left out.`);
    return rowsOfPredicted(counted, kept);
  });
  if (weight !== undefined) notes.push(`Figures count each row by ${weight}.`);
  if (group !== undefined) notes.push(...groupNotes(group, worlds, samples));
  return { predicted: worlds, notes };
}

/** `[rows]`, 0 where nothing is said. */
function weightsOf(table: CellTable, column: string, rows: readonly number[]): number[] {
  const numbers = table.numbers(column);
  return rows.map((row) => {
    const value = numbers[row]!;
    if (value < 0)
      throw new DataError(`${table.name}, row ${row + 1}, ${column}: ${value} is no weight`, { remedy: 'Weights are numbers from 0 on.' });
    return Number.isNaN(value) ? 0 : value;
  });
}

/** `[rows]`, the same number for the same text in every table; a row of which nothing is said stands by itself. */
function groupsOf(table: CellTable, column: string, rows: readonly number[], codes: Map<string, number>, notes: string[]): number[] {
  const cells = table.cells(column);
  const alone = rows.filter((row) => cells[row] === '').length;
  if (alone) notes.push(`${table.name}: ${alone} rows have no ${column}, and each is a group of its own.`);
  return rows.map((row) => {
    const key = cells[row] === '' ? `\0${table.name}\0${row}` : cells[row]!;
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, codes.size);
    return codes.size - 1;
  });
}

function groupNotes(column: string, worlds: readonly Predicted[], samples: readonly PlacedRows[]): string[] {
  const sets = worlds.map(({ groups }) => new Set(Array.from(groups!)));
  const single = sets.findIndex(({ size }) => size < 2);
  if (single >= 0)
    throw new DataError(`All rows of ${samples[single]!.table.name} have the same ${column}, and two groups at least are needed`, {
      remedy: 'Name another column.',
      option: '--group',
    });
  const [before, after] = sets as [Set<number>, Set<number>];
  const shared = [...before].filter((code) => after.has(code)).length;
  const few = Math.min(before.size, after.size);
  return [
    `Rows with the same ${column} stay together: ${before.size} groups of old rows, ${after.size} of new ones; intervals are by groups.`,
    ...(shared
      ? [`${shared} of them are in both worlds; intervals of new − old take the worlds as independent, and are rather too wide.`]
      : []),
    ...(few < FEW_GROUPS ? [`With fewer than ${FEW_GROUPS} groups such intervals come out too narrow.`] : []),
  ];
}
