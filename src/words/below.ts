/**
 * Finished English texts in another language. A text from below the page is one of a list of templates with slots filled (`build/texts-below.ts`
 * reads them from the sources): the template is found again, what stands in its slots is translated by itself, and both are put together in the
 * other language. So records, links and files say the same in every language, and nothing below the page knows of any.
 */
import { numerals, type Marks } from './numerals.ts';

/** English template → template of the language, slots `{0}`, `{1}` … in any order. */
export type Catalogue = Readonly<Record<string, string>>;

interface Pattern {
  /** What stands around its slots; one more than there are slots. */
  readonly literals: readonly string[];
  readonly slots: readonly number[];
  /** The longest of its literal parts, in small letters: a text without it cannot match. */
  readonly anchor: string;
  readonly letters: number;
  readonly into: string;
}

const SLOT = /\{(\d+)\}/;
/** Templates with fewer letters match much that is none of theirs: what fills them has to be known, too. */
const WEAK = 8;
/** Fillings of a template that are looked at. */
const MOST_LOOKS = 200;
/** Items of a list that are looked at. */
const MOST_ITEMS = 12;
/** Parts of a text that are looked for; a text of a person may have many and none is known. */
const MOST_TEXTS = 1500;
/** Texts in texts in texts. */
const DEEPEST = 5;
/** Texts that are remembered; a run says some thousands at most. */
const REMEMBERED = 4000;
/** The ends of sentences. */
const SENTENCES = /(?<=[.!?:;]["”’)]?)\s+(?=["“(\p{Lu}\d{])/u;
/** With a unit of a few letters at most, as in `17 MFLOP` and `10–28 W`. */
const NOTHING_BUT_NUMBERS = /^[\s\d.,±×+−–…()%≈≥≤<>=/σ$€£-]*(?:(?<=\d[ )]?)\p{L}{1,5})?$/u;
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
  const anchor = literals.reduce((longest, literal) => (literal.length > longest.length ? literal : longest), '');
  return { literals, slots, anchor: anchor.toLowerCase(), letters: letters(literals.join('')), into };
}

/** Where a slot can end that nothing but another slot follows. */
const ENDS = /(?<![\p{L}\d])|(?![\p{L}\d])/gu;

