/** The one place where the page's address is read and written: the fragment names a page, or holds an experiment that one of them opens. */
import { specKinds } from '../spec/kinds/registry.ts';
import { decodeLink, encodeLink, type LinkResult } from '../spec/link.ts';
import type { AnySpec, KindId } from '../spec/schema.ts';

/** Where a page is found. */
export interface Address {
  /** Its own fragment, with the `#`; absent for the page that is meant where the address names none. */
  readonly fragment?: string;
  /** The kind of experiment whose links open it; absent for none. */
  readonly kind?: KindId;
}

/** The page that the address asks for: by its fragment, or by the link; else the first. */
export function pageInAddress<Page extends Address>(pages: readonly [Page, ...Page[]]): Page {
  const { hash } = location;
  const kind = specKinds.find(({ link }) => hash.startsWith(`#${link.prefix}`))?.id;
  return pages.find((page) => page.fragment === hash) ?? pages.find((page) => kind !== undefined && page.kind === kind) ?? pages[0];
}

/** The experiment in the address; undefined when the address holds none. */
export function specInAddress(pages: readonly Address[]): LinkResult | undefined {
  const fragment = location.hash.slice(1);
  return fragment && !pages.some((page) => page.fragment === location.hash) ? decodeLink(fragment) : undefined;
}

/** The fragment of an experiment, with its `#`. @param lesson what a teacher set, which stays in the address */
export const addressOf = (spec: AnySpec, lesson?: string): string => `#${encodeLink(spec, lesson)}`;

/** Shows the experiment in the address bar without a new history entry. */
export function putInAddress(spec: AnySpec, lesson?: string): void {
  history.replaceState(history.state, '', addressOf(spec, lesson));
}

/** The full link to an experiment. @param shared what a run of it came to, or what a teacher set */
export const linkTo = (spec: AnySpec, shared?: string): string => `${location.origin}${location.pathname}#${encodeLink(spec, shared)}`;

/** Where kept runs are listed. */
export const RUNS = '#/runs';
export const onRunsPage = (): boolean => location.hash === RUNS;
export const showRunsPage = (): void => void (location.hash = RUNS);

/** Where stories are listed; `#/learn/new-slang` begins one. */
export const LEARN = '#/learn';
/** The id of the story that the address asks for; undefined where it asks for none. */
export const storyInAddress = (): string | undefined =>
  location.hash.startsWith(`${LEARN}/`) ? decodeURIComponent(location.hash.slice(LEARN.length + 1)) : undefined;
