import { expect } from 'chai';
import { imageHeader } from '../../../src/data/readers/image-header.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { failure } from './failure.ts';
import { fileOf, image, joined, zip } from './fixtures.ts';

type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** Ten images of each of two classes; `make(kind, i)` draws one. */
async function twoClasses(make: (kind: string, i: number) => Promise<Uint8Array<ArrayBuffer>>): Promise<Files> {
  const files: Files = {};
  for (const kind of ['cat', 'dog']) {
    for (let i = 0; i < 10; i++) files[`pets/${kind}/${i}.png`] = await make(kind, i);
  }
  return files;
}

const archive = (files: Files): File => fileOf('pets.zip', zip(files));
const grey = (_kind: string, i: number) => image(8, 8, `rgb(${10 * i},${10 * i},${10 * i})`);

describe('images in folders, by the browser’s decoders', () => {
  it('become a data set: one class per folder, grey where all pixels are grey', async () => {
    const data = await readOwnFiles([archive(await twoClasses(grey))]);
    expect(data.classes).to.deep.equal(['cat', 'dog']);
    expect(data.samples.inputShape).to.deep.equal([28, 28, 1]);
    expect(data.samples.rows).to.equal(20);
    expect(data.samples.x[3 * 784]).to.be.closeTo(30 / 255, 1e-6);
    expect(data.notes).to.deep.equal(['The images were scaled from 8 × 8 to 28 × 28 pixels.']);
    expect(data).to.include({ id: 'own', title: 'pets.zip' });
  });

  it('keep red, green and blue where there is colour', async () => {
    const data = await readOwnFiles([archive(await twoClasses((kind) => image(32, 32, kind === 'cat' ? '#ff0000' : '#000033')))]);
    expect(data.samples.inputShape).to.deep.equal([32, 32, 3]);
    expect([...data.samples.x.subarray(0, 3)]).to.deep.equal([1, 0, 0]);
    expect([...data.samples.x.slice(-3)]).to.deep.equal([0, 0, Math.fround(0.2)]);
    expect(data.notes).to.deep.equal([]);
  });

  it('may be of several sizes and types; that is said', async () => {
    const types = ['image/png', 'image/jpeg', 'image/webp'];
    const { samples, notes } = await readOwnFiles([archive(await twoClasses((_, i) => image(20 + i, 40, '#808080', types[i % 3])))]);
    expect(samples.inputShape.slice(0, 2)).to.deep.equal([32, 32]);
    expect(notes).to.deep.equal(['The images have 10 different sizes; all were stretched to 32 × 32 pixels.']);
  });

  it('put what is transparent on white', async () => {
    const { samples } = await readOwnFiles([archive(await twoClasses(() => image(28, 28, 'rgba(0,0,0,0)')))]);
    expect(samples.x.every((value) => value === 1)).to.equal(true);
  });

  it('are refused with the name where one is cut off or is something else', async () => {
    const files = await twoClasses(grey);
    const torn = {
      ...files,
      'pets/cat/3.png': files['pets/cat/3.png']!.slice(0, 40),
      'pets/dog/1.png': joined('no image at all, but a text of some length'),
    };
    expect((await failure(readOwnFiles([archive(torn)]))).message).to.equal('pets/cat/3.png is not an image that can be read');
  });
});

describe('the header of an image', () => {
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    it(`tells type and size of ${type} as the browser wrote it`, async () => {
      expect(imageHeader(await image(37, 52, '#123456', type))).to.deep.equal({ type, width: 37, height: 52 });
    });
  }
});
