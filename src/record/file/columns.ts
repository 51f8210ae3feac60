/**
 * A value as JSON in a fraction of the letters, and back to the same bits, but that there is one zero: −0 is 0, as canonical JSON has it (RFC 8785): a list of objects is written column by column, and a column of
 * numbers as what it is (one number repeated, steps of equal size, whole numbers over a common denominator, or a few that return).
 * An object whose only keys begin with `$` is such a list; a name that begins so in the value itself is refused.
 *
 * - `{"$rows": n, "$columns": {name: list}, "$only": {name: rows}}` objects; a column that some rows lack holds only what the rows named in `$only` have
 * - `{"$lengths": list, "$joined": list}` lists, one after the other; `{"$lengths": list, "$fields": {name: list}}` lists of objects, of each name a list of lists
 * - `{"$hex": text, "$bytes": n}` hexadecimal texts of n bytes each, as base64
 * - `{"$times": n, "$value": value}` the same n times
 * - `{"$times": n, "$value": value, "$except": places, "$are": list}` the same, but in these places
 * - `{"$from": a, "$by": d, "$times": n}` a, a + d, a + 2 d, …, whole numbers
 * - `{"$differences": text, "$over": n}` whole numbers as base64 VLQ (as in source maps) of the first and of each difference to the one before, each divided by n
 * - `{"$whole": text, "$over": n}` the same without differences
 * - `{"$values": list, "$at": list}` values that return, and which of them stands where
 *
 * `tightened` adds two ways to what this leaves as it is; `unpacked` reads all.
 */
// Whoever compiles this file alone, as the package does, has to find the types that vlq does not show.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./vlq.d.ts" />
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decode, encode } from 'vlq';
import { fractionOf } from '../../maths/fraction.ts';
import { base64ToBytes, bytesToBase64 } from '../../spec/base64.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

/** Denominators that are tried for shares of rows; a power of ten for what was rounded. */
export const DECIMALS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
/** A share of more rows than these is written as it is. */
export const MOST_ROWS = 20_000;
/** What VLQ can hold. */
export const MOST_WHOLE = 2 ** 28;
/** Shorter lists are written as they are. */
export const FEWEST = 3;
const FEWEST_RETURNING = 12;

const isFields = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** @throws RangeError for a name that begins with `$` */
export function packed(value: Json): Json {
  if (isList(value)) return packedList(value);
  if (!isFields(value)) return value;
  const taken = Object.keys(value).find((key) => key.startsWith('$'));
  if (taken !== undefined) throw new RangeError(`A name must not begin with $: ${taken}`);
  return mapped(value, packed);
}

/** @throws Error where what stands there is no list that `packed` writes */
export function unpacked(value: Json): Json {
  if (isList(value)) return value.map(unpacked);
  if (!isFields(value)) return value;
  return Object.keys(value).some((key) => key.startsWith('$')) ? unpackedList(value) : mapped(value, unpacked);
}

const mapped = (fields: Fields, of: (value: Json) => Json): Fields =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, of(value)]));

const letters = (value: Json): number => JSON.stringify(value).length;

/** Of the shortest ways the first. */
export const shortest = (ways: readonly (Json | undefined)[]): Json =>
  ways.filter((way) => way !== undefined).reduce((best, way) => (letters(way) < letters(best) ? way : best));

function packedList(list: readonly Json[]): Json {
  if (list.length < FEWEST) return list.map(packed);
  if (list.every((each) => typeof each === 'number')) return packedNumbers(list);
  const again = repeated(list);
  if (again) return again;
  if (list.every(isFields)) return rowsOf(list);
  const returning = dictionary(list);
  if (list.every(isList)) return shortest([returning, fieldsOf(list) ?? joined(list)]);
  return shortest([returning, hexadecimal(list), list.map(packed)]);
}

export function packedNumbers(list: readonly number[]): Json {
  if (list.length < FEWEST) return list;
  return shortest([list, repeated(list), ...wholes(list), ...(list.length >= FEWEST_RETURNING ? [dictionary(list), mostly(list)] : [])]);
}

