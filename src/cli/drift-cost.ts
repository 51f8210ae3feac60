/** What the drifts and the table reader cost on this machine, one core, in Node: the code is the page's. */
import { builtIns } from '../../datasets/registry.ts';
import { hashArrays } from '../data/hash.ts';
import { readCsv } from '../data/readers/csv.ts';
import { asAsked } from '../data/parts-of-range.ts';
import type { Dataset, InputKind, Samples } from '../data/types.ts';
import type { Injection } from '../contracts/drift.ts';
import type { DriftSetting } from '../drift/setting.ts';
import { applyDrifts, undrifted, whyNot } from '../drift/apply.ts';
import { injections } from '../drift/registry.ts';
import { randomStream } from '../random/random.ts';
import { globalDrift } from '../spec/schema.ts';

/** Rows that are drifted at once, of each kind of data; images are 16×16, tables have 24 columns. */
const ROWS: Readonly<Record<InputKind, number>> = { image: 10_000, tabular: 100_000, text: 1_000 };
/** Severity of every drift that is timed. */
const SEVERITY = 3;
/** Rows of the numbers that are told, at most. */
const NUMBERS = 20_000;
const REPEATS = 3;
const CSV_ROWS = 120_000;

export interface DriftCost {
  readonly id: string;
  readonly data: InputKind;
  readonly rows: number;
  /** Best of three, ledger included. */
  readonly ms: number;
  /** All three gave the same bytes. */
  readonly repeats: boolean;
}

export interface DataCosts {
  readonly drifts: readonly DriftCost[];
  /** A numeric table of 24 columns, best of three. */
  readonly csv: { readonly bytes: number; readonly ms: number };
}

/** Times every drift on the first kind of data it acts on, then the reader; `tell` says what is being measured. */
export async function dataCosts(tell: (what: string) => void): Promise<DataCosts> {
  const worlds = await costWorlds(ROWS);
  const drifts = injections.map((injection): DriftCost => {
    tell(injection.title);
    const { data, samples, setting } = worldFor(injection, worlds);
    const runs = Array.from({ length: REPEATS }, () => {
      const start = performance.now();
      const drifted = applyDrifts([globalDrift(injection.id, SEVERITY)], undrifted(samples), setting);
      return { ms: performance.now() - start, hash: hashArrays(drifted.samples.x, drifted.samples.y) };
    });
    return {
      id: injection.id,
      data,
      rows: samples.rows,
      ms: Math.min(...runs.map(({ ms }) => ms)),
      repeats: new Set(runs.map(({ hash }) => hash)).size === 1,
    };
  });
  tell('reading a table');
  return { drifts, csv: await csvCost() };
}

/** Something for every drift to act on. */
export const costWorlds = async (rows: typeof ROWS): Promise<readonly World[]> => [
  await world('image', 'glyphs', rows.image),
  await table(rows.tabular),
  await world('text', 'queries', rows.text),
  await world('tabular', 'sea', rows.tabular),
  await colourImages(rows.image),
  await world('tabular', 'friedman', Math.min(rows.tabular, NUMBERS), 'regression'),
];

/** The first that it can act on. @throws RangeError where there is none */
export function worldFor(injection: Injection, worlds: readonly World[]): World {
  const found = worlds.find(({ samples, setting }) => !whyNot(injection, { ...setting, inputShape: samples.inputShape }));
  if (!found) throw new RangeError(`${injection.id}: there is no data here that it can act on`);
  return found;
}

interface World {
  readonly data: InputKind;
  readonly samples: Samples;
  readonly setting: DriftSetting;
}

const settingOf = ({ samples, columns, classes, groups, concepts, target }: Dataset): DriftSetting => ({
  ...{ root: 1, seed: 0, batch: 'test', times: 'end', reference: samples, columns, classes },
  ...(groups && { groups }),
  ...(concepts && { concepts }),
  ...(samples.target && target?.edges && { edges: target.edges }),
});

async function world(kind: InputKind, id: string, rows: number, task?: 'regression'): Promise<World> {
  const data = asAsked({ task }, await builtIns.find((set) => set.id === id)!.load(rows, 1));
  return { data: kind, samples: data.samples, setting: settingOf(data) };
}

/** The drawn digits in reddish light: what acts on colours alone needs three channels. */
async function colourImages(rows: number): Promise<World> {
  const { samples, setting } = await world('image', 'glyphs', rows);
  const x = new Float32Array(3 * samples.x.length);
  samples.x.forEach((value, i) => x.set([value, 0.8 * value, 0.6 * value], 3 * i));
  const colour = { ...samples, inputShape: [...samples.inputShape.slice(0, 2), 3], x };
  return { data: 'image', samples: colour, setting: { ...setting, reference: colour } };
}

/** The pumps' telemetry five times over, with one channel as a category, so that every drift of tables has something to act on. */
async function table(rows: number): Promise<World> {
  const copies = 5;
  const data = await builtIns.find(({ id }) => id === 'sensors')!.load(rows / copies, 1);
  const { samples } = data;
  const width = data.columns.length;
  const x = new Float32Array(copies * samples.x.length);
  const [y, group] = [new Int32Array(rows), new Int32Array(rows)];
  for (let copy = 0; copy < copies; copy++) {
    x.set(samples.x, copy * samples.x.length);
    y.set(samples.y, copy * samples.rows);
    group.set(samples.group!, copy * samples.rows);
  }
  for (let row = 0; row < rows; row++) x[row * width + width - 1] = row % 5;
  const columns = data.columns.map((column, f) =>
    f === width - 1 ? { name: 'shift', kind: 'categorical' as const, categories: ['a', 'b', 'c', 'd', 'e'] } : column,
  );
  const made = { ...data, columns, samples: { rows, inputShape: [width], x, y, group } };
  return { data: 'tabular', samples: made.samples, setting: settingOf(made) };
}

async function csvCost(): Promise<DataCosts['csv']> {
  const random = randomStream(1, 'csv');
  const header = [...Array.from({ length: 23 }, (_, i) => `x${i}`), 'label'].join(',');
  const lines = Array.from({ length: CSV_ROWS }, (_, row) =>
    [...Array.from({ length: 23 }, () => random.normal().toFixed(4)), row % 3].join(','),
  );
  const blob = new Blob([[header, ...lines].join('\n')]);
  let ms = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    await readCsv(blob);
    ms = Math.min(ms, performance.now() - start);
  }
  return { bytes: blob.size, ms };
}
