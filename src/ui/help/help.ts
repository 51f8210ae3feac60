/** The help as data: short pages, and what a search finds in them. */

/** A word and what stands beside it. */
export interface Entry {
  readonly term: string;
  readonly text: string;
}

export interface HelpPage {
  readonly id: string;
  readonly title: string;
  /** Short paragraphs, before the entries. */
  readonly text: readonly string[];
  /** Explained one by one. */
  readonly entries?: readonly Entry[];
  /** The entries are many: each shows its word, and opens. */
  readonly folded?: true;
}

/** What was found: an entry, or a paragraph under the title of its page. */
export interface Found extends Entry {
  readonly page: HelpPage;
}

/** Lower case, without accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** How well a place answers one word of a question; 0 where it does not. A word that begins counts for more than letters inside of one. */
function merit({ term, text }: Entry, word: string): number {
  const [name, body] = [plain(term), plain(text)];
  const begins = (where: string) => where.split(/[^\p{L}\p{N}²]+/u).some((each) => each.startsWith(word));
  if (name === word) return 5;
  if (begins(name)) return 4;
  if (name.includes(word)) return 3;
  if (begins(body)) return 2;
  return body.includes(word) ? 1 : 0;
}

/** Places that hold every word of the question, best first; none for an empty one. */
export function find(pages: readonly HelpPage[], question: string): readonly Found[] {
  const words = plain(question).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const places = pages.flatMap((page) => [
    ...page.text.map((text): Found => ({ page, term: page.title, text })),
    ...(page.entries ?? []).map((entry): Found => ({ ...entry, page })),
  ]);
  const judged = places.map((place) => ({ place, merits: words.map((word) => merit(place, word)) }));
  return judged
    .filter(({ merits }) => merits.every(Boolean))
    .map(({ place, merits }) => ({ place, sum: merits.reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.sum - a.sum)
    .map(({ place }) => place);
}
