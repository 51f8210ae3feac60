/**
 * Packs the UCI digits into `packed.ts`. Run by hand, only when the source changes:
 *
 *     npx tsx datasets/digits/pack.ts path/to/digits.csv
 *
 * The CSV has a header line and then 64 pixels (0 … 16, row by row) and the label (0 … 9) per line.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, deflateSync } from 'node:zlib';

const [, , source] = process.argv;
if (!source) throw new Error('usage: npx tsx datasets/digits/pack.ts path/to/digits.csv');

const rows = readFileSync(source, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));
const bytes = Uint8Array.from([...rows.flatMap((row) => row.slice(0, 64)), ...rows.map((row) => row[64]!)]);
const packed = Buffer.from(deflateSync(bytes, { level: 9, strategy: constants.Z_FILTERED })).toString('base64');
const note = '/** Written by pack.ts: base64 of zlib-compressed bytes, the pixels (0 … 16) of all rows, then the labels. */';
writeFileSync(new URL('packed.ts', import.meta.url), `${note}\nexport const packed =\n  '${packed}';\n`);
