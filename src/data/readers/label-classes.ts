/** Which classes the spellings of a label come to. */
import { DataError } from '../errors.ts';
import { numberIn } from './cells.ts';
import type { Findings } from './findings.ts';
import { MAX_CLASSES, MIN_ROWS_PER_CLASS } from './limits.ts';

/** A label as it is written, and how many of the rows kept have it. */
export interface Spelling {
  readonly text: string;
  readonly count: number;
}

export interface ClassRules {
  /** The label column, for messages. */
  readonly name: string;
  /** Every label there can be, in order, where that is known; nothing is merged then. */
  readonly declared?: readonly string[] | undefined;
  /** Spellings are not merged. */
  readonly exact?: boolean;
}

export interface Classes {
  readonly classes: readonly string[];
  /** `[spellings]`, the class of each; −1 where it was left out. */
  readonly classOf: Int32Array;
}

/** With more than so many classes, single letters that differ in case alone are different ones. */
const FEW_LETTERS = 2;

/**
 * Classes as declared, or else in numeric order if all are numbers, otherwise in code-unit order. Spellings that differ in
 * case, spaces or trailing zeros alone are one class, which is told.
 * @throws DataError when fewer than two classes, or too many, remain.
 */
export function classesOf(spellings: readonly Spelling[], { name, declared, exact }: ClassRules, findings: Findings): Classes {
  const keys = exact || declared ? spellings.map(({ text }) => text) : keysOf(spellings);
  const members = new Map<string, number[]>();
  keys.forEach((key, i) => members.set(key, [...(members.get(key) ?? []), i]));
  const merged = [...members.values()].map((indices) => ({
    indices,
    text: calledAs(indices.map((i) => spellings[i]!)),
    count: indices.reduce((sum, i) => sum + spellings[i]!.count, 0),
  }));
  for (const { indices, text } of merged)
    if (indices.length > 1)
      tellMerged(
        indices.map((i) => spellings[i]!.text),
        text,
        findings,
      );
  const numeric = merged.every(({ text }) => numberIn(text) !== undefined);
  const place = (text: string) => declared?.indexOf(text) ?? 0;
  merged.sort((a, b) => (declared ? place(a.text) - place(b.text) : numeric ? Number(a.text) - Number(b.text) : a.text < b.text ? -1 : 1));
  const kept = merged.filter(({ count }) => count >= MIN_ROWS_PER_CLASS);
  if (kept.length < 2)
    throw tooFewClasses(
      name,
      merged.map(({ text }) => text),
      kept.length,
      numeric,
    );
  if (kept.length > MAX_CLASSES) throw tooManyClasses(name, numeric);
  for (const { text, count } of merged) {
    if (count > 0 && count < MIN_ROWS_PER_CLASS)
      findings.leave({ what: `Class “${text}”`, reason: `it has ${count} rows, fewer than ${MIN_ROWS_PER_CLASS}`, column: name });
  }
  const classOf = new Int32Array(spellings.length).fill(-1);
  kept.forEach(({ indices }, c) => indices.forEach((i) => (classOf[i] = c)));
  return { classes: kept.map(({ text }) => text), classOf };
}

function keysOf(spellings: readonly Spelling[]): string[] {
  const folded = spellings.map(({ text }) => {
    const value = numberIn(text);
    return value !== undefined && Number.isFinite(value) ? `${value}` : text.normalize('NFC').replace(/\s+/g, ' ').toLowerCase();
  });
  const letters = new Set(folded).size > FEW_LETTERS;
  return spellings.map(({ text }, i) => (letters && text.length === 1 ? text : folded[i]!));
}

/** Numbers by their shortest spelling, words by their most frequent one. */
function calledAs(spellings: readonly Spelling[]): string {
  const numeric = spellings.every(({ text }) => numberIn(text) !== undefined);
  return [...spellings].sort((a, b) => (numeric ? a.text.length - b.text.length : b.count - a.count))[0]!.text;
}

function tellMerged(texts: readonly string[], text: string, findings: Findings): void {
  const listed = texts.map((each) => `“${each}”`).join(', ');
  const reason = `${listed} are read as one class, “${text}”`;
  findings.guess({ what: 'spellings of the label', value: text, reason, flag: '--classes exact' }, `The labels ${reason}.`);
}

const REMEDY = 'Choose the column that names the class, group its values into a few classes, or tell a number.';
const OPTION = '--target number tells one';

export const tooManyClasses = (column: string, numeric: boolean): DataError =>
  new DataError(
    numeric
      ? `the label column holds more than ${MAX_CLASSES} different numbers: it looks like a regression target`
      : `the label column holds more than ${MAX_CLASSES} different values`,
    { column, remedy: REMEDY, option: OPTION },
  );

function tooFewClasses(column: string, texts: readonly string[], kept: number, numeric: boolean): DataError {
  const regression = numeric && texts.length > 2 ? ', and it looks like a regression target' : '';
  const message =
    texts.length === 1
      ? `all rows have the same label, “${texts[0]}”`
      : `only ${kept} of ${texts.length} labels have ${MIN_ROWS_PER_CLASS} rows or more${regression}`;
  return new DataError(message, {
    column,
    remedy: `Choose a label column with at least two classes of ${MIN_ROWS_PER_CLASS} rows or more.`,
  });
}
