/** A data set at a glance: a few images, a cloud of points, or a few lines of text. */
import type { Thumbnail } from '../src/contracts/services.ts';
import type { Column, Dataset, Samples } from '../src/data/types.ts';
import { randomStream } from '../src/random/random.ts';
import { fStatistic } from './separation.ts';

const TILES = 8;
const POINTS = 150;
const LINES = 3;
/** How far a category's points are scattered about its number, to either side. */
const JITTER = 0.35;

/**
 * Pure: the same rows give the same picture. Images: up to 8, one of each class in turn. Tables: up to 150 points, evenly
 * taken from the rows, in the two columns that tell the classes apart best; categorical ones, with their points scattered,
 * only where there are no two numeric ones. Texts: up to three, of different classes where there are as many.
 */
export function thumbnail({ samples, columns, classes }: Dataset): Thumbnail {
  if (samples.inputShape.length === 3) {
    const size = samples.inputShape.reduce((a, b) => a * b, 1);
    const tiles = inTurn(samples.y, classes.length, TILES).map((row) => ({
      pixels: samples.x.slice(row * size, (row + 1) * size),
      label: samples.y[row]!,
    }));
    return { kind: 'images', shape: samples.inputShape, tiles };
  }
  if (columns.length > 0) return points(samples, columns, classes.length);
  const { text = [], y } = samples;
  return { kind: 'text', lines: inTurn(y, classes.length, LINES).map((row) => ({ text: text[row] ?? '', label: y[row]! })) };
}

/** Up to `count` rows: the first of each class, then the second of each, and so on. */
function inTurn(y: Int32Array, classes: number, count: number): number[] {
  const rows = Array.from({ length: classes }, (): number[] => []);
  y.forEach((label, row) => rows[label]!.push(row));
  const rounds = Math.max(0, ...rows.map(({ length }) => length));
  const chosen: number[] = [];
  for (let round = 0; round < rounds && chosen.length < count; round++) {
    chosen.push(...rows.flatMap((own) => own.slice(round, round + 1)));
  }
  return chosen.slice(0, count);
}

function points(samples: Samples, columns: readonly Column[], classes: number): Thumbnail {
  const { rows, x, y } = samples;
  const cells = (f: number): Float32Array => Float32Array.from({ length: rows }, (_, row) => x[row * columns.length + f]!);
  const ranked = columns
    .map(({ name, kind }, f) => ({ name, kind, f, separation: fStatistic(cells(f), y, classes) }))
    .sort((a, b) => Number(a.kind === 'categorical') - Number(b.kind === 'categorical') || b.separation - a.separation);
  const across = ranked[0]!;
  // A table of one column is drawn as a diagonal.
  const up = ranked[1] ?? across;
  const taken = Math.min(rows, POINTS);
  const shown = Array.from({ length: taken }, (_, i) => Math.floor((i * rows) / taken)).filter((row) =>
    [across, up].every(({ f }) => !Number.isNaN(x[row * columns.length + f])),
  );
  const axis = ({ f, kind }: { readonly f: number; readonly kind: Column['kind'] }): Float32Array => {
    const values = cells(f);
    const random = randomStream(0, 'thumbnail', f);
    return scaled(shown.map((row) => values[row]! + (kind === 'categorical' ? random.between(-JITTER, JITTER) : 0)));
  };
  const label = Int32Array.from(shown, (row) => y[row]!);
  return { kind: 'points', columns: [across.name, up.name], x: axis(across), y: axis(up), label };
}

/** Stretched to [0, 1]; equal values all lie in the middle. */
function scaled(values: readonly number[]): Float32Array {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return Float32Array.from(values, (value) => (high > low ? (value - low) / (high - low) : 0.5));
}
