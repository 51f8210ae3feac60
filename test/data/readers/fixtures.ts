/** Files of every format, made byte by byte as their specifications say. */
import { gzipSync, zipSync, type Zippable } from 'fflate';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function joined(...parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  const all = new Uint8Array(bytes.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of bytes) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const fileOf = (name: string, ...parts: readonly (Uint8Array | string)[]): File => new File([joined(...parts)], name);

export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { mtime: 0 });

/** IDX: two zeros, type 8 (unsigned byte), the dimensions in big endian, the data. */
export function idx(dims: readonly number[], value: (i: number) => number): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(4 + 4 * dims.length));
  head.setUint32(0, 0x0800 + dims.length);
  dims.forEach((dim, d) => head.setUint32(4 + 4 * d, dim));
  const count = dims.reduce((a, b) => a * b, 1);
  return joined(
    new Uint8Array(head.buffer),
    Uint8Array.from({ length: count }, (_, i) => value(i)),
  );
}

/** NPY: magic string, version, length and text of the header padded to 64 bytes, the data. */
export function npy(
  descr: string,
  shape: readonly number[],
  data: ArrayBufferView,
  { version = 1, fortran = false } = {},
): Uint8Array<ArrayBuffer> {
  const size = version === 1 ? 10 : 12;
  const dict = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const text = dict.padEnd(Math.ceil((size + dict.length + 1) / 64) * 64 - size - 1) + '\n';
  const head = new DataView(new ArrayBuffer(size));
  [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0].forEach((byte, i) => head.setUint8(i, byte));
  if (version === 1) head.setUint16(8, text.length, true);
  else head.setUint32(8, text.length, true);
  return joined(new Uint8Array(head.buffer), text, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

export const zip = (files: Zippable, level: 0 | 6 = 6): Uint8Array<ArrayBuffer> => joined(zipSync(files, { level, mtime: '2020-01-01' }));

/** TAR: a block of header with its checksum, the data padded to whole blocks; two blocks of zeros end it. */
export function tar(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const header = new Uint8Array(512);
    const put = (at: number, text: string): void => header.set(utf8(text), at);
    put(0, name);
    put(100, '0000644\0');
    put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
    put(148, '        ');
    put(156, '0');
    put(257, 'ustar\x0000');
    put(
      148,
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
    );
    parts.push(header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
  }
  return joined(...parts, new Uint8Array(1024));
}

/** A PNG, JPEG or WebP of one colour, made by the browser. */
export async function image(width: number, height: number, colour: string, type = 'image/png'): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

/** Twenty rows of two columns, ten of class a and ten of class b. */
export const csv = ['v,w,label', ...Array.from({ length: 20 }, (_, i) => `${i},${i % 3},${i < 10 ? 'a' : 'b'}`)].join('\n');

export const jsonLines = Array.from({ length: 20 }, (_, i) => JSON.stringify({ v: i, w: i % 3, label: i < 10 ? 'a' : 'b' })).join('\n');

export const arff = [
  '% a comment',
  "@RELATION 'a table'",
  '',
  '@attribute v numeric',
  "@ATTRIBUTE 'w w' {low, 'so so', high}",
  '@attribute class {UP,DOWN}',
  '@data',
  ...Array.from({ length: 20 }, (_, i) => `${i},${['low', "'so so'", 'high'][i % 3]},${i % 2 ? 'UP' : 'DOWN'}`),
].join('\n');

/** 20 images of 2 × 2 and their labels 3 and 7; pixel p of image i is 10 i + p. */
export const idxImages = idx([20, 2, 2], (i) => 10 * Math.floor(i / 4) + (i % 4));
export const idxLabels = idx([20], (i) => (i % 2 ? 7 : 3));

export const npz = zip({
  'x.npy': npy(
    '<f4',
    [20, 3],
    Float32Array.from({ length: 60 }, (_, i) => i / 2),
  ),
  'y.npy': npy(
    '<i8',
    [20],
    BigInt64Array.from({ length: 20 }, (_, i) => BigInt(i % 2)),
  ),
});

/** A batch as CIFAR-10 has them: label, 1024 red, 1024 green, 1024 blue bytes; ten rows of each of two classes. */
export const cifarBatch = Uint8Array.from({ length: 20 * 3073 }, (_, i) => {
  const at = i % 3073;
  return at === 0 ? Math.floor(i / 3073) % 2 : 50 * Math.ceil(at / 1024) + Math.floor(i / 3073);
});
export const cifar = tar({
  'cifar-10-batches-bin/batches.meta.txt': utf8('airplane\nautomobile\n'),
  'cifar-10-batches-bin/data_batch_1.bin': cifarBatch,
  'cifar-10-batches-bin/readme.html': utf8('<html>'),
});
