/** HTML and SVG from parts: text is escaped where it comes in, and only markup made here goes through as it is. */
import { visible } from '../visible.ts';

/** Markup that is whole. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | undefined | readonly Part[];

/** A template whose values are escaped, unless they are markup themselves; lists stand one after the other, undefined is nothing. */
export const markup = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(texts.reduce((all, text, at) => `${all}${at ? written(parts[at - 1]) : ''}${text}`, ''));

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map(written).join('') : escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for values of attributes in quotes. */
const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter]!);
