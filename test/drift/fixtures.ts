/** Small worlds to drift: real digits, and a table with every kind of column. */
import { digits } from '../../datasets/digits/digits.ts';
import { partOf } from '../../src/data/parts-of-range.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Column, Concepts, Samples } from '../../src/data/types.ts';
import { queries } from '../../datasets/queries/queries.ts';
import { sea } from '../../datasets/sea/sea.ts';
import { withDefaults } from '../../src/spec/parameter.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import type { Drift, DriftSetting } from '../../src/drift/setting.ts';
import { applyDrifts, undrifted, type Drifted } from '../../src/drift/apply.ts';
import type { DriftContext, Injection } from '../../src/contracts/drift.ts';
import { randomStream } from '../../src/random/random.ts';

export interface World {
  readonly samples: Samples;
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly groups?: { readonly name: string; readonly names: readonly string[] };
  readonly concepts?: Concepts;
  readonly edges?: readonly number[];
}

/** Eight numeric columns of different scales, one categorical, a few cells missing, three classes, two unequal groups. */
function table(): World {
  const random = randomStream(1, 'fixture');
  const columns: Column[] = Array.from({ length: 8 }, (_, f) => ({ name: `n${f}`, kind: 'numeric' }));
  columns.push({ name: 'colour', kind: 'categorical', categories: ['blue', 'green', 'red'] });
  const cell = (f: number): number => (f === 8 ? random.int(3) : 10 * f + (f + 1) * random.normal());
  const rows = 400;
  const x = Float32Array.from({ length: rows * 9 }, (_, i) => (random.uniform() < 0.02 ? NaN : cell(i % 9)));
  const y = Int32Array.from({ length: rows }, () => random.int(3));
  const group = Int32Array.from({ length: rows }, () => Number(random.uniform() < 0.3));
  return {
    ...halves({ rows, inputShape: [9], x, y, group }, columns, ['a', 'b', 'c']),
    groups: { name: 'site', names: ['north', 'south'] },
  };
}

/** Two numeric columns, and a number that is told, cut into three parts. */
function numbers(): World {
  const rows = normalRows(
    400,
    [
      [0, 1],
      [5, 2],
    ],
    3,
  );
  const edges = [3, 6];
  const target = Float64Array.from({ length: 400 }, (_, row) => rows.x[2 * row]! + rows.x[2 * row + 1]!);
  return {
    ...halves(
      { ...rows, target, y: Int32Array.from(target, (value) => partOf(edges, value)) },
      [numeric('a'), numeric('b')],
      ['low', 'middle', 'high'],
    ),
    edges,
  };
}

function halves(all: Samples, columns: readonly Column[], classes: readonly string[]): World {
  const rows = Int32Array.from(all.y.keys());
  const middle = all.rows / 2;
  return { samples: selectRows(all, rows.subarray(0, middle)), reference: selectRows(all, rows.subarray(middle)), columns, classes };
}

/** Grey images in three colours: each class in one of its own, on black. */
function tinted({ samples, reference, ...facts }: World): World {
  const tints = [
    [1, 0.6, 0.3],
    [0.4, 1, 0.7],
    [0.2, 0.5, 1],
  ] as const;
  const colour = ({ x, inputShape, ...rows }: Samples): Samples => {
    const pixels = x.length / Math.max(1, rows.rows);
    const [height, width] = inputShape as [number, number];
    const inked = Float32Array.from(
      { length: 3 * x.length },
      (_, i) => x[Math.floor(i / 3)]! * tints[rows.y[Math.floor(i / 3 / pixels)]! % 3]![i % 3]!,
    );
    return { ...rows, inputShape: [height, width, 3], x: inked };
  };
  return { ...facts, samples: colour(samples), reference: colour(reference) };
}

export type WorldName = 'image' | 'tabular' | 'text' | 'concepts' | 'colour' | 'numbers';

let made: Promise<Readonly<Record<WorldName, World>>> | undefined;

/** One of every kind of data, a generator with several concepts, and images in colour; made once, and written to by nobody. */
export const worlds = (): Promise<Readonly<Record<WorldName, World>>> => (made ??= makeWorlds());

