/** People type in haste: letters trade places, get lost, are typed twice, or are those of a neighbouring key. */
import type { Random } from '../../random/random.ts';
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { rewriteWords, withCaseOf } from './rewrite.ts';

/** Probability that a word of three letters or more has a typo. */
const RATE: Ladder = [0.05, 0.1, 0.2, 0.35, 0.5];

/** Rows of a QWERTY keyboard; each is shifted by about half a key against the one above. */
const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Letters beside, above and below this one on the keyboard; of no key, none. */
export function neighbours(letter: string): string {
  const row = KEYS.findIndex((keys) => keys.includes(letter));
  if (row === -1) return '';
  const at = KEYS[row]!.indexOf(letter);
  const key = (r: number, c: number): string => KEYS[r]?.[c] ?? '';
  return key(row, at - 1) + key(row, at + 1) + key(row - 1, at) + key(row - 1, at + 1) + key(row + 1, at - 1) + key(row + 1, at);
}

/** Ways to mistype a word of three letters or more at a place (0 … length − 2). `pick` in [0, 1) chooses among several. */
export const slips: Readonly<Record<'swap' | 'drop' | 'double' | 'neighbour', (word: string, place: number, pick: number) => string>> = {
  // Equal letters cannot trade places: one of them gets lost.
  swap: (word, place, pick) =>
    word[place] === word[place + 1]
      ? slips.drop(word, place, pick)
      : word.slice(0, place) + word[place + 1]! + word[place]! + word.slice(place + 2),
  drop: (word, place) => word.slice(0, place) + word.slice(place + 1),
  double: (word, place) => word.slice(0, place + 1) + word.slice(place),
  neighbour(word, place, pick) {
    const near = neighbours(word[place]!);
    // A letter that is on no key of its own, such as ß, is lost.
    return near === ''
      ? slips.drop(word, place, pick)
      : word.slice(0, place) + near[Math.floor(pick * near.length)]! + word.slice(place + 1);
  },
};
const WAYS = Object.values(slips);

/** Draws four numbers for every word, whether it is mistyped or not. */
function mistyped(word: string, rate: number, random: Random): string {
  const [chance, way, place, pick] = [random.uniform(), random.uniform(), random.uniform(), random.uniform()];
  if (chance >= rate || !/^\p{Script=Latin}{3,}$/u.test(word)) return word;
  const slip = WAYS[Math.floor(way * WAYS.length)]!;
  return withCaseOf(word, slip(word.toLowerCase(), Math.floor(place * (word.length - 1)), pick));
}

/** Every word draws the same numbers at every severity, so a higher one mistypes the same words in the same way, and more. */
export const typos: Injection = {
  id: 'typos',
  title: 'Typing errors',
  help: 'Letters are swapped, lost, doubled or mistaken for the key beside them.',
  kind: 'P(x)',
  appliesTo: ['text'],
  ladder: ['5 % of words', '10 % of words', '20 % of words', '35 % of words', '50 % of words'],
  source:
    'one wrong, missing, extra or transposed letter: F. J. Damerau, CACM 7(3), 1964, doi:10.1145/363958.363994; the severities are our own',
  fidelity: 'approximation',
  why: 'Damerau’s four kinds of error, here equally frequent, with an extra letter always doubled and a wrong one always from a neighbouring key.',

  apply(samples, { severity, noise }) {
    const rate = at(RATE, severity);
    return {
      ...rewriteWords(samples, (word) => mistyped(word, rate, noise)),
      params: { rate },
      sentence: `Each word of three letters or more was mistyped with probability ${short(rate)}; labels are unchanged.`,
    };
  },
};
