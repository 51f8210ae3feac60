/** Files of data: whatever they hold, they become a sound data set or are refused with a place and a remedy. */
import { expect } from 'chai';
import fc from 'fast-check';
import { DataError } from '../../../src/data/errors.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { importLayers } from '../../../src/models/import-layers.ts';
import { jsonIssues } from '../../../src/spec/json-issues.ts';
import { isWellFormed } from '../../../src/spec/well-formed.ts';
import { arff, cifar, csv, idxImages, jsonLines, npy, npz, zip } from '../../data/readers/fixtures.ts';
import { layersModel } from '../../experiment/layers-model.ts';
import { edited, edits, nastyNumber, nastyText, type Edit } from '../nasty.ts';
import { property, type FuzzProperty } from '../property.ts';

/** A file: what it is called, and its bytes as a text of one character each (0 … 255), or as UTF-8. */
interface Given {
  readonly name: string;
  readonly bytes?: string;
  readonly text?: string;
}

const bytesOf = ({ bytes, text }: Given): Uint8Array<ArrayBuffer> =>
  bytes === undefined ? new TextEncoder().encode(text) : Uint8Array.from(bytes, (letter) => letter.charCodeAt(0));

const decode = async (): Promise<Float32Array> => new Float32Array(28 * 28 * 3);

async function read(file: Given): Promise<void> {
  try {
    const dataset = await readOwnFiles([new File([bytesOf(file)], file.name)], { decode });
    const { samples, columns, classes, notes, title } = dataset;
    expect(jsonIssues({ columns, classes, notes, title }), 'what JSON cannot hold').to.deep.equal([]);
    expect(
      samples.x.some((value) => Math.abs(value) === Infinity),
      'an infinite input',
    ).to.equal(false);
    expect(samples.y.length, 'labels').to.equal(samples.rows);
    expect(samples.x.length % Math.max(1, samples.rows), 'inputs a row').to.equal(0);
    expect(
      samples.y.every((label) => label >= 0 && label < classes.length),
      'a label of no class',
    ).to.equal(true);
    expect(new Set(classes).size, 'classes that are called alike').to.equal(classes.length);
    expect(new Set(columns.map(({ name }) => name)).size, 'columns that are called alike').to.equal(columns.length);
  } catch (error) {
    refused(error);
  }
}

/** @throws the error where it is none of ours */
function refused(error: unknown): void {
  if (!(error instanceof DataError)) throw error;
  expect(error.message, 'what is wrong').to.have.length.above(5);
  expect(error.remedy, 'a remedy').to.have.length.above(5);
  if (error.line !== undefined) expect(error.line, 'a line').to.satisfy((line: number) => Number.isInteger(line) && line >= 1);
  expect(isWellFormed(error.message), 'a message that can be shown').to.equal(true);
}

const size = (file: Given): number => bytesOf(file).length;

/** Texts in which one piece stands over and over: what a reader that looks back would take the square of their length for. */
const repeated = (pieces: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...pieces), fc.constantFrom(...pieces), fc.constantFrom(...pieces), fc.constantFrom(1, 30, 3000, 30_000))
    .map(([first, piece, last, times]) => first + piece.repeat(times) + last);

const PIECES = [
  ...[
    'a',
    '1',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    ',',
    ';',
    '"',
    '""',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    '#',
    '%',
    '?',
    '"a"x',
    '" "',
    '"a",',
    'a,b\n',
  ],
  ...[
    '@attribute x numeric\n',
    '@data\n',
    '@relation r\n',
    '{"a":1}\n',
    '{"a":',
    '[1,',
    '1,2,p\n',
    '\u3000',
    '-1.5e',
    '0x',
    '1.651,',
    'e',
    '.',
    '\\u',
    '"\\',
  ],
];

