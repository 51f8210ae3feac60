import { expect } from 'chai';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { failure } from './failure.ts';
import { fileOf, npy, npz, zip } from './fixtures.ts';

const labels = npy(
  '|u1',
  [20],
  Uint8Array.from({ length: 20 }, (_, i) => i % 2),
);
const floats = (n: number, value: (i: number) => number): Float32Array => Float32Array.from({ length: n }, (_, i) => value(i));
const table = npy('<f4', [20, 2], floats(40, Number));
const archive = (files: Record<string, Uint8Array>): File => fileOf('data.npz', zip(files));

/** The first 128 bytes that NumPy 2.4.6 writes for np.save(file, np.zeros((2, 3), '<f4')). */
const NUMPY_HEADER = "\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(127) + '\n';

describe('reading NumPy arrays', () => {
  it('makes a table of [rows, features]', async () => {
    const data = await readOwnFiles([fileOf('data.npz', npz)]);
    expect(data.samples.inputShape).to.deep.equal([3]);
    expect([...data.samples.x.subarray(0, 4)]).to.deep.equal([0, 0.5, 1, 1.5]);
    expect(data.columns.map(({ name }) => name)).to.deep.equal(['x0', 'x1', 'x2']);
    expect(data.classes).to.deep.equal(['0', '1']);
  });

  it('knows the header as NumPy itself writes it', () => {
    const written = npy('<f4', [2, 3], new Float32Array(6));
    expect(String.fromCharCode(...written.subarray(0, 128))).to.equal(NUMPY_HEADER);
  });

  it('reads every little-endian number type', async () => {
    const types: readonly (readonly [string, ArrayBufferView])[] = [
      ['<f4', floats(40, (i) => i)],
      ['<f8', Float64Array.from({ length: 40 }, (_, i) => i)],
      ['|i1', Int8Array.from({ length: 40 }, (_, i) => i)],
      ['<i2', Int16Array.from({ length: 40 }, (_, i) => i)],
      ['<i4', Int32Array.from({ length: 40 }, (_, i) => i)],
      ['<i8', BigInt64Array.from({ length: 40 }, (_, i) => BigInt(i))],
      ['|u1', Uint8Array.from({ length: 40 }, (_, i) => i)],
      ['<u2', Uint16Array.from({ length: 40 }, (_, i) => i)],
      ['<u4', Uint32Array.from({ length: 40 }, (_, i) => i)],
      ['<u8', BigUint64Array.from({ length: 40 }, (_, i) => BigInt(i))],
    ];
    for (const [descr, data] of types) {
      for (const version of [1, 2, 3]) {
        const { samples } = await readOwnFiles([archive({ 'data.npy': npy(descr, [20, 2], data, { version }), 'target.npy': labels })]);
        expect([...samples.x.subarray(0, 4)], descr).to.deep.equal([0, 1, 2, 3]);
      }
    }
  });

  it('divides bytes by 255 where they are images, and floats up to 255 as well', async () => {
    const bytes = npy('|u1', [20, 2, 2], new Uint8Array(80).fill(51));
    const large = npy(
      '<f4',
      [20, 2, 2],
      floats(80, () => 51),
    );
    const small = npy('<f8', [20, 2, 2, 1], new Float64Array(80).fill(0.2));
    for (const images of [bytes, large, small]) {
      const { samples } = await readOwnFiles([archive({ 'images.npy': images, 'labels.npy': labels })]);
      expect(samples.inputShape).to.deep.equal([2, 2, 1]);
      expect(samples.x[5]).to.equal(Math.fround(0.2));
    }
  });

  it('joins the training and test arrays of Keras archives', async () => {
    const { samples } = await readOwnFiles([
      archive({ 'x_test.npy': table, 'x_train.npy': table, 'y_test.npy': labels, 'y_train.npy': labels }),
    ]);
    expect(samples.rows).to.equal(40);
  });

  it('reads x.npy and y.npy picked together; NaN is a missing cell', async () => {
    const x = npy(
      '<f4',
      [20, 2],
      floats(40, (i) => (i === 3 ? NaN : i)),
    );
    const { samples, classes } = await readOwnFiles([fileOf('y.npy', labels), fileOf('X.npy', x)]);
    expect(classes).to.have.length(2);
    expect(Number.isNaN(samples.x[3])).to.equal(true);
  });

  it('says which columns are constant', async () => {
    const { notes } = await readOwnFiles([
      archive({
        'x.npy': npy(
          '<f4',
          [20, 2],
          floats(40, (i) => (i % 2 ? i : 5)),
        ),
        'y.npy': labels,
      }),
    ]);
    expect(notes).to.deep.equal(['Column “x0” has the same value in every row: it says nothing about the label.']);
  });
});

