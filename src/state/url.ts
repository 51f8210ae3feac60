/** The one place where the page's address is read and written: the fragment names the page, or holds the experiment. */
import { decodeLink, encodeLink, type LinkResult } from '../spec/link.ts';
import type { Spec } from '../spec/schema.ts';

export type PageName = 'lab' | 'bench';

/** The fragment of the Bench page. Every other one means the Lab: an experiment's link, or nothing. */
export const benchAddress = '#/bench';

/** The page that the address asks for. */
export const pageInAddress = (): PageName => (location.hash === benchAddress ? 'bench' : 'lab');

/** The experiment in the address; undefined when the address holds none. */
export function specInAddress(): LinkResult | undefined {
  const fragment = location.hash.slice(1);
  return fragment && pageInAddress() === 'lab' ? decodeLink(fragment) : undefined;
}

/** The fragment of an experiment, with its `#`. */
export const addressOf = (spec: Spec): string => `#${encodeLink(spec)}`;

/** Shows the experiment in the address bar without a new history entry. */
export function putInAddress(spec: Spec): void {
  history.replaceState(history.state, '', addressOf(spec));
}

/** The full link to an experiment. */
export const linkTo = (spec: Spec): string => `${location.origin}${location.pathname}${addressOf(spec)}`;