export function wholes(list: readonly number[], over = denominator(list)): readonly Json[] {
  if (over === undefined) return [];
  const whole = list.map((value) => Math.round(value * over));
  const stretch = over === 1 ? evenSteps(whole) : undefined;
  if (stretch) return [stretch];
  return [
    { $differences: encode(whole.map((value, at) => value - (whole[at - 1] ?? 0))), $over: over },
    { $whole: encode(whole), $over: over },
  ];
}

function repeated(list: readonly Json[]): Json | undefined {
  const first = JSON.stringify(list[0]);
  return list.every((each) => JSON.stringify(each) === first) ? { $times: list.length, $value: packed(list[0]!) } : undefined;
}

function evenSteps(whole: readonly number[]): Json | undefined {
  const by = whole[1]! - whole[0]!;
  return by !== 0 && whole.every((value, at) => value === whole[0]! + at * by)
    ? { $from: whole[0]!, $by: by, $times: whole.length }
    : undefined;
}

/** The least number that makes all whole and gives the same bits back; undefined where there is none worth it. */
function denominator(list: readonly number[]): number | undefined {
  const fits = (over: number) => list.every((value) => Math.abs(value * over) < MOST_WHOLE && Math.round(value * over) / over === value);
  const decimal = DECIMALS.find(fits);
  if (decimal !== undefined) return decimal;
  // The denominator of one share in lowest terms divides that of all.
  const smallest = fractionOf(
    list.find((value) => !Number.isInteger(value))!,
    MOST_ROWS,
  );
  if (smallest === undefined) return undefined;
  for (let over = smallest; over <= MOST_ROWS; over += smallest) if (fits(over)) return over;
  return undefined;
}

function dictionary(list: readonly Json[]): Json | undefined {
  const places = new Map<string, number>();
  const values: Json[] = [];
  const at = list.map((each) => {
    const text = JSON.stringify(each);
    if (!places.has(text)) {
      places.set(text, values.length);
      values.push(each);
    }
    return places.get(text)!;
  });
  return values.length * 2 <= list.length ? { $values: packedList(values), $at: shortest([at, ...wholes(at)]) } : undefined;
}

function joined(lists: readonly (readonly Json[])[]): Json {
  return { $lengths: packedNumbers(lists.map(({ length }) => length)), $joined: packedList(lists.flat()) };
}

/** Where most are the same. */
function mostly(list: readonly number[]): Json | undefined {
  const counts = new Map<number, number>();
  for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, times] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
  if (times * 2 < list.length) return undefined;
  const except = list.flatMap((each, at) => (each === value ? [] : [at]));
  const are = except.map((at) => list[at]!);
  return { $times: list.length, $value: value, $except: shortest([except, ...wholes(except)]), $are: shortest([are, ...wholes(are)]) };
}

/** Texts of as many bytes each; undefined for others. */
function hexadecimal(list: readonly Json[]): Json | undefined {
  const [first] = list;
  if (typeof first !== 'string' || !first.length) return undefined;
  const alike = list.every((each) => typeof each === 'string' && each.length === first.length && /^(?:[0-9a-f]{2})+$/.test(each));
  return alike ? { $hex: bytesToBase64(hexToBytes(list.join(''))), $bytes: first.length / 2 } : undefined;
}

/** Lists of objects that all have the same names; undefined for others. */
function fieldsOf(lists: readonly (readonly Json[])[]): Json | undefined {
  const all = lists.flat();
  if (!all.length || !all.every(isFields)) return undefined;
  const names = namesOf(all);
  if (!all.every((each) => Object.keys(each).length === names.length)) return undefined;
  return {
    $lengths: packedNumbers(lists.map(({ length }) => length)),
    $fields: Object.fromEntries(names.map((name) => [name, packedList(lists.map((list) => list.map((each) => (each as Fields)[name]!)))])),
  };
}

/** @throws RangeError for a name that begins with `$` */
function namesOf(rows: readonly Fields[]): readonly string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const taken = names.find((key) => key.startsWith('$'));
  if (taken !== undefined) throw new RangeError(`A name must not begin with $: ${taken}`);
  return names;
}

