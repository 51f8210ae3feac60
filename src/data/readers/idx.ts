/**
 * IDX, the format of MNIST and its family (Y. LeCun, yann.lecun.com/exdb/mnist): two zero bytes, a type, the number of
 * dimensions, the dimensions as big-endian 32-bit integers, and the data in C order.
 */
import { DataError } from '../errors.ts';
import type { Dataset } from '../types.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { gather, viewOf } from './bytes.ts';
import { imageDataset, type ImagePart, type ImageSetFacts } from './image-set.ts';
import { MAX_INFLATED_BYTES } from './limits.ts';

const UNSIGNED_BYTE = 8;
const TYPES = [8, 9, 11, 12, 13, 14];

/** A file of the family, opened. */
export interface IdxFile {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

/** Whether a file begins as IDX does, whatever its type and up to 4 dimensions. */
export const isIdx = (head: Uint8Array): boolean =>
  head[0] === 0 && head[1] === 0 && TYPES.includes(head[2]!) && head[3]! >= 1 && head[3]! <= 4;

/** @throws DataError when the header is not that of an IDX file of bytes, or the length is not what it says. */
export async function readIdx(bytes: ByteChunks, name: string): Promise<IdxFile> {
  let dims: readonly number[] | undefined;
  const all = await gather(bytes, (soFar) => {
    dims ??= readHeader(soFar, name);
    return dims ? lengthOf(dims) : MAX_INFLATED_BYTES;
  });
  if (!dims || all.length < lengthOf(dims)) {
    const wanted = dims ? `${lengthOf(dims).toLocaleString('en-US')} bytes` : 'a header';
    throw new DataError(`${name} ends after byte ${all.length.toLocaleString('en-US')}; it should have ${wanted}`, {
      remedy: 'The file was cut off: download or copy it again.',
    });
  }
  return { name, dims, data: all.subarray(4 + 4 * dims.length) };
}

const lengthOf = (dims: readonly number[]): number => 4 + 4 * dims.length + dims.reduce((a, b) => a * b, 1);

/** The dimensions; undefined while the header is not complete. */
function readHeader(bytes: Uint8Array, name: string): readonly number[] | undefined {
  if (bytes.length < 4) return undefined;
  if (!isIdx(bytes)) {
    throw new DataError(`${name} does not begin as an IDX file (0 0 8 … at byte 0)`, {
      remedy: 'Choose the files as they were published.',
    });
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    throw new DataError(`${name} holds numbers of type ${bytes[2]} (byte 2), not unsigned bytes`, {
      remedy: 'Store pixels and labels as unsigned bytes (type 8).',
    });
  }
  const count = bytes[3]!;
  if (bytes.length < 4 + 4 * count) return undefined;
  const dims = Array.from({ length: count }, (_, i) => viewOf(bytes).getUint32(4 + 4 * i));
  if (lengthOf(dims) > MAX_INFLATED_BYTES || dims.slice(1).includes(0)) {
    throw new DataError(`${name} says it holds ${dims.join(' × ')} values (byte 4)`, {
      remedy: 'The header is damaged or the file too large: download or copy it again.',
    });
  }
  return dims;
}

/**
 * Images and labels picked together, such as `train-images…` with `train-labels…` and the same of `t10k`: every pair
 * adds its rows.
 * @param facts `classes` gives the names of labels 0, 1, …
 * @throws DataError when a file has no partner or a pair does not fit together.
 */
export function idxDataset(files: readonly IdxFile[], facts: ImageSetFacts): Dataset {
  for (const { name, dims } of files) {
    if (dims.length === 2) {
      throw new DataError(`${name} has the dimensions ${dims.join(' × ')}: neither images nor labels`, {
        remedy: 'Choose a file of images (3 or 4 dimensions) and one of labels (1).',
      });
    }
  }
  const images = files.filter(({ dims }) => dims.length > 2);
  const labels = files.filter(({ dims }) => dims.length === 1);
  const pairs = images.map((file) => ({ images: file, labels: partnerOf(file, images, labels) }));
  const lonely = labels.find((file) => !pairs.some((pair) => pair.labels === file));
  if (lonely)
    throw new DataError(`there are no images for the labels in ${lonely.name}`, { remedy: 'Pick the images file together with it.' });
  pairs.sort((a, b) => rank(a.images.name) - rank(b.images.name));
  return imageDataset(
    pairs.map((pair) => partOf(pair, facts.classes)),
    facts,
  );
}

function partnerOf(file: IdxFile, images: readonly IdxFile[], labels: readonly IdxFile[]): IdxFile {
  const alone = images.length === 1 && labels.length === 1 ? labels[0] : undefined;
  const partner = alone ?? labels.find(({ name }) => stem(name) === stem(file.name));
  if (partner) return partner;
  throw new DataError(`there are no labels for the images in ${file.name}`, {
    remedy: `Pick the labels file together with it, such as ${file.name.replace(/images/i, 'labels').replace(/idx[34]/i, 'idx1')}.`,
  });
}

/** What the names of a pair have in common: `train` of train-images-idx3-ubyte.gz. */
const stem = (name: string): string => name.toLowerCase().replace(/[-_. ]?(images|labels).*$/, '');
const rank = (name: string): number => (stem(name).startsWith('train') ? 0 : 1);

function partOf({ images, labels }: { readonly images: IdxFile; readonly labels: IdxFile }, classes?: readonly string[]): ImagePart {
  const [rows, height, width, channels = 1] = images.dims as [number, number, number, number?];
  if (labels.dims[0] !== rows) {
    throw new DataError(`${images.name} has ${rows} images, ${labels.name} ${labels.dims[0]} labels`, {
      remedy: 'Pick the two files that belong together.',
    });
  }
  const size = height * width * channels;
  return {
    name: images.name,
    rows,
    shape: [height, width, channels],
    write(row, target, offset) {
      for (let i = 0, from = row * size; i < size; i++) target[offset + i] = images.data[from + i]! / 255;
    },
    label(row) {
      const label = labels.data[row]!;
      const name = classes ? classes[label] : String(label);
      if (name !== undefined) return name;
      throw new DataError(`${labels.name} holds the label ${label} (byte ${8 + row}); there are ${classes!.length} classes`, {
        remedy: 'Download the file again.',
      });
    },
  };
}