async function makeWorlds(): Promise<Readonly<Record<WorldName, World>>> {
  const [image, text, generated] = await Promise.all([digits.load(400, 1), queries.load(400, 1), sea.load(400, 1)]);
  const world = ({ samples, columns, classes, concepts, groups }: typeof image): World => ({
    ...halves(samples, columns, classes),
    ...(concepts && { concepts }),
    ...(groups && { groups }),
  });
  return {
    image: world(image),
    tabular: table(),
    text: world(text),
    concepts: world(generated),
    colour: tinted(world(image)),
    numbers: numbers(),
  };
}

/** A world of one numeric column in which the old rows and the batch are the same. */
export const oneColumn = (batch: Samples, classes: readonly string[]): World => ({
  samples: batch,
  reference: batch,
  columns: [{ name: 'v', kind: 'numeric' }],
  classes,
});

export const setting = (world: World, seed: number, batch = 'test', times: DriftSetting['times'] = 'end'): DriftSetting => {
  const { reference, columns, classes, groups, concepts, edges } = world;
  return {
    ...{ root: 1, seed, batch, times, reference, columns, classes },
    ...(groups && { groups }),
    ...(concepts && { concepts }),
    ...(edges && { edges }),
  };
};

/** The world's rows after drifts; what is left out of them acts everywhere and suddenly. */
export const drifted = (
  world: World,
  drifts: readonly (Partial<Drift> & Pick<Drift, 'id' | 'severity'>)[],
  seed = 1,
  batch = 'test',
  times: DriftSetting['times'] = 'end',
): Drifted =>
  applyDrifts(
    drifts.map((drift) => ({ ...globalDrift(drift.id, drift.severity), ...drift })),
    undrifted(world.samples),
    setting(world, seed, batch, times),
  );

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
  world: randomStream(seed, 'world'),
  noise: randomStream(seed, 'noise'),
  reference,
  columns: [],
  classes: ['0', '1'],
});

export const numeric = (name: string): Column => ({ name, kind: 'numeric' });

/** What an injection on columns or labels may look at; parameters at their defaults unless given. */
export function contextFor(
  injection: Injection,
  severity: number,
  { reference, ...facts }: Pick<DriftContext, 'reference'> & Partial<DriftContext>,
  seed = 2,
): DriftContext {
  const width = reference.inputShape.reduce((a, b) => a * b, 1);
  return {
    ...{ severity, world: randomStream(seed, 'world'), noise: randomStream(seed, 'noise'), reference },
    ...{ columns: Array.from({ length: width }, (_, f) => numeric(`n${f}`)), classes: ['0', '1'], ...facts },
    params: withDefaults(injection.parameters, facts.params),
  };
}

/** Rows of independent normal columns, each with the mean and standard deviation given. */
export function normalRows(rows: number, columns: readonly (readonly [mean: number, sd: number])[], seed = 1): Samples {
  const random = randomStream(seed, 'normal rows');
  const x = Float32Array.from(
    { length: rows * columns.length },
    (_, i) => columns[i % columns.length]![0] + columns[i % columns.length]![1] * random.normal(),
  );
  return { rows, inputShape: [columns.length], x, y: new Int32Array(rows) };
}

/** Whether two batches hold the same inputs and labels, NaN for NaN and to the sign of a zero, and the same texts. */
export const sameSamples = (a: Samples, b: Samples): boolean =>
  sameNumbers(a.x, b.x) && sameNumbers(a.y, b.y) && (a.text ?? []).join('|') === (b.text ?? []).join('|');

export const sameNumbers = (a: Float32Array | Int32Array, b: Float32Array | Int32Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/** Whether a share that was counted in `of` draws lies within five standard errors of its probability. */
export const isNear = (share: number, probability: number, of: number): boolean =>
  Math.abs(share - probability) <= 5 * Math.sqrt((probability * (1 - probability)) / of) + 1e-12;

/** `perClass` rows of each of `classes` classes; the input of row i is i. */
export const balanced = (classes: number, perClass: number): Samples => {
  const rows = [...Array(classes * perClass).keys()];
  return samplesOf(
    [1],
    rows,
    rows.map((row) => row % classes),
  );
};
