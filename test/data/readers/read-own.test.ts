import { expect } from 'chai';
import fc from 'fast-check';
import { DataError } from '../../../src/data/errors.ts';
import { MAX_FILE_BYTES } from '../../../src/data/readers/limits.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import type { ImageDecoder } from '../../../src/data/readers/decode-image.ts';
import { damaged, expectValid, inTwoFolders } from './damage.ts';
import { labelled } from '../../../src/spec/reading-options.ts';
import { failure } from './failure.ts';
import * as sample from './fixtures.ts';
import { decodePng, png } from './png.ts';

const { fileOf, gzip, joined } = sample;

describe('files of one’s own', () => {
  it('are recognised by what is in them, whatever they are called', async () => {
    const shapes = async (...files: File[]) => (await readOwnFiles(files)).samples.inputShape;
    expect(await shapes(fileOf('a', sample.csv))).to.deep.equal([2]);
    expect(await shapes(fileOf('a', sample.jsonLines))).to.deep.equal([2]);
    expect(await shapes(fileOf('a.csv', sample.arff))).to.deep.equal([2]);
    expect(await shapes(fileOf('a.csv', sample.npz))).to.deep.equal([3]);
    expect(await shapes(fileOf('a.zip', sample.idxImages), fileOf('b', sample.idxLabels))).to.deep.equal([2, 2, 1]);
    expect(await shapes(fileOf('a.zip', sample.cifar))).to.deep.equal([32, 32, 3]);
    expect(await shapes(fileOf('a.txt', gzip(joined(sample.csv))))).to.deep.equal([2]);
  });

  it('give the same table as CSV, TSV, UTF-16, JSON lines and gzipped', async () => {
    const units = Uint16Array.from({ length: sample.csv.length + 1 }, (_, i) => (i ? sample.csv.charCodeAt(i - 1) : 0xfeff));
    const files = [
      fileOf('a.csv', sample.csv),
      fileOf('a.tsv', sample.csv.replaceAll(',', '\t')),
      fileOf('a.csv', new Uint8Array(units.buffer)),
      fileOf('a.ndjson', sample.jsonLines),
      fileOf('a.csv.gz', gzip(joined(sample.csv))),
    ];
    const hashes = await Promise.all(files.map(async (file) => (await readOwnFiles([file])).sha256));
    expect(new Set(hashes)).to.have.property('size', 1);
  });

  it('take the label of a table by name', async () => {
    const { classes, file } = await readOwnFiles([fileOf('a.csv', sample.csv.replaceAll(/,([012]),/g, ',k,'))], {
      reading: labelled('label'),
    });
    expect(classes).to.deep.equal(['a', 'b']);
    expect(file?.label).to.equal('label');
  });

  const cases: readonly (readonly [string, readonly File[], RegExp])[] = [
    ['no file', [], /no file was chosen/],
    ['an empty file', [fileOf('a.csv')], /the file is empty/],
    ['a Parquet file', [fileOf('a.parquet', 'PAR1\x15rest')], /a\.parquet is a Parquet file, which cannot be read/],
    ['an HDF5 file', [fileOf('a.h5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10))], /is an HDF5 file/],
    [
      'a table and an image archive',
      [fileOf('a.csv', sample.csv), fileOf('b.npz', sample.npz)],
      /2 files were chosen that are not read together/,
    ],
    [
      'two tables without a column in common',
      [fileOf('a.csv', 'a,b\n1,x'), fileOf('b.csv', 'c,d\n1,x')],
      /b\.csv has no column in common with a\.csv/,
    ],
    ['a ZIP file in a gzip file', [fileOf('a.gz', gzip(sample.npz))], /compressed once more/],
    ['a gzip file of two bytes', [fileOf('a.gz', Uint8Array.of(0x1f, 0x8b))], /damaged or cut off/],
  ];
  for (const [name, files, message] of cases) {
    it(`are refused: ${name}`, async () => expect((await failure(readOwnFiles(files))).message).to.match(message));
  }

  it('are refused by their size before a byte is read', async () => {
    const file = fileOf('a.zip', 'PK');
    Object.defineProperty(file, 'size', { value: MAX_FILE_BYTES + 1 });
    file.slice = () => {
      throw new Error('it was read');
    };
    expect((await failure(readOwnFiles([file]))).message).to.equal('the file has 513 MB, and at most 512 MB can be read');
  });
});

describe('damaged files', () => {
  const nothing: ImageDecoder = () => Promise.reject(new Error('not decoded'));

  async function holds(files: readonly File[], decode = nothing): Promise<void> {
    try {
      expectValid(await readOwnFiles(files, { decode }));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      expect(error.message).not.to.equal('');
      expect(error.remedy).not.to.equal('');
    }
  }

  const originals: Readonly<Record<string, Uint8Array>> = {
    CSV: joined(sample.csv),
    'quoted CSV': joined(sample.csv.replaceAll(/([a-z]+)/g, '"$1"')),
    'JSON lines': joined(sample.jsonLines),
    'JSON array': joined(`[${sample.jsonLines.replaceAll('\n', ',\n')}]`),
    ARFF: joined(sample.arff),
    NPZ: sample.npz,
    CIFAR: sample.cifar,
    'gzipped CIFAR': gzip(sample.cifar),
    'gzipped CSV': gzip(joined(sample.csv)),
  };
  for (const [name, bytes] of Object.entries(originals)) {
    it(`${name}: a valid data set or a DataError, nothing else`, async () => {
      await holds([fileOf('whole', bytes)]);
      await fc.assert(
        fc.asyncProperty(damaged(bytes), (broken) => holds([fileOf('broken', broken)])),
        { numRuns: bytes.length > 5000 ? 30 : 100 },
      );
    });
  }

  it('IDX pairs: a valid data set or a DataError, nothing else', async () => {
    for (const pack of [(bytes: Uint8Array) => bytes, gzip]) {
      const [images, labels] = [pack(sample.idxImages), pack(sample.idxLabels)];
      await fc.assert(
        fc.asyncProperty(damaged(images), damaged(labels), (a, b) => holds([fileOf('images', a), fileOf('labels', b)])),
        { numRuns: 75 },
      );
    }
  });

  it('NPY pairs: a valid data set or a DataError, nothing else', async () => {
    const x = sample.npy('<f4', [20, 2, 2], new Float32Array(80).fill(0.5));
    const y = sample.npy(
      '|u1',
      [20],
      Uint8Array.from({ length: 20 }, (_, i) => i % 2),
    );
    await fc.assert(
      fc.asyncProperty(damaged(x), damaged(y), (a, b) => holds([fileOf('x.npy', a), fileOf('y.npy', b)])),
      { numRuns: 100 },
    );
  });

  it('images in archives: a valid data set or a DataError, nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damaged(png(9, 7, [32, 64, 96])), { minLength: 20, maxLength: 20 }), async (images) => {
        await holds([fileOf('a.zip', sample.zip(inTwoFolders(images)))], decodePng);
      }),
      { numRuns: 15 },
    );
  });

  it('random bytes behind every signature: a DataError', async () => {
    const signatures = [
      '',
      '\x1f\x8b\x08',
      'PK\x03\x04',
      '\x93NUMPY\x01\0',
      '\0\0\x08\x03',
      '\x89PNG\r\n\x1a\n',
      'BM',
      '@relation',
      '[{"',
      '{"',
      'a,b\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 300 }), (signature, bytes) =>
        holds([
          fileOf(
            'random',
            Uint8Array.from(signature, (character) => character.charCodeAt(0)),
            bytes,
          ),
        ]),
      ),
      { numRuns: 250 },
    );
  });
});
