/** NumPy arrays of inputs and labels, from an NPZ archive or from NPY files picked together, as a data set. */
import { DataError } from '../errors.ts';
import { parts, type Dataset } from '../types.ts';
import { Findings } from './findings.ts';
import { imageDataset, type ImagePart } from './image-set.ts';
import { labelOf, npyTable } from './npy-table.ts';
import type { NpyArray } from './npy.ts';
import { halvesNote } from './typed.ts';
import type { ReadingOptions } from '../../spec/reading-options.ts';

/** Names of inputs, those of their labels, and which part of a split both are (an index into `parts`). */
const PAIRS: readonly (readonly [inputs: readonly string[], labels: readonly string[], part?: number])[] = [
  [
    ['x', 'data', 'images', 'features', 'inputs', 'embeddings', 'embedding', 'emb'],
    ['y', 'labels', 'target', 'label', 'targets', 'classes'],
  ],
  [['x_train', 'train_images', 'train_x', 'train_data', 'xtrain'], ['y_train', 'train_labels', 'train_y', 'ytrain'], 0],
  [
    ['x_val', 'x_valid', 'x_validation', 'val_images', 'val_x', 'x_dev', 'xval'],
    ['y_val', 'y_valid', 'y_validation', 'val_labels', 'val_y', 'y_dev', 'yval'],
    1,
  ],
  [['x_test', 'test_images', 'test_x', 'test_data', 'xtest'], ['y_test', 'test_labels', 'test_y', 'ytest'], 2],
];

interface Pair {
  readonly x: NpyArray;
  readonly y: NpyArray;
  /** What the rows are for, an index into `parts`. */
  readonly part?: number | undefined;
}

