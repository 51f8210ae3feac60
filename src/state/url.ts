/** The one place where the page's address is read and written: the fragment names the page, or holds the experiment. */
import { decodeLink, encodeLink, type LinkResult } from '../spec/link.ts';
import type { AnySpec } from '../spec/schema.ts';

export type PageName = 'lab' | 'stream' | 'bench';

/** The fragments of the other pages. Every other one means the Lab: a comparison's link, or nothing. */
export const benchAddress = '#/bench';
export const streamAddress = '#/stream';

/** The page that the address asks for. */
export function pageInAddress(): PageName {
  const { hash } = location;
  if (hash === benchAddress) return 'bench';
  return hash === streamAddress || hash.startsWith('#s1=') ? 'stream' : 'lab';
}

/** The experiment in the address; undefined when the address holds none. */
export function specInAddress(): LinkResult | undefined {
  const fragment = location.hash.slice(1);
  return fragment && location.hash !== benchAddress && location.hash !== streamAddress ? decodeLink(fragment) : undefined;
}

/** The fragment of an experiment, with its `#`. */
export const addressOf = (spec: AnySpec): string => `#${encodeLink(spec)}`;

/** Shows the experiment in the address bar without a new history entry. */
export function putInAddress(spec: AnySpec): void {
  history.replaceState(history.state, '', addressOf(spec));
}

/** The full link to an experiment. */
export const linkTo = (spec: AnySpec): string => `${location.origin}${location.pathname}${addressOf(spec)}`;
