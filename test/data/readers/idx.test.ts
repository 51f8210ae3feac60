import { expect } from 'chai';
import { MAX_IMAGES } from '../../../src/data/readers/limits.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { failure } from './failure.ts';
import { fileOf, gzip, idx, idxImages, idxLabels } from './fixtures.ts';

const images = fileOf('train-images-idx3-ubyte', idxImages);
const labels = fileOf('train-labels-idx1-ubyte', idxLabels);

describe('reading IDX files', () => {
  it('joins images and labels, whichever was picked first', async () => {
    const data = await readOwnFiles([labels, images]);
    expect(data.id).to.equal('own');
    expect(data.samples.inputShape).to.deep.equal([2, 2, 1]);
    expect(data.classes).to.deep.equal(['3', '7']);
    expect([...data.samples.y.subarray(0, 3)]).to.deep.equal([0, 1, 0]);
    expect([...data.samples.x.subarray(4, 8)]).to.deep.equal([10, 11, 12, 13].map((byte) => Math.fround(byte / 255)));
    expect(data.columns).to.deep.equal([]);
  });

  it('reads gzipped files as it reads plain ones', async () => {
    const { sha256 } = await readOwnFiles([images, labels]);
    const packed = [fileOf('train-images-idx3-ubyte.gz', gzip(idxImages)), fileOf('train-labels-idx1-ubyte.gz', gzip(idxLabels))];
    expect((await readOwnFiles(packed)).sha256).to.equal(sha256);
  });

  it('puts the rows of t10k behind those of train, whatever the order of the files', async () => {
    const later = [
      fileOf(
        't10k-images.idx3-ubyte',
        idx([10, 2, 2], () => 255),
      ),
      fileOf(
        't10k-labels.idx1-ubyte',
        idx([10], () => 3),
      ),
    ];
    const { samples } = await readOwnFiles([...later, labels, images]);
    expect(samples.rows).to.equal(30);
    expect(samples.x[0]).to.equal(0);
    expect(samples.x[29 * 4]).to.equal(1);
  });

  it('reads four dimensions as channels', async () => {
    const colour = fileOf(
      'images',
      idx([20, 1, 2, 3], (i) => i % 6),
    );
    expect((await readOwnFiles([colour, labels])).samples.inputShape).to.deep.equal([1, 2, 3]);
  });

  it('draws a sample of more images than can be used', async () => {
    const many = MAX_IMAGES + 500;
    const data = await readOwnFiles([
      fileOf(
        'images',
        idx([many, 1, 2], (i) => Math.floor(i / 2) % 2),
      ),
      fileOf(
        'labels',
        idx([many], (i) => i % 2),
      ),
    ]);
    expect(data.samples.rows).to.equal(MAX_IMAGES);
    expect(data.notes).to.deep.equal(['60,000 of 60,500 images were drawn at random: no more can be used.']);
    // Every pixel is its image's label.
    expect([...data.samples.y].every((label, i) => label === Math.round(data.samples.x[2 * i + 1]! * 255))).to.equal(true);
  });

  it('reports progress over all files', async () => {
    const seen: [number, number][] = [];
    await readOwnFiles([images, labels], { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.at(-1)).to.deep.equal([images.size + labels.size, images.size + labels.size]);
  });
});

describe('IDX files that cannot be used', () => {
  const changed = (at: number, byte: number): Uint8Array => idxImages.with(at, byte);
  const cases: readonly (readonly [string, readonly File[], RegExp])[] = [
    ['images without labels', [images], /no labels for the images in train-images-idx3-ubyte/],
    ['labels without images', [labels], /no images for the labels in train-labels-idx1-ubyte/],
    ['truncated', [fileOf('images', idxImages.slice(0, 60)), labels], /ends after byte 60; it should have 96 bytes/],
    ['truncated in the header', [fileOf('images', idxImages.slice(0, 9)), labels], /ends after byte 9; it should have a header/],
    ['longer than it says', [fileOf('images', idxImages, 'x'), labels], /goes on after byte 96/],
    ['signed or float numbers', [fileOf('images', changed(2, 13)), labels], /type 13 \(byte 2\)/],
    [
      'wrong dimensions: two',
      [
        fileOf(
          'images',
          idx([40, 2], () => 1),
        ),
        labels,
      ],
      /40 × 2: neither images nor labels/,
    ],
    [
      'wrong dimensions: another number of rows',
      [
        fileOf(
          'images',
          idx([19, 2, 2], () => 1),
        ),
        labels,
      ],
      /19 images, train-labels-idx1-ubyte 20 labels/,
    ],
    [
      'wrong dimensions: more than there is',
      [fileOf('images', changed(5, 255)), labels],
      /ends after byte 96; it should have 66,846,816 bytes/,
    ],
    ['wrong dimensions: 17 GB', [fileOf('images', changed(4, 255)), labels], /says it holds 4278190100 × 2 × 2 values \(byte 4\)/],
    [
      'two channels',
      [
        fileOf(
          'images',
          idx([20, 1, 1, 2], () => 1),
        ),
        labels,
      ],
      /2 channels/,
    ],
    ['a damaged gzip file', [fileOf('images.gz', gzip(idxImages).slice(0, -9)), labels], /damaged or cut off/],
    ['a table among them', [images, fileOf('labels.csv', 'a,b\n1,2')], /2 files were chosen that are not read together/],
  ];
  for (const [name, files, message] of cases) {
    it(name, async () => expect((await failure(readOwnFiles(files))).message).to.match(message));
  }

  it('wrong magic is no IDX file at all', async () => {
    expect((await failure(readOwnFiles([fileOf('images', changed(0, 1)), labels]))).message).to.match(/not read together/);
  });

  it('images without labels say which file to pick', async () => {
    expect((await failure(readOwnFiles([images]))).remedy).to.include('train-labels-idx1-ubyte');
  });

  it('a gzip bomb stops as soon as it is longer than its header says', async () => {
    const bomb = gzip(new Uint8Array([...idxLabels, ...new Uint8Array(3_000_000)]));
    expect((await failure(readOwnFiles([images, fileOf('labels.gz', bomb)]))).message).to.match(/goes on after byte 28/);
  });

  it('a gzip bomb of text stops at the ratio that no honest file has', async () => {
    const error = await failure(readOwnFiles([fileOf('bomb.csv.gz', gzip(new Uint8Array(80_000_000).fill(10)))]));
    expect(error.message).to.equal('the file unpacks to more than 200 times its size, as only decompression bombs do');
  });
});
