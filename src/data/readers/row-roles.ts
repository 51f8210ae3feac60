/** What columns say of rows beside inputs and label: when, of whom, of which world, for which part, how much. */
import { DataError } from '../errors.ts';
import type { Role } from '../../spec/roles.ts';
import { parts, type Dataset, type Samples } from '../types.ts';
import type { ReadColumn } from './column-facts.ts';
import { asMoments } from './date-inputs.ts';
import { partOf } from './guess-roles.ts';
import type { TableLabel } from './table-label.ts';
import { writtenCells } from './table-cells.ts';
import type { Table } from './table.ts';

export interface Besides {
  readonly samples: Partial<Pick<Samples, 'time' | 'cluster' | 'group' | 'weight' | 'part' | 'regime'>>;
  readonly facts: Partial<Pick<Dataset, 'time' | 'cluster' | 'groups' | 'regimes'>>;
}

/** @throws DataError when a column that was given a role cannot have it. */
export function besides(table: Table, { slots }: TableLabel, columns: readonly ReadColumn[]): Besides {
  const one = (role: Role): ReadColumn | undefined => {
    const [first, ...more] = columns.filter((column) => column.role === role);
    for (const { column } of more)
      table.findings.leave({
        what: `Column “${column.name}”`,
        reason: `“${first!.column.name}” is the ${role} already`,
        column: column.name,
      });
    return first;
  };
  const time = timeOf(one('time'));
  const cluster = named(one('group'), slots);
  const slice = named(one('slice'), slots);
  const weight = weightOf(one('weight'), table);
  const part = table.partsByFile ? partsByFile(table, slots) : partsOf(one('split'));
  const regime = regimeOf(table, one('regime'), slots, time?.values);
  return {
    samples: {
      ...(time && { time: time.values }),
      ...(cluster && { cluster: cluster.ids }),
      ...(slice && { group: slice.ids }),
      ...(weight && { weight }),
      ...(part && { part }),
      ...(regime && { regime: regime.ids }),
    },
    facts: {
      ...(time && { time: { name: time.name, kind: time.kind } }),
      ...(cluster && { cluster: { name: cluster.name } }),
      ...(slice && { groups: { name: slice.name, names: slice.names } }),
      ...(regime && { regimes: { names: regime.names, by: regime.by } }),
    },
  };
}

function timeOf(column: ReadColumn | undefined) {
  if (!column) return undefined;
  const { name, kind, values, low, high, whole } = column.facts;
  if (kind === 'dates') return { name, kind: 'date' as const, values };
  if (kind !== 'numbers') {
    throw new DataError(`column “${name}” cannot say when: it holds ${kind === 'empty' ? 'no values' : 'neither dates nor numbers'}`, {
      column: name,
      remedy: 'Choose a column of dates (2024-05-31, 31.05.2024 …), of seconds or milliseconds since 1970, or of numbers that count up.',
    });
  }
  const moments = asMoments(values, low, high, whole);
  return { name, kind: moments ? ('date' as const) : ('number' as const), values: moments ?? values };
}

interface Named {
  readonly name: string;
  readonly names: readonly string[];
  /** `[rows]`, indices into the names. */
  readonly ids: Int32Array;
}

/** The values of a column by what is written, in order: by number where all are numbers. A row without one is called so. */
function named(column: ReadColumn | undefined, slots: Int32Array): Named | undefined {
  if (!column) return undefined;
  const written = writtenCells(column.column, column.reading, slots);
  const words = [...new Set(written)];
  const numbers = words.every((word) => word !== '' && Number.isFinite(Number(word)));
  const names = words.sort(numbers ? (a, b) => Number(a) - Number(b) : undefined);
  const place = new Map(names.map((word, i) => [word, i]));
  return {
    name: column.column.name,
    names: names.map((word) => word || 'not said'),
    ids: Int32Array.from(written, (word) => place.get(word)!),
  };
}

function weightOf(column: ReadColumn | undefined, { findings }: Table): Float32Array | undefined {
  if (!column) return undefined;
  const { name, kind, low, values } = column.facts;
  if (kind !== 'numbers' || low < 0) {
    throw new DataError(`column “${name}” cannot weigh rows: ${kind === 'numbers' ? 'it holds numbers below 0' : 'it holds no numbers'}`, {
      column: name,
      remedy: 'Choose a column of numbers from 0 on.',
    });
  }
  const missing = values.filter(Number.isNaN).length;
  if (missing) findings.warn(`${missing} rows have no weight in “${name}”; they count 1.`);
  return Float32Array.from(values, (value) => (Number.isNaN(value) ? 1 : value));
}

