/** Small worlds to drift: real digits, and a table with every kind of column. */
import { digits } from '../../datasets/digits/digits.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Column, Samples } from '../../src/data/types.ts';
import type { DriftSetting } from '../../src/drift/apply.ts';
import type { DriftContext, Severity } from '../../src/drift/types.ts';
import { stream } from '../../src/random/random.ts';

export interface World {
  readonly samples: Samples;
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
}

/** Eight numeric columns of different scales, one categorical, a few cells missing, three classes. */
function table(): World {
  const random = stream(1, 'fixture');
  const columns: Column[] = Array.from({ length: 8 }, (_, f) => ({ name: `n${f}`, kind: 'numeric' }));
  columns.push({ name: 'colour', kind: 'categorical', categories: ['blue', 'green', 'red'] });
  const cell = (f: number): number => (f === 8 ? random.int(3) : 10 * f + (f + 1) * random.normal());
  const rows = 400;
  const x = Float32Array.from({ length: rows * 9 }, (_, i) => (random.uniform() < 0.02 ? NaN : cell(i % 9)));
  const y = Int32Array.from({ length: rows }, () => random.int(3));
  return halves({ rows, inputShape: [9], x, y }, columns, ['a', 'b', 'c']);
}

function halves(all: Samples, columns: readonly Column[], classes: readonly string[]): World {
  const rows = Int32Array.from(all.y.keys());
  const middle = all.rows / 2;
  return {
    samples: selectRows(all, rows.subarray(0, middle)),
    reference: selectRows(all, rows.subarray(middle)),
    columns,
    classes,
  };
}

export async function worlds(): Promise<{ readonly image: World; readonly tabular: World }> {
  const { samples, columns, classes } = await digits.load(400, 1);
  return { image: halves(samples, columns, classes), tabular: table() };
}

/** A world of one numeric column in which the old rows and the batch are the same. */
export const oneColumn = (batch: Samples, classes: readonly string[]): World => ({
  samples: batch,
  reference: batch,
  columns: [{ name: 'v', kind: 'numeric' }],
  classes,
});

export const setting = (world: World, seed: number, batch = 'test'): DriftSetting => {
  const { reference, columns, classes } = world;
  return { root: 1, seed, batch, reference, columns, classes };
};

/** Samples of `[1]`-shaped tables or `[height, width, 1]` images from plain numbers, all of class 0. */
export function samplesOf(inputShape: readonly number[], x: readonly number[], y?: readonly number[]): Samples {
  const rows = x.length / inputShape.reduce((a, b) => a * b, 1);
  return { rows, inputShape, x: Float32Array.from(x), y: Int32Array.from(y ?? new Array<number>(rows).fill(0)) };
}

export const SEVERITIES: readonly Severity[] = [1, 2, 3, 4, 5];
/** What an injection on images may look at. */
export const imageContext = (reference: Samples, severity: Severity, seed = 1): DriftContext => ({
  severity,
  world: stream(seed, 'world'),
  noise: stream(seed, 'noise'),
  reference,
  columns: [],
  classes: ['0', '1'],
});
