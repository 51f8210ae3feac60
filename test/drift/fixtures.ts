/** Small worlds to drift: real digits, and a table with every kind of column. */
import { digits } from '../../datasets/digits/digits.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Column, Concepts, Samples } from '../../src/data/types.ts';
import { queries } from '../../datasets/queries/queries.ts';
import { sea } from '../../datasets/sea/sea.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { applyDrifts, undrifted, type Drift, type Drifted, type DriftSetting } from '../../src/drift/apply.ts';
import type { DriftContext } from '../../src/drift/types.ts';
import { stream } from '../../src/random/random.ts';

export interface World {
  readonly samples: Samples;
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  readonly concepts?: Concepts;
}

/** Eight numeric columns of different scales, one categorical, a few cells missing, three classes, two unequal groups. */
function table(): World {
  const random = stream(1, 'fixture');
  const columns: Column[] = Array.from({ length: 8 }, (_, f) => ({ name: `n${f}`, kind: 'numeric' }));
  columns.push({ name: 'colour', kind: 'categorical', categories: ['blue', 'green', 'red'] });
  const cell = (f: number): number => (f === 8 ? random.int(3) : 10 * f + (f + 1) * random.normal());
  const rows = 400;
  const x = Float32Array.from({ length: rows * 9 }, (_, i) => (random.uniform() < 0.02 ? NaN : cell(i % 9)));
  const y = Int32Array.from({ length: rows }, () => random.int(3));
  const group = Int32Array.from({ length: rows }, () => Number(random.uniform() < 0.3));
  return { ...halves({ rows, inputShape: [9], x, y, group }, columns, ['a', 'b', 'c']), groups: { name: 'site', names: ['north', 'south'] } };
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

/** One of every kind of data, and a generator with several concepts. */
export async function worlds(): Promise<Readonly<Record<'image' | 'tabular' | 'text' | 'concepts', World>>> {
  const [image, text, generated] = await Promise.all([digits.load(400, 1), queries.load(400, 1), sea.load(400, 1)]);
  const world = ({ samples, columns, classes, concepts, groups }: typeof image): World => ({
    ...halves(samples, columns, classes),
    ...(concepts && { concepts }),
    ...(groups && { groups }),
  });
  return { image: world(image), tabular: table(), text: world(text), concepts: world(generated) };
}

/** A world of one numeric column in which the old rows and the batch are the same. */
export const oneColumn = (batch: Samples, classes: readonly string[]): World => ({
  samples: batch,
  reference: batch,
  columns: [{ name: 'v', kind: 'numeric' }],
  classes,
});

export const setting = (world: World, seed: number, batch = 'test', times: DriftSetting['times'] = 'end'): DriftSetting => {
  const { reference, columns, classes, groups, concepts } = world;
  return { root: 1, seed, batch, times, reference, columns, classes, ...(groups && { groups }), ...(concepts && { concepts }) };
};

/** The world's rows after drifts; what is left out of them acts everywhere and suddenly. */
export const drifted = (world: World, drifts: readonly (Partial<Drift> & Pick<Drift, 'id' | 'severity'>)[], seed = 1, batch = 'test', times: DriftSetting['times'] = 'end'): Drifted =>
  applyDrifts(drifts.map((drift) => ({ ...globalDrift(drift.id, drift.severity), ...drift })), undrifted(world.samples), setting(world, seed, batch, times));

/** Samples of `[1]`-shaped tables or `[height, width, 1]` images from plain numbers, all of class 0. */
export function samplesOf(inputShape: readonly number[], x: readonly number[], y?: readonly number[]): Samples {
  const rows = x.length / inputShape.reduce((a, b) => a * b, 1);
  return { rows, inputShape, x: Float32Array.from(x), y: Int32Array.from(y ?? new Array<number>(rows).fill(0)) };
}

export const SEVERITIES = [1, 2, 3, 4, 5];
/** What an injection on images may look at. */
export const imageContext = (reference: Samples, severity: number, seed = 1): DriftContext => ({
  severity,
  params: {},
  world: stream(seed, 'world'),
  noise: stream(seed, 'noise'),
  reference,
  columns: [],
  classes: ['0', '1'],
});
