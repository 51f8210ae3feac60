/** PNG files of one colour, written and read without a browser (PNG, third edition: chunks, filter 0, no interlacing). */
import { unzlibSync, zlibSync } from 'fflate';
import { crc32 } from '../../../src/data/readers/crc32.ts';
import type { ImageDecoder } from '../../../src/data/readers/decode-image.ts';
import { joined } from './fixtures.ts';

type Colour = readonly [red: number, green: number, blue: number];

const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = joined(name, data);
  return joined(uint32(data.length), body, uint32(crc32(body)));
}

/** 8 bits for each of red, green and blue. */
export function png(width: number, height: number, colour: Colour): Uint8Array<ArrayBuffer> {
  const row = Uint8Array.from({ length: 1 + 3 * width }, (_, i) => (i === 0 ? 0 : colour[(i - 1) % 3]!));
  const rows = joined(...Array.from({ length: height }, () => row));
  const header = joined(uint32(width), uint32(height), Uint8Array.of(8, 2, 0, 0, 0));
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return joined(signature, chunk('IHDR', header), chunk('IDAT', zlibSync(rows)), chunk('IEND', new Uint8Array()));
}

/** Bytes before the data of a file of `png`: signature, header chunk, length and name of the data's chunk. */
const DATA_AT = 8 + 25 + 8;

/** Decodes what `png` makes, of any size to any; rejects whatever is damaged. */
export const decodePng: ImageDecoder = async (image, side) => {
  const bytes = new Uint8Array(await image.arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(DATA_AT - 8);
  const rows = unzlibSync(bytes.subarray(DATA_AT, DATA_AT + length));
  return Float32Array.from({ length: 3 * side * side }, (_, i) => rows[1 + (i % 3)]! / 255);
};
