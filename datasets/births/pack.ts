/**
 * Packs the births per day into `packed.ts`. Run by hand, only when the source changes:
 *
 *     npx tsx datasets/births/pack.ts path/to/births.csv
 *
 * The CSV has the header `date,births` and a line for each day of 1969–1988 and 1994–2014, in order.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { everyDay } from './calendar.ts';

const [, , source] = process.argv;
if (!source) throw new Error('usage: npx tsx datasets/births/pack.ts path/to/births.csv');

const rows = readFileSync(source, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(','));
const days = everyDay();
const strange = rows.findIndex(([date], i) => days[i] === undefined || new Date(days[i]).toISOString().slice(0, 10) !== date);
if (strange >= 0 || rows.length !== days.length) throw new Error(`line ${strange + 2} is not the day that comes there`);
const counts = rows.map(([, births]) => Number(births));
// High bytes, then low ones: each kind packs better beside its like.
const bytes = Uint8Array.from([...counts.map((count) => count >> 8), ...counts.map((count) => count & 255)]);
const packed = Buffer.from(deflateSync(bytes, { level: 9 })).toString('base64');
const note = '/** Written by pack.ts: base64 of zlib-compressed bytes, the high byte of every day’s births, then the low ones. */';
writeFileSync(new URL('packed.ts', import.meta.url), `${note}\nexport const packed =\n  '${packed}';\n`);
