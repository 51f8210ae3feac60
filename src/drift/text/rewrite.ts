/** What injections on texts share: other texts, counted anew. */
import { bagOfWords, mapWords } from '../../data/bag-of-words.ts';
import type { Samples } from '../../data/types.ts';

/**
 * The same rows with every word replaced by what `change` gives for it, and `x` counted from the new texts; `features` are
 * the buckets in which a count differs.
 * @param change Called for every word in order, as it is written, with the index of its row.
 * @throws TypeError when the rows have no texts.
 */
export function rewriteWords(samples: Samples, change: (word: string, row: number) => string): { samples: Samples; features: number[] } {
  if (!samples.text) throw new TypeError('these rows have no texts to rewrite');
  const width = samples.inputShape[0]!;
  const text = samples.text.map((each, row) => mapWords(each, (word) => change(word, row)));
  const x = bagOfWords(text, width);
  const changed = new Set<number>();
  x.forEach((count, i) => {
    if (count !== samples.x[i]) changed.add(i % width);
  });
  return { samples: { ...samples, text, x }, features: [...changed].sort((a, b) => a - b) };
}

/** `replacement`, with a capital where the word that it stands for has one. */
export function withCaseOf(word: string, replacement: string): string {
  const first = word.charAt(0);
  return first === first.toLowerCase() ? replacement : replacement.charAt(0).toUpperCase() + replacement.slice(1);
}

/** Whether a word carries meaning rather than grammar, judged by its length; numbers do not. */
export const isContentWord = (word: string): boolean => /^\p{L}{4,}$/u.test(word);
