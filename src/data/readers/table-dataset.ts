/** A data set out of the tables that were read: every column by its role. */
import { withEmbedding } from './embeddings.ts';
import { DataError } from '../errors.ts';
import { hashArrays } from '../hash.ts';
import type { ColumnReport } from '../report.ts';
import type { Role } from '../../spec/roles.ts';
import type { Column, DataCard, Dataset, Samples } from '../types.ts';
import { factsOf, tellsLabel, type ReadColumn } from './column-facts.ts';
import type { ColumnReading } from './column-reading.ts';
import { dateInputs } from './date-inputs.ts';
import { conventionOf } from './decimal-mark.ts';
import { drawnNote } from './draw.ts';
import { guessRole, type ColumnFacts } from './guess-roles.ts';
import { roleSaid, type DecimalMark } from '../../spec/reading-options.ts';
import { besides, type Besides } from './row-roles.ts';
import { fitted, removeNoData, type Fitted } from './single-precision.ts';
import { tableLabel, type TableLabel } from './table-label.ts';
import type { Table } from './table.ts';
import { tellCells, tellDuplicates, tellSorted } from './table-remarks.ts';
import { readTold } from './table-cells.ts';
import { codeUnits, hashable } from './typed.ts';

const CARD: DataCard = {
  summary: 'A table of your own, read on this device.',
  origin: 'yours',
  source: 'a file you chose; it never leaves this browser',
  licence: 'yours to know',
};

/** An input as a model gets it. */
interface Input {
  readonly column: Column;
  readonly values: Float32Array;
}

/** @throws DataError when no labelled row, no two classes or no usable column remain. */
export function tableDataset(table: Table, title: string, furtherNotes: readonly string[] = []): Dataset {
  const { findings, names } = table;
  const { seen } = table.reservoir;
  if (seen === 0) {
    throw new DataError(table.unlabelled ? 'no row has a label' : 'there are no rows below the header', {
      remedy: 'Choose a file with labelled rows below the header line.',
    });
  }
  const order = table.slotsInOrder();
  findings.notes.push(...drawnNote(order.length, seen));
  const convention = table.reading.decimal ?? conventionOf(table.columns);
  const label = tableLabel(table, order, convention);
  const { inputs, others, reports } = readColumns(table, label, convention);
  if (label.skipped) findings.notes.push(`Rows without a label were skipped: ${label.skipped}.`);
  if (inputs.length === 0)
    throw new DataError('no column can be used as an input', { remedy: findings.notes.join(' ') || 'Give at least one input column.' });
  findings.notes.push(...furtherNotes);
  findings.columns = reports;
  const { slots, y, classes, target } = label;
  const rows = slots.length;
  const { columns, found } = withEmbedding(inputs.map(({ column }) => column));
  if (found) findings.notes.push(found);
  const x = interleaved(inputs, rows);
  const along = besides(table, label, others);
  const samples: Samples = { rows, inputShape: [columns.length], x, y, ...(target && { target: target.values }), ...along.samples };
  tellDuplicates(samples, findings);
  tellSorted(samples, classes, label.target !== undefined, findings);
  return {
    ...{ id: 'own', title, card: CARD, samples, columns, classes },
    ...(target && { target: { name: target.name, edges: target.edges } }),
    ...along.facts,
    file: { header: table.shown.map((c) => names[c]!), label: names[table.label]! },
    // Names too: the same numbers under other headers mean something else.
    sha256: hashArrays(x, y, codeUnits(JSON.stringify([columns, classes])), ...hashed(samples, along)),
    report: findings.report(
      table.files.map(({ name }) => name),
      seen + table.unlabelled,
      rows,
    ),
    notes: findings.notes,
  };
}

/** Of samples, what is there besides inputs and classes. */
const hashed = ({ target, time, cluster, regime, part, weight, group }: Samples, { facts }: Besides) => {
  const arrays = [target, time, cluster, regime, part, weight, group].filter((array) => array !== undefined);
  return arrays.length ? [...arrays.map(hashable), codeUnits(JSON.stringify(facts))] : [];
};