/** Names without folder, ending and case. */
const keyOf = ({ name }: NpyArray): string =>
  name
    .replace(/^.*\//, '')
    .replace(/\.npy$/i, '')
    .toLowerCase();

/**
 * Inputs `x` `[rows, features]`, `[rows, height, width]` or `[rows, height, width, channels]` and labels `y` `[rows]`.
 * The names `x`, `data` or `images` go with `y`, `labels` or `target`; `x_train` with `y_train` and `x_test` with
 * `y_test` are joined, and every row keeps its part. Images may have their channels first. Bytes, and floats from 0 to 255, are divided by 255 where they are images.
 * @throws DataError when arrays are missing or do not fit together.
 */
export function npyDataset(arrays: readonly NpyArray[], title: string, reading: ReadingOptions = {}): Dataset {
  const findings = new Findings();
  const pairs = pairsOf(arrays);
  for (const { x, y } of pairs) checkPair(x, y);
  const rank = pairs[0]!.x.shape.length;
  const odd = pairs.find(({ x }) => x.shape.length !== rank || String(x.shape.slice(1)) !== String(pairs[0]!.x.shape.slice(1)));
  if (odd) {
    throw new DataError(`${odd.x.name} has the shape ${shapeOf(odd.x)}, ${pairs[0]!.x.name} ${shapeOf(pairs[0]!.x)}`, {
      remedy: 'Save arrays whose rows have one shape.',
    });
  }
  const part = new Set(pairs.map((pair) => pair.part)).size > 1 ? partOfRow(pairs) : undefined;
  if (part) {
    const listed = pairs.map(({ x, part: p }) => `${x.shape[0]} rows of ${parts[p ?? 0]} (${keyOf(x)})`).join(', ');
    findings.guess({ what: 'split', value: 'from the file', reason: listed }, `The file's own split is kept: ${listed}.`);
  }
  if (rank === 2) return tellReplaced(npyTable(pairs, { title, reading, findings, ...(part && { part }) }), pairs);
  if (channelsFirst(pairs[0]!.x.shape)) {
    const [, channels, height, width] = pairs[0]!.x.shape;
    findings.guess(
      { what: 'axes', value: 'channels first', reason: `the shape is ${shapeOf(pairs[0]!.x)}` },
      `The images have their channels first (${channels} × ${height} × ${width}).`,
    );
  }
  return tellReplaced(imageDataset(pairs.map(imagePart), { title, findings, ...(part && { part }) }), pairs);
}

/** What labels were read differently from how they are written is known only once they are read. */
function tellReplaced(dataset: Dataset, pairs: readonly Pair[]): Dataset {
  const notes = pairs.flatMap(({ y }) => (y.replaced?.() ? [halvesNote(y.name)] : []));
  return notes.length ? { ...dataset, notes: [...dataset.notes, ...notes] } : dataset;
}

/** `[rows, channels, height, width]`, as PyTorch has it. */
const channelsFirst = ([, a, b, c]: readonly number[]): boolean => c !== undefined && (a === 1 || a === 3) && c !== 1 && c !== 3 && b! > 3;

function partOfRow(pairs: readonly Pair[]): (row: number) => number {
  const ends = pairs.map((_, p) => pairs.slice(0, p + 1).reduce((sum, { x }) => sum + x.shape[0]!, 0));
  return (row) => pairs[ends.findIndex((end) => row < end)]!.part ?? 0;
}

const shapeOf = ({ shape }: NpyArray): string => `[${shape.join(', ')}]`;

function pairsOf(arrays: readonly NpyArray[]): Pair[] {
  const named = new Map(arrays.map((array) => [keyOf(array), array]));
  const first = (names: readonly string[]) => names.map((name) => named.get(name)).find((array) => array !== undefined);
  const pairs = PAIRS.flatMap(([inputs, labels, part]): Pair[] => {
    const [x, y] = [first(inputs), first(labels)];
    return x && y ? [{ x, y, part }] : [];
  });
  if (pairs.length > 0) return pairs;
  const found = arrays.length
    ? `; it has ${arrays
        .map(({ name }) => name)
        .slice(0, 10)
        .join(', ')}`
    : '';
  throw new DataError(`there are no arrays of inputs and labels to use together${found}`, {
    remedy: 'Save both with np.savez("data.npz", x=inputs, y=labels).',
  });
}

function checkPair(x: NpyArray, y: NpyArray): void {
  const [rows, ...rest] = x.shape;
  if (rest.length < 1 || rest.length > 3 || rest.includes(0)) {
    throw new DataError(`${x.name} has the shape ${shapeOf(x)}`, {
      remedy: 'Give [rows, features], [rows, height, width] or [rows, height, width, channels].',
    });
  }
  const flat = y.shape.length === 1 || (y.shape.length === 2 && y.shape[1] === 1);
  if (!flat) {
    throw new DataError(`the labels ${y.name} have the shape ${shapeOf(y)}`, {
      remedy: 'Give one class a row; one-hot rows become that with np.argmax(y, axis=1).',
    });
  }
  if (y.shape[0] !== rows) {
    throw new DataError(`${x.name} has ${rows} rows, ${y.name} ${y.shape[0]}`, { remedy: 'Save inputs and labels of the same rows.' });
  }
}

function imagePart({ x, y }: Pair): ImagePart {
  const first = channelsFirst(x.shape);
  const [rows, a, b, c = 1] = x.shape as [number, number, number, number?];
  const [height, width, channels] = first ? [b, c, a] : [a, b, c];
  const size = height * width * channels;
  const scale = x.type === 'u1' ? 255 : scaleOf(x);
  const place = (i: number) => (first ? (i % channels) * height * width + Math.floor(i / channels) : i);
  return {
    name: x.name,
    rows,
    shape: [height, width, channels],
    write(row, target, offset) {
      for (let i = 0, from = row * size; i < size; i++) target[offset + i] = x.at(from + place(i)) / scale;
    },
    label: (row) => labelOf(y, row),
  };
}

/** 1 for pixels in [0, 1], 255 for others up to 255. */
function scaleOf(x: NpyArray): number {
  const count = x.shape.reduce((a, b) => a * b, 1);
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const value = x.at(i);
    if (value >= 0 && value <= 255) {
      if (value > largest) largest = value;
      continue;
    }
    const rest = count / x.shape[0]!;
    throw new DataError(`a pixel of ${x.name} is ${value} (row ${Math.floor(i / rest)})`, {
      remedy: 'Save pixels from 0 to 1, or from 0 to 255.',
    });
  }
  return largest > 1 ? 255 : 1;
}
