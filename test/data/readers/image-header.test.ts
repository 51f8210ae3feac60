import { expect } from 'chai';
import { imageHeader } from '../../../src/data/readers/image-header.ts';
import { joined } from './fixtures.ts';
import { png } from './png.ts';

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const little = (value: number, bytes: number): number[] => Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 0xff);
const big = (value: number, bytes: number): number[] => little(value, bytes).reverse();
/** Padded with what no header looks at, to the length that the largest header needs. */
const file = (...bytes: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: Math.max(40, bytes.length) }, (_, i) => bytes[i] ?? 0xaa);
const webp = (...chunk: readonly number[]) => file(...ascii('RIFF'), ...little(100, 4), ...ascii('WEBP'), ...chunk);
/** A segment of a JPEG: marker, length with its own two bytes, content. */
const segment = (marker: number, ...content: readonly number[]): number[] => [0xff, marker, ...big(content.length + 2, 2), ...content];
/** A frame header: precision, height, width, components (ITU-T T.81, B.2.2). */
const frame = (marker: number) => segment(marker, 8, ...big(300, 2), ...big(517, 2), 1, 1, 0x11, 0);
/** The same form with another size, under a marker of something else. */
const decoy = (marker: number) => segment(marker, 8, ...big(11, 2), ...big(12, 2), 1, 1, 0x11, 0);
const START = [0xff, 0xd8];

describe('the size in the header of an image', () => {
  it('is that of a PNG: 32 bits each, high bytes first (PNG, third edition, 11.2.1)', () => {
    expect(imageHeader(png(259, 3, [1, 2, 3]))).to.deep.equal({ type: 'image/png', width: 259, height: 3 });
  });

  it('is that of a GIF, either version: 16 bits each, low bytes first (GIF89a, section 18)', () => {
    for (const version of ['GIF87a', 'GIF89a']) {
      expect(imageHeader(file(...ascii(version), ...little(259, 2), ...little(513, 2)))).to.deep.equal({
        ...{ type: 'image/gif', width: 259, height: 513 },
      });
    }
    expect(imageHeader(file(...ascii('GIF88a'), ...little(259, 2), ...little(513, 2)))).to.equal(undefined);
  });

  it('is that of a BMP, whichever way its rows go (BITMAPINFOHEADER)', () => {
    for (const height of [513, -513]) {
      const bytes = file(
        ...ascii('BM'),
        ...little(1000, 4),
        ...little(0, 4),
        ...little(54, 4),
        ...little(40, 4),
        ...little(259, 4),
        ...little(height, 4),
      );
      expect(imageHeader(bytes)).to.deep.equal({ type: 'image/bmp', width: 259, height: 513 });
    }
    expect(imageHeader(file(...ascii('BM'), ...little(1000, 4), ...little(7, 4))), 'reserved bytes are zero').to.equal(undefined);
  });

  it('is that of a lossy WebP: 14 bits each beside two of scale (RFC 9649, 2.5)', () => {
    // Frame tag and start code lie before it; the two upper bits are no part of the size.
    const bytes = webp(
      ...ascii('VP8 '),
      ...little(90, 4),
      0,
      0,
      0,
      0x9d,
      0x01,
      0x2a,
      ...little(0xc000 | 259, 2),
      ...little(0x4000 | 517, 2),
    );
    expect(imageHeader(bytes)).to.deep.equal({ type: 'image/webp', width: 259, height: 517 });
  });

  it('is that of a lossless WebP: 14 bits each, less 1 (RFC 9649, 2.6 and 3.4)', () => {
    const bits = (259 - 1) | ((16384 - 1) << 14) | (1 << 28);
    expect(imageHeader(webp(...ascii('VP8L'), ...little(90, 4), 0x2f, ...little(bits, 4)))).to.deep.equal({
      ...{ type: 'image/webp', width: 259, height: 16384 },
    });
  });

  it('is that of an extended WebP: 24 bits each, less 1 (RFC 9649, 2.7)', () => {
    const bytes = webp(...ascii('VP8X'), ...little(10, 4), 0, 0, 0, 0, ...little(70_000 - 1, 3), ...little(1 - 1, 3));
    expect(imageHeader(bytes)).to.deep.equal({ type: 'image/webp', width: 70_000, height: 1 });
    expect(imageHeader(webp(...ascii('VP8?')))).to.equal(undefined);
    expect(imageHeader(file(...ascii('RIFF'), ...little(100, 4), ...ascii('WAVE'), ...ascii('VP8X')))).to.equal(undefined);
  });

  it('is that of a JPEG, in its frame header, after other segments and fill bytes', () => {
    const size = { type: 'image/jpeg', width: 517, height: 300 };
    expect(imageHeader(file(...START, ...frame(0xc0)))).to.deep.equal(size);
    expect(imageHeader(file(...START, ...segment(0xe0, ...ascii('JFIF')), 0xff, 0xff, ...frame(0xc2)))).to.deep.equal(size);
    expect(imageHeader(file(...START, ...segment(0xe1, ...new Array<number>(700).fill(0xc0)), ...frame(0xcf)))).to.deep.equal(size);
    // Huffman tables, a reserved marker and arithmetic coding have markers among those of frames.
    for (const marker of [0xc4, 0xc8, 0xcc]) expect(imageHeader(file(...START, ...decoy(marker), ...frame(0xc1)))).to.deep.equal(size);
    for (const marker of [0xbf, 0xd0]) expect(imageHeader(file(...START, ...decoy(marker), ...frame(0xc1)))).to.deep.equal(size);
  });

  it('is not there where a JPEG ends before it, or is none', () => {
    const header = segment(0xe0, ...new Array<number>(30).fill(0));
    const whole = Uint8Array.from([...START, ...header, ...frame(0xc0).slice(0, 9)]);
    expect(imageHeader(whole)).to.deep.include({ width: 517 });
    expect(imageHeader(whole.subarray(0, -1))).to.equal(undefined);
    expect(imageHeader(file(...START, 0xaa, 0xc0, ...frame(0xc0)))).to.equal(undefined);
    expect(imageHeader(file(0xff, 0xd9, ...frame(0xc0)))).to.equal(undefined);
    expect(imageHeader(file(0xfe, 0xd8, ...frame(0xc0)))).to.equal(undefined);
  });

  it('is looked for in 30 bytes and more', () => {
    const bytes = joined(png(5, 7, [0, 0, 0])).subarray(0, 30);
    expect(imageHeader(bytes)).to.deep.include({ width: 5, height: 7 });
    expect(imageHeader(bytes.subarray(0, 29))).to.equal(undefined);
    expect(imageHeader(file(...ascii('BMI,age,blood pressure,outcome\n')))).to.equal(undefined);
  });

  it('is read where it lies, also in a part of a larger buffer', () => {
    const whole = joined(new Uint8Array(11), png(5, 7, [0, 0, 0]));
    expect(imageHeader(whole.subarray(11))).to.deep.include({ width: 5, height: 7 });
  });
});
