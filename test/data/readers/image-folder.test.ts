import { expect } from 'chai';
import { readOwnFiles, type OwnOptions } from '../../../src/data/readers/read-own.ts';
import { failure } from './failure.ts';
import { fileOf, joined, zip } from './fixtures.ts';
import { decodePng, png } from './png.ts';

type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** Ten images of each of two classes; `make(kind, i)` draws one. */
function twoClasses(make: (kind: string, i: number) => Uint8Array<ArrayBuffer>): Files {
  const files: Files = {};
  for (const kind of ['cat', 'dog']) {
    for (let i = 0; i < 10; i++) files[`pets/${kind}/${i}.png`] = make(kind, i);
  }
  return files;
}

/** A file as a folder picker gives it. */
function inFolder(path: string, bytes: Uint8Array<ArrayBuffer>): File {
  const file = new File([bytes], path.slice(path.lastIndexOf('/') + 1));
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
}

const archive = (files: Files): File => fileOf('pets.zip', zip(files));
const grey = (_kind: string, i: number) => png(8, 8, [10 * i, 10 * i, 10 * i]);
const black = png(8, 8, [0, 0, 0]);
const read = (files: readonly File[], options: OwnOptions = {}) => readOwnFiles(files, { decode: decodePng, ...options });

describe('images in folders', () => {
  it('become a data set: one class per folder, grey where all pixels are grey', async () => {
    const data = await read([archive(twoClasses(grey))]);
    expect(data.classes).to.deep.equal(['cat', 'dog']);
    expect(data.samples.inputShape).to.deep.equal([28, 28, 1]);
    expect(data.samples.rows).to.equal(20);
    expect(data.samples.x[3 * 784]).to.be.closeTo(30 / 255, 1e-6);
    expect(data.notes).to.deep.equal(['The images were scaled from 8 × 8 to 28 × 28 pixels.']);
    expect(data).to.include({ id: 'own', title: 'pets.zip' });
  });

  it('keep red, green and blue where there is colour', async () => {
    const data = await read([archive(twoClasses((kind) => png(32, 32, kind === 'cat' ? [255, 0, 0] : [0, 0, 0x33])))]);
    expect(data.samples.inputShape).to.deep.equal([32, 32, 3]);
    expect([...data.samples.x.subarray(0, 3)]).to.deep.equal([1, 0, 0]);
    expect([...data.samples.x.slice(-3)]).to.deep.equal([0, 0, Math.fround(0.2)]);
    expect(data.notes).to.deep.equal([]);
  });

  it('are the same from a folder as from an archive of it', async () => {
    const files = twoClasses(grey);
    const picked = Object.entries({ ...files, 'pets/.DS_Store': joined('x') }).map(([path, bytes]) => inFolder(path, bytes));
    const [folder, zipped] = [await read(picked.reverse()), await read([archive(files)])];
    expect(folder.title).to.equal('pets');
    expect(folder.sha256).to.equal(zipped.sha256);
  });

  it('are known by paths given beside them, as files lose their own on the way to a worker', async () => {
    const files = twoClasses(grey);
    const plain = Object.entries(files).map(([path, bytes]) => fileOf(path.slice(path.lastIndexOf('/') + 1), bytes));
    const { sha256 } = await read([archive(files)]);
    expect((await read(plain, { paths: Object.keys(files) })).sha256).to.equal(sha256);
  });

  it('may be of several sizes; that is said', async () => {
    const { samples, notes } = await read([archive(twoClasses((_, i) => png(20 + i, 40, [128, 128, 128])))]);
    expect(samples.inputShape.slice(0, 2)).to.deep.equal([32, 32]);
    expect(notes).to.deep.equal(['The images have 10 different sizes; all were stretched to 32 × 32 pixels.']);
  });

  it('are decoded by whoever is asked, and reading stops when told to', async () => {
    const controller = new AbortController();
    const files = twoClasses(grey);
    const decoded = await read([archive(files)], { decode: (_, side) => Promise.resolve(new Float32Array(side * side * 3).fill(0.5)) });
    expect(decoded.samples.x.every((value) => value === 0.5)).to.equal(true);
    const reading = read([archive(files)], { signal: controller.signal, onProgress: () => controller.abort() });
    expect(await reading.catch((reason: unknown) => reason)).to.have.property('name', 'AbortError');
  });

  it('leave out what is no image where it is less than one file in twenty', async () => {
    const files = {
      ...twoClasses(grey),
      ...Object.fromEntries(Object.entries(twoClasses(grey)).map(([path, bytes]) => [`more/${path}`, bytes])),
    };
    const { samples, notes } = await read([archive({ ...files, 'pets/cat/readme.txt': joined('hello') })]);
    expect(samples.rows).to.equal(40);
    expect(notes.at(-1)).to.equal('Files that are not images were left out: 1, such as pets/cat/readme.txt.');
  });
});

describe('folders and archives that cannot be used', () => {
  it('images that are not images, with the name', async () => {
    const files = twoClasses(grey);
    const torn = {
      ...files,
      'pets/cat/3.png': files['pets/cat/3.png']!.slice(0, 40),
      'pets/dog/1.png': joined('no image at all, but a text of some length'),
    };
    expect((await failure(read([archive(torn)]))).message).to.equal('pets/cat/3.png is not an image that can be read');
    expect((await failure(read([fileOf('a.zip', zip({ 'a/b.txt': joined('x') }))]))).message).to.equal(
      'a/b.txt is not an image that can be read',
    );
  });

  it('an image of more pixels than memory holds, before it is decoded', async () => {
    const files = twoClasses(grey);
    const vast = files['pets/cat/0.png']!.slice();
    new DataView(vast.buffer).setUint32(16, 60_000);
    new DataView(vast.buffer).setUint32(20, 60_000);
    expect((await failure(read([archive({ ...files, 'pets/cat/0.png': vast })]))).message).to.equal(
      'pets/cat/0.png has 60000 × 60000 pixels',
    );
  });

  const cases: readonly (readonly [string, () => readonly File[], RegExp])[] = [
    ['images outside any folder', () => [fileOf('a.zip', zip({ 'a.png': black }))], /a\.png lies in no folder/],
    ['an empty archive', () => [fileOf('a.zip', zip({}))], /there are no images/],
    [
      'one class',
      () => [fileOf('a.zip', zip(Object.fromEntries(Object.entries(twoClasses(grey)).slice(0, 10))))],
      /all rows have the same label, “cat”/,
    ],
    ['a spreadsheet', () => [fileOf('a.xlsx', zip({ '[Content_Types].xml': joined('<x/>') }))], /is an Office file/],
    ['a single image', () => [fileOf('a.png', black)], /a\.png is a single image/],
    ['images without folders', () => [fileOf('a.png', black), fileOf('b.png', black)], /without their folders/],
  ];
  for (const [name, files, message] of cases) {
    it(name, async () => expect((await failure(read(files()))).message).to.match(message));
  }
});
