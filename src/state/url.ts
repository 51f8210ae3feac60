/** The one place where the page's address is read and written: the fragment names a page, or holds an experiment that one of them opens. */
import { decodeLink, encodeLink, kindInLink, type LinkResult } from '../spec/link.ts';
import type { AnySpec, KindId } from '../spec/schema.ts';
import { languageQuery } from '../words/language.ts';

/** Where a page is found. */
export interface Address {
  /** Its own fragment, with the `#`; absent for the page that is meant where the address names none. */
  readonly fragment?: string;
  /** The kind of experiment whose links open it; absent for none. */
  readonly kind?: KindId;
  /** Addresses below its fragment are its own, too: `#/class/` with an experiment. */
  readonly below?: true;
}

const isAt = ({ fragment, below }: Address, hash: string): boolean =>
  fragment !== undefined && (fragment === hash || (below === true && hash.startsWith(`${fragment}/`)));

/** The page that the address asks for: by its fragment, or by the link; else the first. */
export function pageInAddress<Page extends Address>(pages: readonly [Page, ...Page[]]): Page {
  const { hash } = location;
  const kind = kindInLink(hash);
  return pages.find((page) => isAt(page, hash)) ?? pages.find((page) => kind !== undefined && page.kind === kind) ?? pages[0];
}

/** The experiment in the address; undefined when the address holds none. */
export function specInAddress(pages: readonly Address[]): LinkResult | undefined {
  const fragment = location.hash.slice(1);
  return fragment && !pages.some((page) => isAt(page, location.hash)) ? decodeLink(fragment) : undefined;
}

/** The fragment of an experiment, with its `#`. @param lesson what a teacher set, which stays in the address */
export const addressOf = (spec: AnySpec, lesson?: string): string => `#${encodeLink(spec, lesson)}`;

/** Shows the experiment in the address bar without a new history entry. */
export function putInAddress(spec: AnySpec, lesson?: string): void {
  history.replaceState(history.state, '', addressOf(spec, lesson));
}

/** The full link to an experiment. @param shared what a run of it came to, or what a teacher set */
export const linkTo = (spec: AnySpec, shared?: string): string =>
  `${location.origin}${location.pathname}${languageQuery()}#${encodeLink(spec, shared)}`;

/** Where kept runs are listed. */
export const RUNS = '#/runs';
export const onRunsPage = (): boolean => location.hash === RUNS;
export const showRunsPage = (): void => void (location.hash = RUNS);

/** Where stories are listed; `#/learn/new-slang` begins one. */
export const LEARN = '#/learn';
/** The id of the story that the address asks for; undefined where it asks for none. */
export const storyInAddress = (): string | undefined =>
  location.hash.startsWith(`${LEARN}/`) ? decodeURIComponent(location.hash.slice(LEARN.length + 1)) : undefined;

/** Where a class is collected, and where one of its seats is taken: `#/class/r2=…`, `#/seat/17/r2=…`. */
export const CLASS = '#/class';
export const SEAT = '#/seat';

/** The experiment that the address of a class holds; undefined where it holds none. */
export function classInAddress(): LinkResult | undefined {
  const link = location.hash.slice(CLASS.length + 1);
  return location.hash.startsWith(`${CLASS}/`) && link ? decodeLink(link) : undefined;
}

/** The class in the address, and the number of the seat, where it says one. */
export function seatInAddress(): { readonly link: LinkResult; readonly seat?: number } {
  const [, seat, link = ''] = /^#\/seat\/(?:(\d{1,4})\/)?(.*)$/s.exec(location.hash) ?? [];
  return { link: decodeLink(link), ...(seat !== undefined && { seat: Number(seat) }) };
}

/** Puts the class into the address bar without a new history entry. */
export const putClassInAddress = (spec: AnySpec): void => history.replaceState(history.state, '', `${CLASS}/${encodeLink(spec)}`);
export const putSeatInAddress = (spec: AnySpec, seat: number): void =>
  history.replaceState(history.state, '', `${SEAT}/${seat}/${encodeLink(spec)}`);

/** What a class opens; who opens it takes a seat there. */
export const linkToSeats = (spec: AnySpec): string => `${location.origin}${location.pathname}${languageQuery()}${SEAT}/${encodeLink(spec)}`;