describe('NumPy arrays that cannot be used', () => {
  const x = (array: Uint8Array): readonly File[] => [archive({ 'x.npy': array, 'y.npy': labels })];
  const y = (array: Uint8Array): readonly File[] => [archive({ 'x.npy': table, 'y.npy': array })];
  const cases: readonly (readonly [string, readonly File[], RegExp])[] = [
    ['a single array', [fileOf('data.npy', table)], /which of its numbers are labels is not known/],
    ['no labels', [archive({ 'x.npy': table })], /no arrays of inputs and labels to use together; it has x\.npy/],
    ['other names', [archive({ 'a.npy': table, 'b.npy': labels })], /it has a\.npy, b\.npy/],
    ['objects', x(npy('|O', [20], new Uint8Array(20))), /of type O/],
    ['version 9', x(npy('<f4', [20, 2], new Float32Array(40), { version: 9 })), /version 9 \(byte 6\)/],
    ['truncated', x(table.slice(0, -4)), /156 bytes of numbers, its header says 160/],
    ['truncated in the header', x(table.slice(0, 50)), /header is cut off/],
    ['wrong magic', x(table.with(1, 65)), /does not begin as an NPY file/],
    ['one dimension', x(npy('<f4', [20], new Float32Array(20))), /the shape \[20\]/],
    ['five dimensions', x(npy('<f4', [20, 1, 1, 1, 1], new Float32Array(20))), /the shape \[20, 1, 1, 1, 1\]/],
    ['channels first', x(npy('<f4', [20, 3, 2, 2], new Float32Array(240))), /2 channels/],
    ['another number of rows', y(npy('|u1', [19], new Uint8Array(19))), /x\.npy has 20 rows, y\.npy 19/],
    ['one-hot labels', y(npy('|u1', [20, 2], new Uint8Array(40))), /labels y\.npy have the shape \[20, 2\]/],
    [
      'an infinite cell',
      x(
        npy(
          '<f4',
          [20, 2],
          floats(40, (i) => (i === 5 ? Infinity : i)),
        ),
      ),
      /holds Infinity in row 2, column 1/,
    ],
    [
      'a pixel that is NaN',
      x(
        npy(
          '<f4',
          [20, 1, 2],
          floats(40, (i) => (i === 7 ? NaN : 0)),
        ),
      ),
      /a pixel of x\.npy is NaN \(row 3\)/,
    ],
    ['a pixel above 255', x(npy('<u2', [20, 1, 2], new Uint16Array(40).fill(256))), /a pixel of x\.npy is 256/],
    ['one class', y(npy('|u1', [20], new Uint8Array(20))), /all rows have the same label, “0”/],
    [
      'more classes than rows could fill',
      y(
        npy(
          '<i4',
          [20],
          Int32Array.from({ length: 20 }, (_, i) => i),
        ),
      ),
      /only 0 of 20 labels have 8 rows or more/,
    ],
  ];
  for (const [name, files, message] of cases) {
    it(name, async () => expect((await failure(readOwnFiles(files))).message).to.match(message));
  }
});
