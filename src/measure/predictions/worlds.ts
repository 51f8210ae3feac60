/** What somebody's model said, read from tables: the old and the new world, its probabilities or classes, and what is true. */
import type { PredictionsAsked, PredictionsTaken } from '../../contracts/predictions.ts';
import { DataError } from '../../data/errors.ts';
import { partOfTable, type CellTable } from '../../data/readers/cell-table.ts';
import { sortedLabels } from '../../detect/estimate/class-columns.ts';
import { predictedClasses } from '../../detect/two-sample/bbsd.ts';
import type { Batch } from '../../detect/types.ts';
import { countedRows, type PlacedRows } from './counted-rows.ts';
import type { Predicted } from './figures.ts';
import { probabilitiesOf, probabilityColumns } from './probability-columns.ts';

export interface PredictionWorlds {
  readonly taken: PredictionsTaken;
  readonly classes: readonly string[];
  readonly old: Predicted;
  /** Labels are empty where the new world has none. */
  readonly fresh: Predicted;
  readonly labelled: boolean;
  readonly hard: boolean;
  readonly notes: readonly string[];
}

/** What labels and named classes are called, where nobody says; the first that is there. */
const LABELS = ['y_true', 'truth', 'true', 'label', 'target', 'class', 'y'];
const NAMED = /^(y_)?pred(iction|icted)?(_(class|label))?$|^y_hat$/i;

/** @throws DataError where the columns do not say enough, or do not fit each other. */
export function predictionWorlds(both: readonly [CellTable, CellTable], asked: PredictionsAsked): PredictionWorlds {
  const [oldTable, newTable] = both;
  const label = asked.label ?? LABELS.flatMap((name) => oldTable.columns.find((column) => column.toLowerCase() === name) ?? [])[0];
  if (label === undefined || !oldTable.columns.includes(label))
    throw new DataError(`Which column of ${oldTable.name} holds what is true? It has ${oldTable.columns.join(', ')}`, {
      remedy: 'Say which.',
      option: '--label',
    });
  const labelled = newTable.columns.includes(label) && newTable.cells(label).some((cell) => cell !== '');
  const named = asked.prediction ?? oldTable.columns.find((column) => NAMED.test(column) && newTable.columns.includes(column));
  const withLabels = labelled ? both : [oldTable];
  const columns = asked.probability ?? probabilityColumns(both, [label, named, asked.time, asked.weight, asked.group]);
  const { threshold } = asked;
  if (columns.length === 0) {
    if (named === undefined)
      throw new DataError(`${oldTable.name} has neither columns of probabilities nor one of predictions besides "${label}"`, {
        remedy: 'Name them.',
        option: '--probability or --prediction',
      });
    return counted(onlyClasses(both, label, named, labelled), asked);
  }
  const { classes, notes, samples, columns: taken } = probabilitiesOf(both, withLabels, label, columns);
  if (threshold !== undefined && classes.length !== 2)
    throw new DataError(`A threshold is for two classes, and there are ${classes.length}`, {
      remedy: 'Leave it out.',
      option: '--threshold',
    });
  const placedOf = (i: number): PlacedRows => {
    const { outputs, labels, rows } = samples[i]!;
    const decided =
      threshold !== undefined
        ? Int32Array.from({ length: outputs.rows }, (_, row) => Number(outputs.x[2 * row + 1]! >= threshold))
        : named !== undefined
          ? codesOf(both[i]!, named, rows, classes)
          : predictedClasses(outputs);
    return { table: both[i]!, rows, predicted: { outputs, labels: labels ?? [], decided } };
  };
  const said =
    threshold !== undefined ? `from ${threshold} on it is ${classes[1]!}` : named !== undefined ? `column ${named}` : 'the likeliest class';
  return counted(
    {
      ...{ classes, labelled, hard: false },
      taken: { label, probability: taken, ...(named !== undefined && { prediction: named }) },
      placed: [placedOf(0), placedOf(1)],
      notes: [`What is true: ${label}. What was named: ${said}.`, ...notes],
    },
    asked,
  );
}

/** What was read, before weights and groups are asked for. */
interface ReadPredictions extends Pick<PredictionWorlds, 'taken' | 'classes' | 'labelled' | 'hard' | 'notes'> {
  readonly placed: readonly [old: PlacedRows, fresh: PlacedRows];
}

function counted({ placed, notes, ...read }: ReadPredictions, asked: PredictionsAsked): PredictionWorlds {
  const { predicted, notes: more } = countedRows(placed, asked);
  const [old, fresh] = predicted as [Predicted, Predicted];
  return { ...read, old, fresh, notes: [...notes, ...more] };
}

