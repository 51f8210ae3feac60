/** What the drifts and the table reader cost on this machine, one core, in Node: the code is the page's. */
import { builtIns } from '../../datasets/registry.ts';
import { hashArrays } from '../data/hash.ts';
import { readCsv } from '../data/readers/csv.ts';
import type { Dataset, InputKind, Samples } from '../data/types.ts';
import type { DriftSetting } from '../drift/setting.ts';
import { applyDrifts, undrifted, whyNot } from '../drift/apply.ts';
import { injections } from '../drift/registry.ts';
import { randomStream } from '../random/random.ts';
import { globalDrift } from '../spec/schema.ts';

/** Rows that are drifted at once, of each kind of data; images are 16×16, tables have 24 columns. */
const ROWS: Readonly<Record<InputKind, number>> = { image: 10_000, tabular: 100_000, text: 1_000 };
/** Severity of every drift that is timed. */
const SEVERITY = 3;
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
  const worlds = {
    image: await world('glyphs', ROWS.image),
    tabular: await table(),
    text: await world('queries', ROWS.text),
    concepts: await world('sea', ROWS.tabular),
    colour: await colourImages(),
  };
  const drifts = injections.map((injection): DriftCost => {
    tell(injection.title);
    const name = (['image', 'tabular', 'text', 'concepts', 'colour'] as const).find(
      (each) => !whyNot(injection, { ...worlds[each].setting, inputShape: worlds[each].samples.inputShape }),
    )!;
    const { samples, setting } = worlds[name];
    const runs = Array.from({ length: REPEATS }, () => {
      const start = performance.now();
      const drifted = applyDrifts([globalDrift(injection.id, SEVERITY)], undrifted(samples), setting);
      return { ms: performance.now() - start, hash: hashArrays(drifted.samples.x, drifted.samples.y) };
    });
    const data = name === 'concepts' ? 'tabular' : name === 'colour' ? 'image' : name;
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

interface World {
  readonly samples: Samples;
  readonly setting: DriftSetting;
}

const settingOf = ({ samples, columns, classes, groups, concepts }: Dataset): DriftSetting => ({
  ...{ root: 1, seed: 0, batch: 'test', times: 'end', reference: samples, columns, classes },
  ...(groups && { groups }),
  ...(concepts && { concepts }),
});

async function world(id: string, rows: number): Promise<World> {
  const data = await builtIns.find((set) => set.id === id)!.load(rows, 1);
  return { samples: data.samples, setting: settingOf(data) };
}

/** The drawn digits in reddish light: what acts on colours alone needs three channels. */
async function colourImages(): Promise<World> {
  const { samples, setting } = await world('glyphs', ROWS.image);
  const x = new Float32Array(3 * samples.x.length);
  samples.x.forEach((value, i) => x.set([value, 0.8 * value, 0.6 * value], 3 * i));
  const colour = { ...samples, inputShape: [...samples.inputShape.slice(0, 2), 3], x };
  return { samples: colour, setting: { ...setting, reference: colour } };
}

/** The pumps' telemetry five times over, with one channel as a category, so that every drift of tables has something to act on. */
async function table(): Promise<World> {
  const data = await builtIns.find(({ id }) => id === 'sensors')!.load(20_000, 1);
  const copies = ROWS.tabular / 20_000;
  const { samples } = data;
  const width = data.columns.length;
  const x = new Float32Array(copies * samples.x.length);
  const [y, group] = [new Int32Array(ROWS.tabular), new Int32Array(ROWS.tabular)];
  for (let copy = 0; copy < copies; copy++) {
    x.set(samples.x, copy * samples.x.length);
    y.set(samples.y, copy * samples.rows);
    group.set(samples.group!, copy * samples.rows);
  }
  for (let row = 0; row < ROWS.tabular; row++) x[row * width + width - 1] = row % 5;
  const columns = data.columns.map((column, f) =>
    f === width - 1 ? { name: 'shift', kind: 'categorical' as const, categories: ['a', 'b', 'c', 'd', 'e'] } : column,
  );
  const made = { ...data, columns, samples: { rows: ROWS.tabular, inputShape: [width], x, y, group } };
  return { samples: made.samples, setting: settingOf(made) };
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
