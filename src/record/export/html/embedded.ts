/** The run inside a report: the letters of its file, or where they are too many its gzipped bytes as base64, in an element that no browser runs or shows. */
import { base64ToBytes, bytesToBase64 } from '../../../spec/base64.ts';
import { Markup } from './markup.ts';

const OPENS = '<script type="application/json" id="run">';
const OPENS_GZIPPED = '<script type="application/gzip" id="run">';
const CLOSES = '</script>';
/** Instead of an element, where a page cannot hold its run. */
export const WITHOUT_RUN = '<meta name="drift-lab-holds" content="no run">';

/** JSON has `<` only in texts, where it can be said by its number; so nothing in it closes the element. */
export const embeddable = (json: string): string => json.replaceAll('<', '\\u003c');

export const embedded = (json: string): Markup => new Markup(`${OPENS}${embeddable(json)}${CLOSES}`);

/** @param gzipped the bytes of a `.driftlab.json.gz` */
export const embeddedGzipped = (gzipped: Uint8Array): Markup => new Markup(`${OPENS_GZIPPED}${bytesToBase64(gzipped)}${CLOSES}`);

/**
 * What a page of ours holds: the JSON of a run, or its gzipped bytes; undefined where the text is no page.
 * @throws Error for a page that holds no run, which says why where the page does
 */
export function embeddedIn(text: string): string | Uint8Array | undefined {
  if (!/^\uFEFF?\s*<!doctype html/i.test(text.slice(0, 64))) return undefined;
  const gzipped = text.lastIndexOf(OPENS_GZIPPED);
  const opens = gzipped < 0 ? OPENS : OPENS_GZIPPED;
  const from = text.lastIndexOf(opens);
  const to = text.indexOf(CLOSES, from);
  if (from < 0 || to < 0)
    throw new Error(
      text.includes(WITHOUT_RUN)
        ? 'it is a report that was too small for its run; open the file of the run that it names'
        : 'it is a page that holds no run',
    );
  const held = text.slice(from + opens.length, to);
  return gzipped < 0 ? held : base64ToBytes(held);
}