/** The old and the new world of one table with times, or the two tables as they are; rows without a time are told. @throws DataError */
export function worldTables(
  tables: readonly CellTable[],
  { time, cut }: PredictionsAsked,
): { readonly both: readonly [CellTable, CellTable]; readonly notes: readonly string[] } {
  const [table, second] = tables as [CellTable, CellTable?];
  if (tables.length > 2) throw new DataError(`There are ${tables.length} files`, { remedy: 'Name the old one and the new one.' });
  if (second) {
    if (cut !== undefined)
      throw new DataError('A cut divides one file, and there are two', { remedy: 'Leave it out, or name one file.', option: '--cut' });
    return { both: [table, second], notes: [] };
  }
  if (time === undefined || cut === undefined)
    throw new DataError('One file needs its column of times and where the new world begins: rows before that are the old one', {
      remedy: 'Say both, or name two files.',
      option: '--time and --cut',
    });
  const at = momentOf(cut);
  if (Number.isNaN(at))
    throw new DataError(`“${cut}” is neither a date nor a number`, { remedy: 'Write it as in 2024-01-31.', option: '--cut' });
  const moments = table.cells(time).map(momentOf);
  const [before, after] = [false, true].map((later) =>
    moments.flatMap((moment, row) => (!Number.isNaN(moment) && moment >= at === later ? [row] : [])),
  ) as [number[], number[]];
  const lost = moments.filter(Number.isNaN).length;
  if (!before.length || !after.length) {
    const there = moments.flatMap((moment, row) => (Number.isNaN(moment) ? [] : [{ moment, text: table.cells(time)[row]! }]));
    there.sort((a, b) => a.moment - b.moment);
    throw new DataError(`All rows of ${table.name} lie on one side of ${cut}`, {
      remedy: `“${time}” goes from ${there[0]?.text ?? 'nothing'} to ${there.at(-1)?.text ?? 'nothing'}.`,
      option: '--cut',
    });
  }
  return {
    both: [partOfTable(table, before, 'the old world'), partOfTable(table, after, 'the new world')],
    notes: lost ? [`${table.name}: ${lost} of ${table.rows} rows have no time in “${time}” and are left out.`] : [],
  };
}

const momentOf = (text: string): number => (text.trim() === '' ? NaN : Number.isFinite(Number(text)) ? Number(text) : Date.parse(text));

/** Classes that a column names. @throws DataError where it names none. */
function codesOf(table: CellTable, column: string, rows: readonly number[], classes: readonly string[]): number[] {
  const cells = table.cells(column);
  return rows.map((row) => {
    const at = classes.indexOf(cells[row]!);
    if (at < 0)
      throw new DataError(`${table.name}, row ${row + 1}, ${column}: "${cells[row]!.slice(0, 40)}" is no class`, {
        remedy: `Classes are ${classes.join(', ')}.`,
      });
    return at;
  });
}

/** Without probabilities each row is sure of the class that was named. */
function onlyClasses(tables: readonly CellTable[], label: string, named: string, labelled: boolean): ReadPredictions {
  const [oldTable, newTable] = tables as [CellTable, CellTable];
  const cellsOf = (table: CellTable, i: number) => ({
    truth: i === 0 || labelled ? table.cells(label) : undefined,
    said: table.cells(named),
  });
  const [before, now] = [cellsOf(oldTable, 0), cellsOf(newTable, 1)];
  const classes = sortedLabels([...before.truth!, ...(now.truth ?? []), ...before.said, ...now.said].filter((cell) => cell !== ''));
  if (classes.length < 2)
    throw new DataError(`${label}: classes of two kinds or more are needed, and there are ${classes.length}`, {
      remedy: 'Choose another column.',
    });
  const placed = ({ truth, said }: typeof before, table: CellTable): PlacedRows => {
    const rows = said.flatMap((cell, row) => (cell !== '' && truth?.[row] !== '' ? [row] : []));
    const decided = rows.map((row) => classes.indexOf(said[row]!));
    const outputs: Batch = {
      x: decided.flatMap((code) => classes.map((_, c) => Number(c === code))),
      rows: rows.length,
      width: classes.length,
    };
    const labels = truth ? rows.map((row) => classes.indexOf(truth[row]!)) : [];
    return { table, rows, predicted: { outputs, labels, decided, hard: true } };
  };
  return {
    ...{ classes, labelled, hard: true, taken: { label, probability: [], prediction: named } },
    placed: [placed(before, oldTable), placed(now, newTable)],
    notes: [`What is true: ${label}. What was named: column ${named}; there are no probabilities.`],
  };
}
