/** Files of what somebody's model said: the old and the new world, its probabilities or classes, and what is true. */
import { sortedLabels } from '../detect/estimate/class-columns.ts';
import { predictedClasses } from '../detect/two-sample/bbsd.ts';
import type { Batch } from '../detect/types.ts';
import type { Predicted } from '../measure/predictions/figures.ts';
import { CliError } from './cli-error.ts';
import type { Given } from './command.ts';
import { countedRows, type PlacedRows } from './counted-rows.ts';
import { note } from './desk.ts';
import { probabilitiesOf, probabilityColumns } from './probability-columns.ts';
import { readingFrom } from './reading-flags.ts';
import { readPair, readSingle, type CellTable } from './tables.ts';

export interface PredictionFiles {
  readonly classes: readonly string[];
  readonly old: Predicted;
  /** Labels are empty where the new file has none. */
  readonly fresh: Predicted;
  readonly labelled: boolean;
  readonly hard: boolean;
  readonly notes: readonly string[];
}

/** What labels and named classes are called, where nobody says; the first that is there. */
const LABELS = ['y_true', 'truth', 'true', 'label', 'target', 'class', 'y'];
const NAMED = /^(y_)?pred(iction|icted)?(_(class|label))?$|^y_hat$/i;

/** @throws CliError */
export async function predictionFiles(given: Given): Promise<PredictionFiles> {
  const { values, lists } = given;
  const [oldTable, newTable] = await tablesOf(given);
  const label = values.label ?? LABELS.flatMap((name) => oldTable.columns.find((column) => column.toLowerCase() === name) ?? [])[0];
  if (label === undefined || !oldTable.columns.includes(label))
    throw new CliError(`--label: which column of ${oldTable.name} holds what is true? It has ${oldTable.columns.join(', ')}.`);
  const labelled = newTable.columns.includes(label) && newTable.cells(label).some((cell) => cell !== '');
  const named = lists.prediction?.[0] ?? oldTable.columns.find((column) => NAMED.test(column) && newTable.columns.includes(column));
  const both = [oldTable, newTable];
  const withLabels = labelled ? both : [oldTable];
  const columns = lists.probability ?? probabilityColumns(both, [label, named, values.time, values.weight, values.group]);
  const threshold = thresholdFrom(values.threshold);
  if (columns.length === 0) {
    if (named === undefined)
      throw new CliError(
        `${oldTable.name} has neither columns of probabilities nor one of predictions besides "${label}". Name them with --probability or --prediction.`,
      );
    return counted(onlyClasses(both, label, named, labelled), given);
  }
  const { classes, notes, samples } = probabilitiesOf(both, withLabels, label, columns);
  if (threshold !== undefined && classes.length !== 2)
    throw new CliError(`--threshold: it is for two classes, and there are ${classes.length}. Leave it out.`);
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
      placed: [placedOf(0), placedOf(1)],
      notes: [`What is true: ${label}. What was named: ${said}.`, ...notes],
    },
    given,
  );
}

/** What was read, before weights and groups are asked for. */
interface ReadPredictions extends Pick<PredictionFiles, 'classes' | 'labelled' | 'hard' | 'notes'> {
  readonly placed: readonly [old: PlacedRows, fresh: PlacedRows];
}

function counted({ placed, notes, ...read }: ReadPredictions, given: Given): PredictionFiles {
  const { predicted, notes: more } = countedRows(placed, given);
  const [old, fresh] = predicted as [Predicted, Predicted];
  return { ...read, old, fresh, notes: [...notes, ...more] };
}

async function tablesOf(given: Given): Promise<[CellTable, CellTable]> {
  const [oldPath, newPath] = given.positionals;
  const { time, cut } = given.values;
  if (oldPath === undefined)
    throw new CliError('No file was named. Name the old file and the new one, or one with --time column --cut value.');
  if (newPath !== undefined) {
    if (cut !== undefined) throw new CliError('--cut: it divides one file, and two were named. Leave it out, or name one file.');
    return readPair(oldPath, newPath, readingFrom(given));
  }
  if (time === undefined || cut === undefined)
    throw new CliError('One file needs --time column and --cut value: rows before it are the old world. Or name two files.');
  const table = await readSingle(oldPath, readingFrom(given));
  const at = momentOf(cut);
  if (Number.isNaN(at)) throw new CliError(`--cut: expected a date or a number, got "${cut}".`);
  const moments = table.cells(time).map(momentOf);
  const parts = [false, true].map((after) =>
    moments.flatMap((moment, row) => (!Number.isNaN(moment) && moment >= at === after ? [row] : [])),
  );
  const lost = moments.filter(Number.isNaN).length;
  if (lost) note(`${table.name}: ${lost} of ${table.rows} rows have no time in “${time}” and are left out.`);
  if (parts.some(({ length }) => length === 0)) {
    const there = moments.flatMap((moment, row) => (Number.isNaN(moment) ? [] : [{ moment, text: table.cells(time)[row]! }]));
    there.sort((a, b) => a.moment - b.moment);
    throw new CliError(
      `--cut: all rows of ${table.name} lie on one side of ${cut}. “${time}” goes from ${there[0]?.text ?? 'nothing'} to ${there.at(-1)?.text ?? 'nothing'}.`,
    );
  }
  return [partOf(table, parts[0]!, 'the old world'), partOf(table, parts[1]!, 'the new world')];
}

const momentOf = (text: string): number => (text.trim() === '' ? NaN : Number.isFinite(Number(text)) ? Number(text) : Date.parse(text));

/** Some rows of a table. */
const partOf = (table: CellTable, rows: readonly number[], name: string): CellTable => ({
  ...table,
  name,
  rows: rows.length,
  cells: (column) => {
    const all = table.cells(column);
    return rows.map((row) => all[row]!);
  },
  numbers: (column) => {
    const all = table.numbers(column);
    return Float64Array.from(rows, (row) => all[row]!);
  },
});

function thresholdFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new CliError(`--threshold: expected a number from 0 to 1, got "${text}".`);
  return value;
}

/** Classes that a column names. @throws CliError where it names none. */
function codesOf(table: CellTable, column: string, rows: readonly number[], classes: readonly string[]): number[] {
  const cells = table.cells(column);
  return rows.map((row) => {
    const at = classes.indexOf(cells[row]!);
    if (at < 0)
      throw new CliError(
        `${table.name}, row ${row + 1}, ${column}: "${cells[row]!.slice(0, 40)}" is no class. Classes are ${classes.join(', ')}.`,
      );
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
  if (classes.length < 2) throw new CliError(`${label}: classes of two kinds or more are needed, and there are ${classes.length}.`);
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
    ...{ classes, labelled, hard: true },
    placed: [placed(before, oldTable), placed(now, newTable)],
    notes: [`What is true: ${label}. What was named: column ${named}; there are no probabilities.`],
  };
}