function partsOf(column: ReadColumn | undefined): Uint8Array | undefined {
  if (!column) return undefined;
  const { name, categories = [], kind, values } = column.facts;
  // A column such as is_train says of every row whether it is.
  const of = /test/i.test(name) && !/train/i.test(name) ? [0, 2] : [2, 0];
  if (kind === 'numbers' && values.every((value) => value === 0 || value === 1)) return Uint8Array.from(values, (value) => of[value]!);
  const truth = categories.length === 2 && categories.every((word) => /^(true|false|yes|no)$/i.test(word));
  const meant = categories.map((word) => (truth ? of[/^(true|yes)$/i.test(word) ? 1 : 0] : partOf(word)));
  const strange = categories[meant.indexOf(undefined)];
  if (kind !== 'categories' || strange !== undefined || values.some(Number.isNaN)) {
    throw new DataError(
      `column “${name}” does not say of every row whether it is for ${parts.join(', ')}${strange ? `: it holds “${strange}”` : ''}`,
      { column: name, remedy: 'Write train, validation or test in every row, or leave the role out.' },
    );
  }
  return Uint8Array.from(values, (value) => meant[value]!);
}

function partsByFile({ files, fileOf, findings }: Table, slots: Int32Array): Uint8Array {
  const of = files.map(({ name }) => partOf(stemOf(name))!);
  const listed = files.map(({ name, rows }, i) => `${rows} rows of ${parts[of[i]!]} (${name})`).join(', ');
  findings.guess({ what: 'split', value: 'from the files', reason: listed }, `The split of the files is kept: ${listed}.`);
  return Uint8Array.from(slots, (slot) => of[fileOf[slot] ?? 0]!);
}

/** Whether files are called as the parts of a split. */
export const namesParts = (names: readonly string[]): boolean =>
  names.length > 1 &&
  new Set(names.map((name) => partOf(stemOf(name)))).size === names.length &&
  names.every((name) => partOf(stemOf(name)) !== undefined);

const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '');

const OLD_TO_NEW: readonly RegExp[] = [
  /^(old|before|reference|past|source|train(ing)?|baseline|alt|vorher)$/i,
  /^(new|after|current|now|target|test|neu|nachher)$/i,
];

function regimeOf(
  table: Table,
  column: ReadColumn | undefined,
  slots: Int32Array,
  time: Float64Array | undefined,
): (Named & { by: 'files' | 'column' }) | undefined {
  const { files, fileOf, findings } = table;
  if (files.length > 1 && !table.partsByFile) {
    if (column)
      findings.leave({
        what: `Column “${column.column.name}”`,
        reason: 'the files say which world a row comes from',
        column: column.column.name,
      });
    return { name: 'file', names: files.map(({ name }) => name), by: 'files', ids: Int32Array.from(slots, (slot) => fileOf[slot] ?? 0) };
  }
  const found = named(column, slots);
  if (!found) return undefined;
  if (found.names.length < 2)
    throw new DataError(`column “${found.name}” tells no worlds apart: it has one value`, {
      column: found.name,
      remedy: 'Choose a column with two values or more.',
    });
  const rank = ranks(found, time);
  const order = found.names.map((_, i) => i).sort((a, b) => rank[a]! - rank[b]!);
  const names = order.map((i) => found.names[i]!);
  findings.guess(
    { what: 'order of the worlds', value: names.join(', '), reason: time ? 'by time' : 'by name or first row' },
    `The worlds of “${found.name}”, oldest first: ${names.join(', ')}.`,
  );
  return { name: found.name, names, by: 'column', ids: found.ids.map((id) => order.indexOf(id)) };
}

/** By mean time, by what their names say, by number, or by the first row. */
function ranks({ names, ids }: Named, time: Float64Array | undefined): number[] {
  if (time) {
    const [sum, count] = [names.map(() => 0), names.map(() => 0)];
    ids.forEach((id, row) => {
      if (Number.isNaN(time[row]!)) return;
      sum[id]! += time[row]!;
      count[id]!++;
    });
    return sum.map((value, id) => (count[id] ? value / count[id] : Infinity));
  }
  const words = names.map((name) => OLD_TO_NEW.findIndex((pattern) => pattern.test(name)));
  if (words.every((place) => place >= 0)) return words;
  if (names.every((name) => Number.isFinite(Number(name)))) return names.map(Number);
  return names.map((_, id) => ids.indexOf(id));
}
