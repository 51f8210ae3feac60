/** Customers change their tone: common words give way to synonyms and slang. */
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { rewriteWords, withCaseOf } from './rewrite.ts';
import { SLANG } from './vocabulary.ts';

/** Probability that a word of the list is replaced. */
const RATE: Ladder = [0.1, 0.25, 0.5, 0.75, 1];

/** Every word draws one number and is replaced below the rate, so a higher severity replaces the same words and more. */
export const slang: Injection = {
  id: 'slang',
  title: 'Slang and synonyms',
  help: 'People say the same in other words: “busted” for “broken”, “cash” for “money”.',
  kind: 'P(x)',
  appliesTo: ['text'],
  ladder: [
    '10 % of the words on a list',
    '25 % of the words on a list',
    '50 % of the words on a list',
    '75 % of the words on a list',
    'all words on a list',
  ],
  source:
    'replacement by synonyms, as in J. Wei and K. Zou, EDA, EMNLP 2019, doi:10.18653/v1/D19-1670; the word list and the severities are our own',
  fidelity: 'approximation',
  why: 'EDA draws synonyms from WordNet for words at random; here a fixed list of informal synonyms is used.',

  apply(samples, { severity, noise }) {
    const rate = at(RATE, severity);
    const rewritten = rewriteWords(samples, (word) => {
      const isReplaced = noise.uniform() < rate;
      const synonym = isReplaced ? SLANG.get(word.toLowerCase()) : undefined;
      return synonym === undefined ? word : withCaseOf(word, synonym);
    });
    return {
      ...rewritten,
      params: { rate, words: SLANG.size },
      sentence: `Each of ${SLANG.size} common words was replaced by a synonym or slang with probability ${short(rate)}; meanings and labels are unchanged.`,
    };
  },
};
