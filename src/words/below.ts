/**
 * Finished English texts in another language. A text from below the page is one of a list of templates with slots filled (`build/texts-below.ts`
 * reads them from the sources): the template is found again, what stands in its slots is translated by itself, and both are put together in the
 * other language. So records, links and files say the same in every language, and nothing below the page knows of any.
 */
import { numerals, type Marks } from './numerals.ts';

/** English template → template of the language, slots `{0}`, `{1}` … in any order. */
export type Catalogue = Readonly<Record<string, string>>;

interface Pattern {
  readonly pattern: RegExp;
  /** Which slot each group of the pattern is. */
  readonly slots: readonly number[];
  /** The longest of its literal parts: a text without it cannot match. */
  readonly anchor: string;
  readonly letters: number;
  readonly into: string;
}

const SLOT = /\{(\d+)\}/;
/** Templates with fewer letters match much that is none of theirs: what fills them has to be known, too. */
const WEAK = 8;
/** Texts in texts in texts. */
const DEEPEST = 5;
/** Texts that are remembered; a run says some thousands at most. */
const REMEMBERED = 4000;
/** The ends of sentences. */
const SENTENCES = /(?<=[.!?:;]["”’)]?)\s+(?=["“(\p{Lu}\d{])/u;
/** With a unit of a few letters at most, as in `17 MFLOP` and `10–28 W`. */
const NOTHING_BUT_NUMBERS = /^[\s\d.,±×+−–()%≈≥≤<>=/σ$€£-]*(?:(?<=\d[ )]?)\p{L}{1,5})?$/u;
/** What stands before a text that is known: a number, a currency, a name in capitals. */
const CAPITALS = /^[\p{Lu}\d.,–×%$€£()/+-]+$/u;
const SEPARATORS = [' → ', ' · ', ': ', '; ', ', ', ' and ', ' or ', ' + '];

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const letters = (text: string): number => text.replace(/\P{L}/gu, '').length;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function compiled(english: string, into: string): Pattern {
  const parts = english.split(SLOT);
  const literals = parts.filter((_, i) => i % 2 === 0);
  const slots = parts.filter((_, i) => i % 2 === 1).map(Number);
  const pattern = new RegExp(`^${literals.map(escaped).join('(.*?)')}$`, 'su');
  const anchor = literals.reduce((longest, literal) => (literal.length > longest.length ? literal : longest), '');
  return { pattern, slots, anchor, letters: letters(literals.join('')), into };
}

/** What stands before the last semicolon is shown as a sentence of its own, too. */
function shortened(catalogue: Catalogue): Catalogue {
  const slots = (text: string): string =>
    [...text.matchAll(/\{\d+\}/g)]
      .map(([slot]) => slot)
      .sort()
      .join();
  const cut = (text: string): string | undefined => (text.includes('; ') ? `${text.slice(0, text.lastIndexOf('; '))}.` : undefined);
  return Object.fromEntries(
    Object.entries(catalogue).flatMap(([english, into]) => {
      const [one, other] = [cut(english), cut(into)];
      return one && other && slots(one) === slots(other) ? [[one, other]] : [];
    }),
  );
}

/** @param units of numbers, which stand in no template: English → the language. @returns what translates a text; one that is not known stays, but for its numbers */
export function translator(catalogue: Catalogue, marks: Marks, units: Catalogue = {}): (text: string) => string {
  const whole = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [english, into] of Object.entries({ ...shortened(catalogue), ...catalogue })) {
    if (!into) continue;
    if (SLOT.test(english)) patterns.push(compiled(english, into));
    else whole.set(english, into);
  }
  patterns.sort((a, b) => b.letters - a.letters);
  const lower = new Map([...whole].map(([english, into]) => [english.toLowerCase(), into]));
  const unit = new RegExp(`(?<=[\\d)] )(?:${Object.keys(units).map(escaped).join('|') || '(?!)'})(?!\\p{L})`, 'gu');
  const remembered = new Map<string, string | undefined>();

  /** Undefined for what is in no template. */
  function found(text: string, depth: number): string | undefined {
    if (depth > DEEPEST || !/\p{L}{2}/u.test(text)) return undefined;
    if (remembered.has(text)) return remembered.get(text);
    const [, before, core, after] = /^(\s*)(.*?)(\s*)$/su.exec(text)!;
    const told = exactly(core!) ?? matched(core!, depth) ?? inParts(core!, depth) ?? withoutMarks(core!, depth);
    const result = told === undefined ? undefined : before + told + after;
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(text, result);
    return result;
  }

  /** Within brackets, behind a dot or a colon, before a full stop. */
  function withoutMarks(text: string, depth: number): string | undefined {
    const [, before, core, after] = /^([\s·:,;(–→+]*)(.*?)([\s).,:;…?!]*)$/su.exec(text)!;
    if (!(before! + after!)) return undefined;
    const told = found(core!, depth + 1);
    return told === undefined ? undefined : before! + told + after!;
  }

  const exactly = (text: string): string | undefined => {
    const same = whole.get(text);
    if (same !== undefined) return same;
    const begun = whole.get(lowered(text));
    return begun === undefined ? lower.get(text) : capital(begun);
  };

  function matched(text: string, depth: number): string | undefined {
    const begun = lowered(text);
    for (const { pattern, slots, anchor, letters: weight, into } of patterns) {
      if (!text.includes(anchor) && !begun.includes(anchor)) continue;
      const asItIs = pattern.exec(text);
      const match = asItIs ?? pattern.exec(begun);
      if (!match) continue;
      const filled: string[] = [];
      const known = slots.every((slot, i) => {
        const filling = match[i + 1]!;
        const told = found(filling, depth + 1);
        filled[slot] = told ?? inNumbers(filling);
        return told !== undefined || NOTHING_BUT_NUMBERS.test(filling) || filled[slot] !== filling;
      });
      if (!known && weight < WEAK) continue;
      const said = into.replace(/\{(\d+)\}/g, (_, slot: string) => filled[Number(slot)] ?? '');
      return asItIs && !beginsWithSlot(into) ? said : /^\p{Lu}/u.test(text) ? capital(said) : said;
    }
    return undefined;
  }

  /** Several sentences, or a list of things each of which is known. */
  function inParts(text: string, depth: number): string | undefined {
    const sentences = text.split(SENTENCES);
    if (sentences.length > 1) {
      const told: string[] = [];
      let any = false;
      for (let from = 0; from < sentences.length;) {
        let to = from === 0 ? sentences.length - 1 : sentences.length;
        let said: string | undefined;
        for (; to > from; to--) {
          const some = sentences.slice(from, to).join(' ');
          said = exactly(some) ?? matched(some, depth + 1) ?? withoutMarks(some, depth + 1);
          if (said !== undefined) break;
        }
        any ||= said !== undefined;
        told.push(said ?? inNumbers(sentences[from]!));
        from = said === undefined ? from + 1 : to;
      }
      if (any) return told.join(' ');
    }
    for (const separator of SEPARATORS) {
      const items = text.split(separator);
      if (items.length === 1) continue;
      const told = items.map((item) => part(item, depth + 1));
      if (told.some((item) => item === undefined) || !items.some((item) => /\p{L}{2}/u.test(item))) continue;
      return told.join(units[separator.trim()] ? ` ${units[separator.trim()]} ` : separator);
    }
    const [, noun, remark] = /^(.+) \((.+)\)$/su.exec(text) ?? [];
    const [first, second] = noun && remark ? [part(noun, depth + 1), part(remark, depth + 1)] : [];
    if (first !== undefined && second !== undefined) return `${first} (${second})`;
    return besideEachOther(text, depth);
  }

  /** Known, or numbers. */
  const part = (text: string, depth: number): string | undefined =>
    found(text, depth) ?? (NOTHING_BUT_NUMBERS.test(text) ? inNumbers(text) : undefined);

  /** A known text behind another, or behind a number or a name in capitals; before a number. */
  function besideEachOther(text: string, depth: number): string | undefined {
    for (let at = text.lastIndexOf(' '); at > 0; at = text.lastIndexOf(' ', at - 1)) {
      const [left, right] = [text.slice(0, at), text.slice(at + 1)];
      const first = exactly(left) ?? (CAPITALS.test(left) ? inNumbers(left) : undefined);
      if (first === undefined) continue;
      const second =
        exactly(right) ??
        matched(right, depth + 1) ??
        (NOTHING_BUT_NUMBERS.test(right) && exactly(left) !== undefined ? inNumbers(right) : undefined);
      if (second !== undefined) return `${first} ${second}`;
    }
    return undefined;
  }

  /** Of a text that is nothing but numbers and their units; every other stays, for it may be data of a person. */
  const inNumbers = (text: string): string =>
    /\d/.test(text) && NOTHING_BUT_NUMBERS.test(text.replace(unit, ''))
      ? numerals(text, marks).replace(unit, (word) => units[word]!)
      : text;

  return (text) => found(text, 0) ?? inNumbers(text);
}

const beginsWithSlot = (into: string): boolean => /^\{\d+\}/.test(into);