/** A sound text with pieces put into it, or pieces alone. */
const around = (sound: string) =>
  fc.oneof(
    fc
      .array(fc.tuple(fc.nat(sound.length), fc.oneof(nastyText, fc.constantFrom(...PIECES)), fc.nat(6)), { minLength: 1, maxLength: 6 })
      .map((cuts) => cuts.reduce((text, [at, piece, gone]) => text.slice(0, at) + piece + text.slice(at + gone), sound)),
    repeated(PIECES),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 200 }).map((pieces) => pieces.join('')),
    fc
      .tuple(fc.constantFrom('\r', '\r\n', '\n\r', '\u2028'), fc.boolean())
      .map(([end, last]) => sound.replaceAll('\n', end) + (last ? '\n' : '')),
    fc
      .array(nastyNumber, { minLength: 20, maxLength: 60 })
      .map((numbers) => ['x,y,label', ...numbers.map((value, i) => `${value},${i},${i % 2 ? 'p' : 'q'}`)].join('\n')),
    fc
      .array(nastyText, { minLength: 2, maxLength: 6 })
      .map(
        (names) =>
          [...names, 'label'].map((name) => `"${name.replaceAll('"', '""')}"`).join(',') +
          Array.from({ length: 40 }, (_, i) => `\n${names.map((_name, c) => (i * (c + 3)) % 7).join(',')},${i % 2 ? 'p' : 'q'}`).join(''),
      ),
  );

const textFile = (id: string, names: readonly string[], sound: string): FuzzProperty =>
  property<Given>({
    id,
    holds: `${names.join(', ')}: a sound data set, or a refusal with place and remedy, in time that grows with the file.`,
    cases: fc.tuple(fc.constantFrom(...names), around(sound)).map(([name, text]) => ({ name, text })),
    short: 40,
    check: read,
    bytes: size,
  });

const letters = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Bytes with some of them changed, cut off or doubled. */
const damaged = (sound: Uint8Array) => {
  const whole = letters(sound);
  const at = fc.oneof(
    fc.nat(whole.length),
    fc.nat(Math.min(200, whole.length)),
    fc.nat(100).map((back) => Math.max(0, whole.length - back)),
  );
  const cut = fc.tuple(
    at,
    fc.nat(8),
    fc.oneof(
      fc.constant(''),
      fc.uint8Array({ maxLength: 6 }).map(letters),
      fc.constantFrom('\xff\xff\xff\xff', '\0\0\0\0', '\xff\xff\xff\x7f'),
    ),
  );
  return fc
    .array(cut, { minLength: 1, maxLength: 4 })
    .map((cuts) => cuts.reduce((text, [from, gone, put]) => text.slice(0, from) + put + text.slice(from + gone), whole));
};

const binaryFile = (id: string, name: string, sound: Uint8Array): FuzzProperty =>
  property<Given>({
    id,
    holds: `${name}: a sound data set, or a refusal with place and remedy, in time that grows with the file.`,
    cases: damaged(sound).map((bytes) => ({ name, bytes })),
    short: 25,
    check: read,
    bytes: size,
  });

const png = letters(
  Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0),
);
const pictures = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`${i % 2 ? 'cat' : 'dog'}/${i}.png`, Uint8Array.from(png, (letter) => letter.charCodeAt(0))]),
);

const [modelJson, ...weights] = layersModel([4, 6, 3]);
const model: unknown = JSON.parse(await modelJson!.text());

export const files: readonly FuzzProperty[] = [
  textFile('csv', ['a.csv', 'a.tsv', 'a.txt'], csv),
  textFile('json-lines', ['a.jsonl', 'a.json'], jsonLines),
  textFile('json-array', ['a.json'], `[${jsonLines.replaceAll('\n', ',')}]`),
  textFile('arff', ['a.arff'], arff),
  binaryFile('npz', 'a.npz', npz),
  binaryFile(
    'npy',
    'y.npy',
    npy(
      '<U1',
      [20],
      Uint32Array.from({ length: 20 }, (_, i) => 97 + (i % 2)),
    ),
  ),
  binaryFile('idx', 'a.idx', idxImages),
  binaryFile('zip-images', 'a.zip', zip(pictures)),
  binaryFile('zip-tables', 'a.zip', zip({ 'train.csv': new TextEncoder().encode(csv), 'test.csv': new TextEncoder().encode(csv) })),
  binaryFile('gzip', 'a.tar.gz', cifar),
  property<readonly Edit[]>({
    id: 'model-file',
    holds: 'A model.json is a model, or is refused with what to do.',
    cases: edits,
    short: 40,
    async check(all) {
      const text = JSON.stringify(edited(model, all));
      try {
        const { weights: values } = await importLayers([new File([text], 'model.json'), ...weights]);
        expect(values.every(Number.isFinite), 'weights').to.equal(true);
      } catch (error) {
        refused(error);
      }
    },
  }),
];
