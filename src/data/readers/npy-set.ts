/** NumPy arrays of inputs and labels, from an NPZ archive or from NPY files picked together, as a data set. */
import { DataError } from '../errors.ts';
import { hashArrays } from '../hash.ts';
import type { Column, DataCard, Dataset } from '../types.ts';
import { drawnNote, drawRows } from './draw.ts';
import { imageDataset, type ImagePart } from './image-set.ts';
import { Labels } from './labels.ts';
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './limits.ts';
import type { NpyArray } from './npy.ts';
import { codeUnits } from './typed.ts';

const INPUTS = ['x', 'data', 'images', 'x_train', 'train_images', 'x_test', 'test_images'];
const LABELS = ['y', 'labels', 'target', 'y_train', 'train_labels', 'y_test', 'test_labels'];
/** How each name in INPUTS may go on in LABELS. */
const PARTNERS = [
  [0, 1, 2],
  [0, 1, 2],
  [0, 1, 2],
  [3, 4],
  [3, 4],
  [5, 6],
  [5, 6],
];

const CARD: DataCard = {
  summary: 'NumPy arrays of your own, read on this device.',
  origin: 'yours',
  source: 'a file you chose; it never leaves this browser',
  licence: 'yours to know',
};

interface Pair {
  readonly x: NpyArray;
  readonly y: NpyArray;
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
 * `y_test` are joined. Bytes, and floats from 0 to 255, are divided by 255 where they are images.
 * @throws DataError when arrays are missing or do not fit together.
 */
export function npyDataset(arrays: readonly NpyArray[], title: string): Dataset {
  const pairs = pairsOf(arrays);
  for (const { x, y } of pairs) checkPair(x, y);
  const rank = pairs[0]!.x.shape.length;
  const odd = pairs.find(({ x }) => x.shape.length !== rank || String(x.shape.slice(1)) !== String(pairs[0]!.x.shape.slice(1)));
  if (odd) {
    throw new DataError(`${odd.x.name} has the shape ${shapeOf(odd.x)}, ${pairs[0]!.x.name} ${shapeOf(pairs[0]!.x)}`, {
      remedy: 'Save arrays whose rows have one shape.',
    });
  }
  return rank === 2 ? table(pairs, title) : imageDataset(pairs.map(imagePart), { title });
}

const shapeOf = ({ shape }: NpyArray): string => `[${shape.join(', ')}]`;

function pairsOf(arrays: readonly NpyArray[]): Pair[] {
  const named = new Map(arrays.map((array) => [keyOf(array), array]));
  const pairs = INPUTS.flatMap((input, i): Pair[] => {
    const x = named.get(input);
    const y = PARTNERS[i]!.map((p) => named.get(LABELS[p]!)).find((array) => array !== undefined);
    return x && y ? [{ x, y }] : [];
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

function labelOf(y: NpyArray, row: number): string {
  const label = y.at(row);
  if (Number.isSafeInteger(label)) return String(label);
  throw new DataError(`the labels ${y.name} hold ${label} in row ${row}: it is no whole number`, {
    remedy: 'Save the classes as integers.',
  });
}

function imagePart({ x, y }: Pair): ImagePart {
  const [rows, height, width, channels = 1] = x.shape as [number, number, number, number?];
  const size = height * width * channels;
  const scale = x.type === 'u1' ? 255 : scaleOf(x);
  return {
    name: x.name,
    rows,
    shape: [height, width, channels],
    write(row, target, offset) {
      for (let i = 0, from = row * size; i < size; i++) target[offset + i] = x.at(from + i) / scale;
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

function table(pairs: readonly Pair[], title: string): Dataset {
  const features = pairs[0]!.x.shape[1]!;
  if (features >= MAX_COLUMNS) {
    throw new DataError(`${pairs[0]!.x.name} has ${features} columns; at most ${MAX_COLUMNS - 1} can be used`, {
      remedy: 'Leave out columns that say little about the label.',
    });
  }
  const rowsBefore = pairs.map((_, p) => pairs.slice(0, p).reduce((sum, { x }) => sum + x.shape[0]!, 0));
  const total = pairs.reduce((sum, { x }) => sum + x.shape[0]!, 0);
  const drawn = drawRows(total, Math.min(MAX_ROWS, Math.floor(MAX_CELLS / features)));
  const all = new Float32Array(drawn.length * features);
  const labels = new Labels('y');
  drawn.forEach((row, slot) => {
    const p = rowsBefore.findLastIndex((before) => before <= row);
    const { x, y } = pairs[p]!;
    const local = row - rowsBefore[p]!;
    labels.push(labelOf(y, local), slot);
    for (let f = 0; f < features; f++) all[slot * features + f] = finiteCell(x, local, f);
  });
  const { classes, slots, y, notes } = labels.finish(Int32Array.from({ length: drawn.length }, (_, i) => i));
  const x = new Float32Array(slots.length * features);
  slots.forEach((slot, i) => x.set(all.subarray(slot * features, (slot + 1) * features), i * features));
  const columns = Array.from({ length: features }, (_, f): Column => ({ name: `x${f}`, kind: 'numeric' }));
  const constant = columns.filter((_, f) => slots.every((_slot, i) => Object.is(x[i * features + f], x[f])));
  return {
    id: 'own',
    title,
    card: CARD,
    samples: { rows: slots.length, inputShape: [features], x, y },
    columns,
    classes,
    sha256: hashArrays(x, y, codeUnits(JSON.stringify([columns, classes]))),
    notes: [...drawnNote(drawn.length, total), ...constantNotes(constant), ...notes],
  };
}

function constantNotes(columns: readonly Column[]): string[] {
  if (columns.length > 3)
    return [`${columns.length} columns have the same value in every row, such as “${columns[0]!.name}”: they say nothing about the label.`];
  return columns.map(({ name }) => `Column “${name}” has the same value in every row: it says nothing about the label.`);
}

/** A number that fits 32 bits, or NaN for a missing one. */
function finiteCell(x: NpyArray, row: number, column: number): number {
  const value = Math.fround(x.at(row * x.shape[1]! + column));
  if (Math.abs(value) !== Infinity) return value;
  throw new DataError(`${x.name} holds ${x.at(row * x.shape[1]! + column)} in row ${row}, column ${column}: it is not finite in 32 bits`, {
    remedy: 'Replace it, or set it to NaN to mark it as missing.',
  });
}
