/** FAULT-FINDINGS 20: the header of an image is read first; what is large is decoded one at a time, and Cancel is heard between two. */
import { expect } from 'chai';
import { readOwnFiles } from '../../src/data/readers/read-own.ts';
import type { ImageDecoder } from '../../src/data/readers/decode-image.ts';
import { failure } from '../data/readers/failure.ts';
import { fileOf, zip } from '../data/readers/fixtures.ts';
import { png } from '../data/readers/png.ts';

/** Its header says so; the pixels are not there, and are not asked for. */
function claims(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = png(8, 8, [1, 2, 3]);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

const archive = (width: number, height: number): File =>
  fileOf(
    'p.zip',
    zip(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p/${i % 2 ? 'cat' : 'dog'}/${i}.png`, claims(width, height)]))),
  );

/** A decoder that counts how many images it has in hand. */
function counting(then: () => void = () => undefined): { decode: ImageDecoder; most(): number; begun(): number } {
  let [now, most, begun] = [0, 0, 0];
  return {
    async decode(_image, side) {
      begun++;
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      then();
      return new Float32Array(side * side * 3);
    },
    most: () => most,
    begun: () => begun,
  };
}

describe('large images', () => {
  it('are decoded one at a time from an image of 8 megapixels on, small ones sixteen at a time', async () => {
    const large = counting();
    await readOwnFiles([archive(4000, 2000)], { decode: large.decode });
    expect([large.most(), large.begun()]).to.deep.equal([1, 20]);
    const small = counting();
    await readOwnFiles([archive(640, 480)], { decode: small.decode });
    expect([small.most(), small.begun()]).to.deep.equal([16, 20]);
  });

  it('of 20,000 × 20,000 pixels is refused by its header: nothing is decoded', async () => {
    const { decode, begun } = counting();
    const { message } = await failure(readOwnFiles([archive(20_000, 20_000)], { decode }));
    expect(message).to.match(/20000 × 20000 pixels/);
    expect(begun()).to.equal(0);
  });

  it('are given up after the one that is being decoded when it is cancelled', async () => {
    const controller = new AbortController();
    const { decode, begun } = counting(() => controller.abort());
    const reading = readOwnFiles([archive(4000, 2000)], { decode, signal: controller.signal });
    expect(await reading.catch((error: Error) => error.name)).to.equal('AbortError');
    expect(begun()).to.equal(1);
  });
});
