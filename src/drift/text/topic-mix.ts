/** Texts wander: words of other classes are mixed in, and what the text is about stays. */
import { wordsOf } from '../../data/bag-of-words.ts';
import type { Samples } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { isContentWord, rewriteWords } from './rewrite.ts';

/** Probability that a word is followed by one from a text of another class. */
const RATE: Ladder = [0.05, 0.1, 0.2, 0.4, 0.7];

/** For each class, draws a content word from the old world's texts of the other classes; undefined where there is none. */
function otherWords({ text = [], y }: Samples, classes: number): (label: number, random: Random) => string | undefined {
  const own = Array.from({ length: classes }, (): string[] => []);
  text.forEach((each, row) => own[y[row]!]!.push(...wordsOf(each).filter(isContentWord)));
  const others = own.map((_, label) => own.flatMap((words, c) => (c === label ? [] : words)));
  return (label, random) => {
    // One draw, also where there is nothing to draw from.
    const place = random.uniform();
    const words = others[label]!;
    return words[Math.floor(place * words.length)];
  };
}

/** Every word draws its follower at every severity and shows it below the rate: a higher one adds the same words and more. */
export const topicMix: Injection = {
  id: 'topic-mix',
  title: 'Mixed topics',
  help: 'People mention other things too: words of other classes are mixed in.',
  kind: 'P(x)',
  appliesTo: ['text'],
  ladder: ['1 word for 20', '1 word for 10', '1 word for 5', '2 words for 5', '7 words for 10'],
  source:
    'insertion of words as in EDA (J. Wei, K. Zou, EMNLP 2019, doi:10.18653/v1/D19-1670), but of other classes; the severities are our own',
  fidelity: 'approximation',
  why: 'EDA inserts synonyms, which keep the topic; here the words come from texts of other classes, as often as they occur there.',
  refuses: ({ classes }) => (classes.length < 2 ? 'it needs two classes' : undefined),

  apply(samples, { severity, noise, reference, classes }) {
    const rate = at(RATE, severity);
    const draw = otherWords(reference, classes.length);
    return {
      ...rewriteWords(samples, (word, row) => {
        const isFollowed = noise.uniform() < rate;
        const follower = draw(samples.y[row]!, noise);
        return isFollowed && follower !== undefined ? `${word} ${follower}` : word;
      }),
      params: { rate },
      sentence: `After each word, with probability ${short(rate)}, came one from a text of another class; labels are unchanged.`,
    };
  },
};
