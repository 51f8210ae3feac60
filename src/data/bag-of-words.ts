/** From texts to numbers: how often each word occurs, words hashed into a fixed number of buckets. */

/** Buckets of the built-in texts. */
export const TEXT_WIDTH = 256;

/** A word: letters and digits, with apostrophes inside. */
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The words of a text in order, in lower case and without punctuation. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** The text with every word, as it is written there, replaced by what `change` gives; all between words stays. */
export const mapWords = (text: string, change: (word: string) => string): string => text.replace(WORD, (word) => change(word));

/**
 * FNV-1a of the word's UTF-8 bytes, an integer in [0, 2³²) (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923).
 */
export function fnv1a(word: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code > LAST_ASCII) return ofBytes(utf8.encode(word));
    hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  return hash >>> 0;
}

const LAST_ASCII = 0x7f;
const utf8 = new TextEncoder();

const ofBytes = (bytes: Uint8Array): number => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, FNV_PRIME), FNV_OFFSET) >>> 0;

/** The bucket (0 … width − 1) that a word is counted in, however it is capitalised. Different words may share one. */
export const bucketOf = (word: string, width: number): number => fnv1a(word.toLowerCase()) % width;

/**
 * `[texts, width]` row-major: how many words of each text fall into each bucket ("hashing trick", K. Weinberger et al.,
 * ICML 2009, doi:10.1145/1553374.1553516, without its signs). The order of words is lost.
 */
export function bagOfWords(texts: readonly string[], width: number): Float32Array {
  const x = new Float32Array(texts.length * width);
  texts.forEach((text, row) => {
    for (const word of wordsOf(text)) x[row * width + (fnv1a(word) % width)]!++;
  });
  return x;
}
