/** Things get new names: words that the model knows are replaced, for good, by words that it has never seen. */
import { wordsOf } from '../../data/bag-of-words.ts';
import type { Samples } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { isContentWord, rewriteWords, withCaseOf } from './rewrite.ts';

/** Share of the old world's words that have a new name. */
const SHARE: Ladder = [0.05, 0.1, 0.2, 0.4, 0.7];

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';
const SYLLABLES = 3;

/** A name such as “vomuri” that no text has. */
function coin(taken: ReadonlySet<string>, random: Random): string {
  const letter = (of: string): string => of[random.int(of.length)]!;
  for (;;) {
    const name = Array.from({ length: SYLLABLES }, () => letter(CONSONANTS) + letter(VOWELS)).join('');
    if (!taken.has(name)) return name;
  }
}

/**
 * The old world's content words, each once, in a random order and with a new name. The first share of them is renamed, so
 * that a higher severity renames the same words in the same way, and more.
 */
export function renamings({ text = [] }: Samples, world: Random): (readonly [word: string, name: string])[] {
  const known = new Set(text.flatMap(wordsOf));
  const words = [...known].filter(isContentWord).sort();
  return Array.from(world.permutation(words.length), (index) => {
    const name = coin(known, world);
    known.add(name);
    return [words[index]!, name] as const;
  });
}

export const newVocabulary: Injection = {
  id: 'new-vocabulary',
  title: 'New vocabulary',
  help: 'Products and procedures are renamed: words appear that were never seen before.',
  kind: 'P(x)',
  appliesTo: ['text'],
  ladder: ['5 % of the vocabulary', '10 % of the vocabulary', '20 % of the vocabulary', '40 % of the vocabulary', '70 % of the vocabulary'],
  source:
    'words outside the training vocabulary, the usual model of vocabulary drift in text; the invented names and the severities are our own',
  fidelity: 'approximation',
  why: 'New words of real language are not drawn at random; here all words of four letters or more are equally likely to be renamed.',

  apply(samples, { severity, world, reference }) {
    const share = at(SHARE, severity);
    const all = renamings(reference, world);
    const renamed = new Map(all.slice(0, Math.round(share * all.length)));
    return {
      ...rewriteWords(samples, (word) => {
        const name = renamed.get(word.toLowerCase());
        return name === undefined ? word : withCaseOf(word, name);
      }),
      params: {
        share,
        renamed: renamed.size,
        example: [...renamed]
          .slice(0, 3)
          .map(([word, name]) => `${word} → ${name}`)
          .join(', '),
      },
      sentence: `${renamed.size} of ${all.length} words (${short(100 * share)} %) got new names wherever they occur; labels are unchanged.`,
    };
  },
};
