/**
 * A small world of every kind, made of uniform draws alone, and what each injection makes of it. It needs no browser and no
 * data set, so that Chromium and Node can be held to the same bytes.
 */
import { bagOfWords } from '../../src/data/bag-of-words.ts';
import { hashArrays } from '../../src/data/hash.ts';
import { partOf } from '../../src/data/parts-of-range.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Column, Concepts, InputKind, Samples } from '../../src/data/types.ts';
import type { DriftSetting } from '../../src/drift/setting.ts';
import { applyDrifts, undrifted } from '../../src/drift/apply.ts';
import type { Injection } from '../../src/contracts/drift.ts';
import { randomStream } from '../../src/random/random.ts';
import { globalDrift } from '../../src/spec/schema.ts';

/** Between two steps of the ladder, so that interpolation is pinned too. */
const SEVERITY = 3.5;
const ROWS = 60;
const CLASSES = ['a', 'b', 'c'];
const WORDS = ['please', 'remove', 'account', 'thanks', 'because', 'engine', 'Invoice', 'delivery', 'you', 'the', '24'];

const random = randomStream(1, 'golden');
const draws = (count: number): Float32Array => Float32Array.from({ length: count }, () => Math.round(4096 * random.uniform()) / 4096);
const labels = (): Pick<Samples, 'rows' | 'y' | 'group' | 'origin'> => ({
  rows: ROWS,
  y: Int32Array.from({ length: ROWS }, () => random.int(3)),
  group: Int32Array.from({ length: ROWS }, () => random.int(2)),
  origin: Int32Array.from({ length: ROWS }, (_, row) => row),
});

const images = (channels: number): Samples => ({ ...labels(), inputShape: [12, 10, channels], x: draws(ROWS * 120 * channels) });
const texts = Array.from({ length: ROWS }, () => Array.from({ length: 12 }, () => WORDS[random.int(WORDS.length)]!).join(' '));
const columns: readonly Column[] = [
  ...Array.from({ length: 5 }, (_, f): Column => ({ name: `n${f}`, kind: 'numeric' })),
  { name: 'colour', kind: 'categorical', categories: ['blue', 'green', 'red'] },
];
const table: Samples = {
  ...labels(),
  inputShape: [6],
  x: Float32Array.from({ length: ROWS * 6 }, (_, i) =>
    i % 31 === 0 ? NaN : i % 6 === 5 ? random.int(3) : (1 + (i % 6)) * random.uniform(),
  ),
};
/** Concept 2 moves the first column by 1 and takes the next class. */
const concepts: Concepts = {
  titles: ['as it is', 'moved'],
  current: 1,
  kind: 'mixed',
  redraw(origin, concept, row) {
    row.set(table.x.subarray(6 * origin, 6 * origin + 6));
    row[0]! += concept - 1;
    return (table.y[origin]! + concept - 1) % 3;
  },
};

const grey = images(1);
const colour = images(3);
const worlds: Readonly<Record<InputKind, { samples: Samples; columns: readonly Column[] }>> = {
  image: { samples: grey, columns: [] },
  tabular: { samples: table, columns },
  text: { samples: { ...labels(), inputShape: [32], text: texts, x: bagOfWords(texts, 32) }, columns: [] },
};

const EDGES = [0.4, 0.8];
/** The rows with a number to tell, and its part as the class. */
const numbers = (samples: Samples): Samples => {
  const target = Float64Array.from({ length: ROWS }, (_, row) => (row * 0.37) % 1);
  return { ...samples, target, y: Int32Array.from(target, (value) => partOf(EDGES, value)) };
};

/** SHA-256 of inputs, labels and origins after that injection, on the first kind of data that it acts on. */
export function goldenHash(injection: Injection): string {
  const { samples, columns } = worlds[injection.appliesTo[0]!];
  const facts = { columns, classes: CLASSES, groups: { name: 'site', names: ['north', 'south'] }, ...(columns.length && { concepts }) };
  const refused = (more: object) => injection.refuses?.({ ...facts, ...more, inputShape: samples.inputShape });
  const told = refused({}) && !refused({ edges: EDGES }) ? { edges: EDGES } : {};
  const batch = 'edges' in told ? numbers(samples) : refused({}) ? colour : samples;
  const half = Int32Array.from({ length: ROWS / 2 }, (_, row) => 2 * row);
  const setting: DriftSetting = { ...facts, ...told, root: 1, seed: 1, batch: 'test', times: 'end', reference: selectRows(batch, half) };
  const { samples: after, from } = applyDrifts([globalDrift(injection.id, SEVERITY)], undrifted(batch), setting);
  return hashArrays(after.x, after.y, from, ...(after.target ? [Float32Array.from(after.target)] : []));
}
