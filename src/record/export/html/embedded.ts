/** The run inside a report: the letters of its file, in an element that no browser runs or shows. */
import { Markup } from './markup.ts';

const OPENS = '<script type="application/json" id="run">';
const CLOSES = '</script>';

/** JSON has `<` only in texts, where it can be said by its number; so nothing in it closes the element. */
export const embeddable = (json: string): string => json.replaceAll('<', '\\u003c');

export const embedded = (json: string): Markup => new Markup(`${OPENS}${embeddable(json)}${CLOSES}`);

/** The JSON that a page of ours holds; undefined where the text is no page. @throws Error for a page that holds no run */
export function embeddedIn(text: string): string | undefined {
  if (!/^\uFEFF?\s*<!doctype html/i.test(text.slice(0, 64))) return undefined;
  const from = text.lastIndexOf(OPENS);
  const to = text.indexOf(CLOSES, from);
  if (from < 0 || to < 0) throw new Error('it is a page that holds no run');
  return text.slice(from + OPENS.length, to);
}
