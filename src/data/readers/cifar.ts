/**
 * CIFAR-10 in its binary version (A. Krizhevsky, cs.toronto.edu/~kriz/cifar.html): a TAR archive of batches; a record is
 * one byte of label and 32 × 32 red, then green, then blue bytes.
 */
import { DataError } from '../errors.ts';
import type { Dataset } from '../types.ts';
import type { ByteChunks } from './byte-chunks.ts';
import { imageDataset, type ImagePart } from './image-set.ts';
import { baseName } from './path.ts';
import { tarFiles } from './tar.ts';

const SIDE = 32;
const PIXELS = SIDE * SIDE;
const RECORD = 1 + 3 * PIXELS;
const BATCH = /^(data_batch_\d+|test_batch)\.bin$/;
const NAMES = 'batches.meta.txt';

/** @throws DataError when the archive holds no such batches or a batch is damaged. */
export async function readCifar(tar: ByteChunks, title: string): Promise<Dataset> {
  const batches: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  let classes: readonly string[] | undefined;
  for await (const { name, bytes } of tarFiles(tar, (path) => BATCH.test(baseName(path)) || baseName(path) === NAMES)) {
    if (baseName(name) === NAMES)
      classes = new TextDecoder()
        .decode(bytes)
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
    else batches.push({ name: baseName(name), bytes });
  }
  if (batches.length === 0) {
    throw new DataError('the archive holds no CIFAR-10 batches (data_batch_1.bin, …)', {
      remedy: 'Choose the “binary version”, cifar-10-binary.tar.gz; other archives are read as ZIP files of images.',
    });
  }
  // The archive has them in no order; the training batches come first.
  batches.sort((a, b) => (a.name < b.name ? -1 : 1));
  return imageDataset(
    batches.map(({ name, bytes }) => partOf(name, bytes, classes)),
    { title, ...(classes && { classes }) },
  );
}

function partOf(name: string, bytes: Uint8Array, classes?: readonly string[]): ImagePart {
  if (bytes.length % RECORD !== 0) {
    throw new DataError(`${name} has ${bytes.length} bytes, no multiple of ${RECORD}`, { remedy: 'Download the archive again.' });
  }
  return {
    name,
    rows: bytes.length / RECORD,
    shape: [SIDE, SIDE, 3],
    write(row, target, offset) {
      const first = row * RECORD + 1;
      for (let p = 0; p < PIXELS; p++) {
        for (let c = 0; c < 3; c++) target[offset + 3 * p + c] = bytes[first + c * PIXELS + p]! / 255;
      }
    },
    label(row) {
      const label = bytes[row * RECORD]!;
      const known = classes ? classes[label] : String(label);
      if (known !== undefined) return known;
      throw new DataError(`${name} holds the label ${label} (byte ${row * RECORD}); there are ${classes!.length} classes`, {
        remedy: 'Download the archive again.',
      });
    },
  };
}
