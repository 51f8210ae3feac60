/**
 * Packs the paragraphs into `packed.ts`. Run by hand, only when the source changes:
 *
 *     npx tsx datasets/speeches/pack.ts path/to/sotu.csv
 *
 * The CSV has the header `year,party,text`; texts are in quotation marks. Of a text its words are kept, in order and in lower case.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { wordsOf } from '../../src/data/bag-of-words.ts';

const [, , source] = process.argv;
if (!source) throw new Error('usage: npx tsx datasets/speeches/pack.ts path/to/sotu.csv');

const lines = readFileSync(source, 'utf8').trim().split('\n').slice(1);
const rows = lines.map((line) => {
  const [, year, party, text] = /^(\d{4}),(Democratic|Republican),(.*)$/.exec(line.trim())!;
  return { year: Number(year), party: Number(party === 'Republican'), words: wordsOf(text!.replace(/^"|"$/g, '').replaceAll('""', '"')) };
});
const counts = new Map<string, number>();
for (const { words } of rows) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
// Frequent words first, so that most take one byte.
const vocabulary = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
const numbers = new Map(vocabulary.map((word, number) => [word, number]));

/** 0 … 191 as one byte; others as 192 + high bits, then the low byte. */
const coded = (number: number): number[] => (number < 192 ? [number] : [192 + ((number - 192) >> 8), (number - 192) & 255]);
const codes = rows.flatMap(({ words }) => words.flatMap((word) => coded(numbers.get(word)!)));
const heads = rows.flatMap(({ year, party, words }) => [year - 1900, party, words.length >> 8, words.length & 255]);
const base64 = (bytes: Uint8Array | Buffer) => deflateSync(bytes, { level: 9 }).toString('base64');
const parts = {
  words: base64(Buffer.from(vocabulary.join('\n'))),
  heads: base64(Uint8Array.from(heads)),
  codes: base64(Uint8Array.from(codes)),
};
const note =
  '/** Written by pack.ts: base64 of zlib-compressed bytes. The words, the most frequent first; year, party and length of every row; the numbers of its words. */';
const text = Object.entries(parts).map(([name, packed]) => `export const ${name} =\n  '${packed}';\n`);
writeFileSync(new URL('packed.ts', import.meta.url), `${note}\n${text.join('')}`);