/** Where the literal begins from there on; the places at which words end for an empty one, the last of them first. */
function* places(text: string, literal: string, from: number): Generator<number> {
  if (literal) for (let at = text.indexOf(literal, from); at >= 0; at = text.indexOf(literal, at + 1)) yield at;
  else for (const { index } of [...text.matchAll(ENDS)].reverse()) if (index >= from) yield index;
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

/** Without the last literal, where the text begins and ends with the outer ones. */
function between(text: string, literals: readonly string[]): string | undefined {
  const [begin, end] = [literals[0]!, literals.at(-1)!];
  return text.startsWith(begin) && text.endsWith(end) && text.length >= begin.length + end.length
    ? text.slice(0, text.length - end.length)
    : undefined;
}

/** @param units of numbers, which stand in no template: English → the language. @param said whether a text is in the language already. @returns what translates a text; one that is not known stays, but for its numbers */
export function translator(
  catalogue: Catalogue,
  marks: Marks,
  units: Catalogue = {},
  said: (text: string) => boolean = () => false,
): (text: string) => string {
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
  let budget = 0;
  const remembered = new Map<string, string | undefined>();

  /** Of what is ours as a whole; undefined where anything of it is not. */
  function known(text: string, depth: number): string | undefined {
    if (depth > DEEPEST || !/\p{L}{2}/u.test(text)) return undefined;
    if (said(text)) return text;
    if (remembered.has(text)) return remembered.get(text);
    const [, before, core, after] = /^(\s*)(.*?)(\s*)$/su.exec(text)!;
    let told = exactly(core!);
    if (told === undefined && budget-- > 0) told = matched(core!, depth) ?? inParts(core!, depth) ?? withoutMarks(core!, depth, known);
    const result = told === undefined ? undefined : before + told + after;
    if (remembered.size >= REMEMBERED) remembered.clear();
    if (result !== undefined || budget > 0) remembered.set(text, result);
    return result;
  }

  /** Of what is ours in part as well; the rest stays. */
  const found = (text: string, depth: number): string | undefined =>
    known(text, depth) ??
    (depth > DEEPEST || budget <= 0 ? undefined : (inSentences(text, depth) ?? withoutMarks(text, depth, found) ?? loosely(text, depth)));

  /** Known, or numbers, or signs as `P(x)`. */
  const part = (text: string, depth: number, look = known): string | undefined =>
    look(text, depth) ?? numbers(text) ?? (/\p{L}{2}/u.test(text) ? undefined : text);

  /** Within brackets, behind a dot or a colon, before a full stop. */
  function withoutMarks(text: string, depth: number, look: typeof known): string | undefined {
    const [, before, core, after] = /^([\s·:,;(–→+]*)(.*?)([\s).,:;…?!]*)$/su.exec(text)!;
    if (!(before! + after!)) return undefined;
    const told = look(core!, depth + 1);
    return told === undefined ? undefined : before! + told + after!;
  }

  const exactly = (text: string): string | undefined => {
    const same = whole.get(text);
    if (same !== undefined) return same;
    const begun = whole.get(lowered(text));
    return begun === undefined ? lower.get(text) : capital(begun);
  };

  const matched = (text: string, depth: number): string | undefined => fitting(text, depth, true);
  /** A template of ours with something unknown in its slots, such as data of a person: the one of which most is known. */
  const loosely = (text: string, depth: number): string | undefined => fitting(text, depth, false);

  function fitting(text: string, depth: number, strict: boolean): string | undefined {
    const [small, great, plain] = [lowered(text), capital(text), text.toLowerCase()];
    let most: { match: Match; pattern: Pattern } | undefined;
    for (const pattern of patterns) {
      if (!plain.includes(pattern.anchor) || (!strict && pattern.letters < WEAK)) continue;
      for (const form of small === text ? [text, great] : [text, small]) {
        const match = strict ? strictly(form, pattern.literals, depth) : inFirstPlace(form, pattern.literals, depth);
        if (!match) continue;
        if (strict) return written(match, pattern, text);
        if (!most || match.letters + pattern.letters > most.match.letters + most.pattern.letters) most = { match, pattern };
        break;
      }
    }
    return most && written(most.match, most.pattern, text);
  }

  function written({ told }: Match, { slots, into }: Pattern, text: string): string {
    const filled: string[] = [];
    slots.forEach((slot, i) => (filled[slot] = told[i]!));
    const whole = into.replace(/\{(\d+)\}/g, (_, slot: string) => filled[Number(slot)] ?? '');
    return /^\p{Lu}/u.test(text) ? capital(whole) : whole;
  }

  interface Match {
    readonly told: readonly string[];
    /** Letters in slots whose text is one of ours. */
    readonly letters: number;
  }

  /** A way in which everything in the slots is known. */
  function strictly(text: string, literals: readonly string[], depth: number): Match | undefined {
    const inner = between(text, literals);
    if (inner === undefined) return undefined;
    let looks = depth === 0 ? MOST_LOOKS : MOST_LOOKS / 4;
    const fill = (from: number, i: number): string[] | undefined => {
      if (i === literals.length - 1) {
        const told = part(inner.slice(from), depth + 1);
        return told === undefined ? undefined : [told];
      }
      for (const at of places(inner, literals[i]!, from)) {
        if (looks-- <= 0) return undefined;
        const told = part(inner.slice(from, at), depth + 1);
        const rest = told === undefined ? undefined : fill(at + literals[i]!.length, i + 1);
        if (rest) return [told!, ...rest];
      }
      return undefined;
    };
    const told = fill(literals[0]!.length, 1);
    return told && { told, letters: letters(inner) };
  }

  /** Each literal where it comes first. */
  function inFirstPlace(text: string, literals: readonly string[], depth: number): Match | undefined {
    const inner = between(text, literals);
    if (inner === undefined) return undefined;
    const first: string[] = [];
    let from = literals[0]!.length;
    for (const literal of literals.slice(1, -1)) {
      const at = inner.indexOf(literal, from);
      if (at < 0) return undefined;
      first.push(inner.slice(from, at));
      from = at + literal.length;
    }
    first.push(inner.slice(from));
    const told = first.map((filling) => part(filling, depth + 1, found));
    return {
      told: told.map((known, i) => known ?? first[i]!),
      letters: told.reduce((sum, known, i) => sum + (known === undefined ? 0 : letters(first[i]!)), 0),
    };
  }

  /** Several sentences, or a list of things each of which is known. */
  function inParts(text: string, depth: number): string | undefined {
    for (const separator of SEPARATORS) {
      const told = list(text.split(separator), separator, depth);
      if (told) return told.join(units[separator.trim()] ? ` ${units[separator.trim()]} ` : separator);
    }
    const [, noun, remark] = /^(.+) \((.+)\)$/su.exec(text) ?? [];
    const [first, second] = noun && remark ? [part(noun, depth + 1), part(remark, depth + 1)] : [];
    if (first !== undefined && second !== undefined) return `${first} (${second})`;
    return besideEachOther(text, depth);
  }

  /** Those that are known are translated, the others stay. */
  function inSentences(text: string, depth: number): string | undefined {
    const sentences = text.split(SENTENCES);
    if (sentences.length > 1) {
      const told: string[] = [];
      let any = false;
      for (let from = 0; from < sentences.length;) {
        let to = from === 0 ? sentences.length - 1 : sentences.length;
        let said: string | undefined;
        for (; to > from; to--) {
          const some = sentences.slice(from, to).join(' ');
          said =
            to === from + 1 ? found(some, depth + 1) : (exactly(some) ?? matched(some, depth + 1) ?? withoutMarks(some, depth + 1, known));
          if (said !== undefined) break;
        }
        any ||= said !== undefined;
        told.push(said ?? numbers(sentences[from]!) ?? sentences[from]!);
        from = said === undefined ? from + 1 : to;
      }
      if (any) return told.join(' ');
    }
    return undefined;
  }

  /** Every item of it, or of a text of ours that has the separator in it, is known. */
  function list(items: readonly string[], separator: string, depth: number): string[] | undefined {
    if (items.length === 1 || items.length > MOST_ITEMS) return undefined;
    const told: string[] = [];
    for (let from = 0; from < items.length;) {
      let to = Math.min(items.length, from === 0 ? items.length - 1 : items.length);
      let said: string | undefined;
      for (; to > from; to--) {
        const some = items.slice(from, to).join(separator);
        said = to === from + 1 ? part(some, depth + 1) : (exactly(some) ?? matched(some, depth + 1) ?? besideEachOther(some, depth + 1));
        if (said !== undefined) break;
      }
      if (said === undefined) return undefined;
      told.push(said);
      from = to;
    }
    return told;
  }

  /** A known text behind another, or behind a number or a name in capitals; before a number. */
  function besideEachOther(text: string, depth: number): string | undefined {
    for (let at = text.lastIndexOf(' '); at > 0; at = text.lastIndexOf(' ', at - 1)) {
      const [left, right] = [text.slice(0, at), text.slice(at + 1)];
      const first = exactly(left) ?? (CAPITALS.test(left) ? (numbers(left) ?? left) : undefined);
      if (first === undefined) continue;
      const second =
        exactly(right) ??
        matched(right, depth + 1) ??
        (NOTHING_BUT_NUMBERS.test(right) && exactly(left) !== undefined ? numbers(right) : undefined);
      if (second !== undefined) return `${first} ${second}`;
    }
    return undefined;
  }

  /** Of a text that is nothing but numbers and their units; every other may be data of a person. */
  const numbers = (text: string): string | undefined =>
    NOTHING_BUT_NUMBERS.test(text.replace(unit, '')) ? numerals(text, marks).replace(unit, (word) => units[word]!) : undefined;

  return (text) => {
    budget = MOST_TEXTS;
    return found(text, 0) ?? numbers(text) ?? text;
  };
}
