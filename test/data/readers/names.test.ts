import { expect } from 'chai';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import type { ReadingOptions } from '../../../src/spec/reading-options.ts';
import { npyBytes } from '../../../src/data/writers/npy-bytes.ts';

/** Names that every object has, and those that JavaScript keeps for itself. */
const INHERITED = ['constructor', '__proto__', 'hasOwnProperty', 'toString', 'prototype', 'valueOf'];
const numbers = (i: number) => INHERITED.map((_, c) => ((i * 7 + c * 3) % 11) / 2 + c);
const rows = Array.from({ length: 60 }, (_, i) => i);
const read = (text: string | Uint8Array<ArrayBuffer>, name: string, reading?: ReadingOptions) =>
  readOwnFiles([new File([text], name)], reading && { reading });

const csv = [[...INHERITED, 'label'], ...rows.map((i) => [...numbers(i), i % 2 ? 'constructor' : '__proto__'])]
  .map((cells) => cells.join(','))
  .join('\n');
const json = (i: number) =>
  `{${INHERITED.map((name, c) => `"${name}":${numbers(i)[c]}`).join(',')},"label":"${i % 2 ? 'constructor' : '__proto__'}"}`;

describe('names of columns and classes that every object has', () => {
  const files: Readonly<Record<string, string>> = {
    'a.csv': csv,
    'a.jsonl': rows.map(json).join('\n'),
    'a.json': `[${rows.map(json).join(',')}]`,
    'columns.json': `{${INHERITED.map((name, c) => `"${name}":[${rows.map((i) => numbers(i)[c]).join(',')}]`).join(',')},"label":[${rows.map((i) => (i % 2 ? '"constructor"' : '"__proto__"')).join(',')}]}`,
    'a.arff': [
      '@relation r',
      ...INHERITED.map((name) => `@attribute ${name} numeric`),
      '@attribute label {__proto__,constructor}',
      '@data',
      csv.slice(csv.indexOf('\n') + 1),
    ].join('\n'),
  };
  for (const [name, text] of Object.entries(files))
    it(`are names like any other in ${name}`, async () => {
      for (const reading of [undefined, { roles: { label: 'label' } } as const]) {
        const { columns, classes, samples } = await read(text, name, reading);
        expect(columns.map((column) => column.name)).to.deep.equal(INHERITED);
        expect(classes).to.deep.equal(['__proto__', 'constructor']);
        expect(Array.from(samples.x.subarray(0, INHERITED.length))).to.deep.equal(numbers(0));
      }
    });

  it('may be given a role', async () => {
    const roles = JSON.parse('{"label":"label","constructor":"ignore","__proto__":"ignore"}') as NonNullable<ReadingOptions['roles']>;
    const reading: ReadingOptions = { roles };
    expect((await read(csv, 'a.csv', reading)).columns.map(({ name }) => name)).to.deep.equal(INHERITED.slice(2));
  });
});

describe('halves of letters (lone surrogates)', () => {
  it('are replaced where they come in, and that is said', async () => {
    const lines = rows.map((i) => `{"a":${i % 7},"\\ud800b":${i},"label":"${i % 2 ? '\\ud800' : '\\udfff x'}"}`).join('\n');
    const found = await read(lines, 'halves.jsonl');
    expect(found.columns.map(({ name }) => name)).to.deep.equal(['a', '\ufffdb']);
    expect(found.classes).to.deep.equal(['\ufffd', '\ufffd x']);
    expect(found.notes).to.include('Halves of characters in halves.jsonl (lone surrogates) were replaced by �.');
    expect((await read(lines.replace(/\\ud[0-9a-f]+/g, 'z'), 'halves.jsonl')).notes.join()).to.not.contain('Halves');
  });

  it('as they stand in arrays of texts (NumPy, four bytes a character)', async () => {
    const header = (descr: string, shape: string) => {
      const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117) + '\n';
      return Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0, ...Buffer.from(text));
    };
    const label = (i: number) => Uint8Array.of(...(i % 2 ? [0x00, 0xd8, 0, 0] : [0x61, 0, 0, 0]));
    const y = new File([Uint8Array.of(...header('<U1', '60,'), ...rows.flatMap((i) => [...label(i)]))], 'y.npy');
    const x = new File([npyBytes(Float32Array.from(rows.flatMap((i) => [i % 7, i % 5])), [60, 2]) as Uint8Array<ArrayBuffer>], 'x.npy');
    const { classes, notes } = await readOwnFiles([x, y]);
    expect(classes).to.deep.equal(['a', '\ufffd']);
    expect(notes).to.include('Halves of characters in y.npy (lone surrogates) were replaced by �.');
  });

  it('are no part of a path', async () => {
    const paths = ['x\ud800/1.csv', 'x\ud800/2.csv'];
    const failure = await readOwnFiles([new File(['x'], '1.csv'), new File(['x'], '2.csv')], { paths }).catch((error: Error) => error);
    expect((failure as Error).message).to.contain('x\ufffd/1.csv');
  });
});