function readColumns(table: Table, label: TableLabel, convention: DecimalMark | undefined) {
  const { findings, names } = table;
  const inputs: Input[] = [];
  const others: ReadColumn[] = [];
  const reports: ColumnReport[] = [];
  const spare: (() => Input[])[] = [];
  table.shown.forEach((c) => {
    const name = names[c]!;
    if (c === table.label) return void reports.push({ ...reportOf(table, name, 'label'), cells: label.cells, missing: label.skipped });
    if (table.partial.has(c))
      return void reports.push({ name, role: 'ignore', said: false, reason: 'it is not in every file', cells: '', missing: 0 });
    const column = table.columns[c]!;
    const reading = readTold(table, column, convention);
    const values = reading.values(label.slots);
    const of = () => factsOf(name, reading, values, label.y, label.target ? -1 : label.classes.length);
    const before = of();
    const gone = reading.kind === 'numbers' && table.reading.missing === undefined ? removeNoData(values, before) : [];
    const facts = gone.length > 0 ? of() : before;
    const said = roleSaid(name, table.reading) ?? (table.declared.weight === c ? ('weight' as const) : undefined);
    const guess = guessRole(facts);
    const role = said ?? guess.role;
    const reason = said ? 'it was said' : guess.reason;
    reports.push({ name, role, said: said !== undefined, reason, cells: cellsOf(reading, facts), missing: missingIn(values) });
    if (role !== 'ignore' || said === undefined) tellCells({ column, reading, role, gone, files: table.files }, findings);
    if (role === 'input') inputs.push(...inputsOf(facts, reading, label, findings));
    else {
      others.push({ column, reading, facts, role });
      if (said === undefined) tellRole(name, role, reason, findings);
      if ((role === 'ignore' || role === 'time') && said === undefined && reading.kind !== 'text' && reading.kind !== 'empty')
        spare.push(() => inputsOf(facts, reading, label, findings));
    }
  });
  // What is no input by a guess is used after all where nothing else is there.
  if (inputs.length === 0 && spare.length > 0) {
    findings.warn('Columns that look like no inputs are used all the same: there are no others.');
    inputs.push(...spare.flatMap((make) => make()));
  }
  return { inputs, others, reports };
}

function reportOf({ findings, reading }: Table, name: string, role: Role) {
  const said = roleSaid(name, reading) !== undefined;
  return { name, role, said, reason: said ? 'it was said' : (findings.guesses.find(({ what }) => what === 'label')?.reason ?? '') };
}

const missingIn = (values: Float64Array): number => values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);

function cellsOf({ kind, categories }: ColumnReading, { whole }: ColumnFacts): string {
  if (kind === 'categories') return `${categories!.length} categories`;
  return { numbers: whole ? 'whole numbers' : 'numbers', dates: 'dates', text: 'text', empty: 'nothing' }[kind];
}

function tellRole(name: string, role: Role, reason: string, findings: Table['findings']): void {
  if (role === 'ignore') return findings.leave({ what: `Column “${name}”`, reason, column: name });
  findings.guess(
    { what: `role of “${name}”`, value: role, reason, flag: `--input ${name}` },
    `Column “${name}” is no input but ${AS[role]}: ${reason}.`,
  );
}

const AS: Readonly<Record<Role, string>> = {
  ...{ input: 'an input', label: 'the label', time: 'the time', group: 'the group', slice: 'a slice', weight: 'the weight of rows' },
  ...{ split: 'the split', regime: 'the regime', prediction: 'a prediction', ignore: 'left out' },
};

function inputsOf(facts: ColumnFacts, reading: ColumnReading, label: TableLabel, findings: Table['findings']): Input[] {
  const { name, values, low, high, whole } = facts;
  if (reading.kind === 'dates')
    return dateInputs(name, values).map((made) => numeric(made.name, fitted(made.values, ...rangeOf(made.values), false), findings));
  if (reading.kind === 'text' || reading.kind === 'empty') {
    throw new DataError(
      `column “${name}” cannot be an input: ${reading.kind === 'text' ? 'its texts hardly repeat' : 'it has no values'}`,
      { column: name, remedy: 'Let it be no input.', option: `leave out --input ${name}` },
    );
  }
  if (!label.target && tellsLabel(values, label.y, label.classes.length))
    findings.warn(
      `Column “${name}” alone tells the label of 99 % of the rows: it may say what is to be found out. Leave it out if it is not known beforehand.`,
      { option: `--ignore "${name}"` },
    );
  if (reading.kind === 'categories')
    return [{ column: { name, kind: 'categorical', categories: reading.categories! }, values: Float32Array.from(values) }];
  if (!(high > low) && missingIn(values) === 0)
    findings.notes.push(`Column “${name}” has the same value in every row: it says nothing about the label.`);
  return [numeric(name, fitted(values, low, high, whole), findings)];
}

function numeric(name: string, { values, offset, scale }: Fitted, findings: Table['findings']): Input {
  if (offset !== undefined || scale !== undefined) {
    const from = offset === undefined ? '' : ` from ${offset}`;
    const unit = scale === undefined ? '' : ` in units of ${scale}`;
    findings.guess(
      {
        what: `scale of “${name}”`,
        value: `(value − ${offset ?? 0}) / ${scale ?? 1}`,
        reason: 'single precision would lose its differences',
      },
      `Column “${name}” is counted${from}${unit}: single precision would lose its differences.`,
    );
  }
  return { column: { name, kind: 'numeric', ...(offset !== undefined && { offset }), ...(scale !== undefined && { scale }) }, values };
}

function rangeOf(values: Float64Array): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function interleaved(inputs: readonly Input[], rows: number): Float32Array {
  const width = inputs.length;
  const x = new Float32Array(rows * width);
  inputs.forEach(({ values }, c) => {
    for (let row = 0, at = c; row < rows; row++, at += width) x[at] = values[row]!;
  });
  return x;
}