function rowsOf(rows: readonly Fields[]): Json {
  const names = namesOf(rows);
  const columns: Record<string, Json> = {};
  const only: Record<string, Json> = {};
  for (const name of names) {
    const has = rows.flatMap((row, at) => (Object.hasOwn(row, name) ? [at] : []));
    if (has.length < rows.length) only[name] = packedNumbers(has);
    columns[name] = packedList(has.map((at) => rows[at]![name]!));
  }
  return { $rows: rows.length, $columns: columns, ...(Object.keys(only).length > 0 && { $only: only }) };
}

function unpackedList(value: Fields): Json {
  const list = (name: string): readonly Json[] => {
    const found = unpacked(value[name] ?? null);
    if (!isList(found)) throw new Error(`${name} is no list`);
    return found;
  };
  if ('$rows' in value) return unpackedRows(value);
  if ('$joined' in value) {
    const all = list('$joined');
    let at = 0;
    return list('$lengths').map((length) => all.slice(at, (at += Number(length))));
  }
  if ('$fields' in value) return unpackedFields(list('$lengths'), value.$fields as Fields);
  if ('$hex' in value) {
    const [hex, letters] = [bytesToHex(base64ToBytes(String(value.$hex))), 2 * count(value.$bytes)];
    return Array.from({ length: hex.length / letters }, (_, at) => hex.slice(at * letters, (at + 1) * letters));
  }
  if ('$value' in value) {
    const each = unpacked(value.$value!);
    const all = Array.from({ length: count(value.$times) }, () => each);
    if ('$except' in value) {
      const are = list('$are');
      list('$except').forEach((at, index) => (all[Number(at)] = are[index]!));
    }
    return all;
  }
  if ('$from' in value) return Array.from({ length: count(value.$times) }, (_, at) => Number(value.$from) + at * Number(value.$by));
  if ('$differences' in value) {
    let sum = 0;
    return decode(String(value.$differences)).map((difference) => (sum += difference) / Number(value.$over));
  }
  if ('$whole' in value) return decode(String(value.$whole)).map((whole) => whole / Number(value.$over));
  if ('$values' in value) {
    const values = list('$values');
    return list('$at').map((at) => values[Number(at)]!);
  }
  if ('$parts' in value) {
    const of = list('$of');
    return list('$parts').map((part, at) => Number(part) / Number(of[at]));
  }
  if ('$nulls' in value) {
    const [nulls, numbers] = [new Set(list('$nulls')), list('$numbers')];
    let at = 0;
    return Array.from({ length: count(nulls.size + numbers.length) }, (_, place) => (nulls.has(place) ? null : numbers[at++]!));
  }
  throw new Error(`nothing is known of ${Object.keys(value)[0]}`);
}

/** Most items of one list: what a file of some letters blows up to has an end. */
const MOST_ITEMS = 5_000_000;

function count(times: Json | undefined): number {
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 0 || times > MOST_ITEMS)
    throw new Error(`a list has ${String(times)} items`);
  return times;
}

function unpackedFields(lengths: readonly Json[], fields: Fields): Json {
  const lists = lengths.map((length) => Array.from({ length: count(length) }, (): Record<string, Json> => ({})));
  for (const [name, packedColumn] of Object.entries(fields)) {
    const column = unpacked(packedColumn);
    lists.forEach((list, at) => {
      const values = isList(column) ? column[at] : undefined;
      if (!values || !isList(values) || values.length !== list.length) throw new Error(`the column ${name} has not one value for each row`);
      list.forEach((row, index) => set(row, name, values[index]!));
    });
  }
  return lists;
}

/** Also a name like `__proto__`. */
const set = (row: Record<string, Json>, name: string, value: Json) =>
  Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });

function unpackedRows(value: Fields): Json {
  const rows = Array.from({ length: count(value.$rows) }, (): Record<string, Json> => ({}));
  const only = (value.$only ?? {}) as Fields;
  for (const [name, packedColumn] of Object.entries(value.$columns as Fields)) {
    const column = unpacked(packedColumn);
    const has = Object.hasOwn(only, name) ? unpacked(only[name]!) : rows.map((_, at) => at);
    if (!isList(column) || !isList(has) || column.length !== has.length)
      throw new Error(`the column ${name} has not one value for each row`);
    has.forEach((at, index) => {
      const row = rows[Number(at)];
      if (!row) throw new Error(`the column ${name} names the row ${String(at)}`);
      set(row, name, column[index]!);
    });
  }
  return rows;
}
