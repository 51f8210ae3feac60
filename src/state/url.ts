/** The one place where the page's address is read and written: the fragment holds the experiment. */
import { decodeLink, encodeLink, type LinkResult } from '../spec/link.ts';
import type { Spec } from '../spec/schema.ts';

/** The experiment in the address; undefined when the address has no fragment. */
export function specInAddress(): LinkResult | undefined {
  const fragment = location.hash.slice(1);
  return fragment ? decodeLink(fragment) : undefined;
}

/** Shows the experiment in the address bar without a new history entry. */
export function putInAddress(spec: Spec): void {
  history.replaceState(history.state, '', `#${encodeLink(spec)}`);
}

/** The full link to an experiment. */
export const linkTo = (spec: Spec): string => `${location.origin}${location.pathname}#${encodeLink(spec)}`;
