/** What can be known of a change that nobody injected: which columns moved and by how much, the shares of labels, and how well rows tell their world. */
import type { ShiftQuestion } from '../contracts/analysis.ts';
import type { ShiftReport, ShiftColumn } from '../contracts/diagnosis.ts';
import { encode, fitEncoder } from '../data/encode.ts';
import type { Samples } from '../data/types.ts';
import type { Random } from '../random/random.ts';
import { adjust } from './two-sample/corrections.ts';
import { chiSquare } from './two-sample/chi-square.ts';
import { domainClassifier } from './two-sample/domain-classifier.ts';
import { ks } from './two-sample/ks.ts';
import { fitLogistic, labelled } from './two-sample/logistic.ts';
import { withDefaults } from '../spec/parameter.ts';
import type { Batch } from './types.ts';

const LEVEL = 0.01;
/** Rows of each world at most, drawn at random, for what compares columns one by one; and for the classifier, of many columns fewer. */
const MOST_ROWS = 10_000;
const DOMAIN_ROWS = 2_000;
const DOMAIN_CELLS = 100_000;
/** Encoded columns that the classifier sees at most. */
const DOMAIN_WIDTH = 300;
/** Columns that are told of, the most changed first. */
const TOLD = 30;
const TOP = 3;

/** @throws RangeError when a world has no rows. */
export function shiftReport({ old, new: fresh, columns, classes }: ShiftQuestion, random: Random): ShiftReport {
  if (old.rows === 0 || fresh.rows === 0) throw new RangeError('a shift is between two worlds, and one has no rows');
  const width = old.x.length / old.rows;
  const [before, after] = [drawn(old, MOST_ROWS, random), drawn(fresh, MOST_ROWS, random)];
  const nameOf = (c: number) => columns[c]?.name ?? `input ${c + 1}`;
  const tested = Array.from({ length: width }, (_, c) => {
    const [a, b] = [valuesOf(old, before, c), valuesOf(fresh, after, c)];
    const missing = { old: 1 - a.length / before.length, new: 1 - b.length / after.length };
    const test = columns[c]?.kind === 'categorical' ? 'chi-square' : 'ks';
    return {
      name: nameOf(c),
      test: test as ShiftColumn['test'],
      ...compared(test, a, b, random),
      ...(missing.old + missing.new > 0 && { missing }),
    };
  });
  const adjusted = adjust(
    tested.map(({ p }) => p),
    'holm',
  );
  const all = tested.map((column, c): ShiftColumn => ({ ...column, p: adjusted[c]!, shown: adjusted[c]! < LEVEL }));
  const shares = (samples: Samples) => {
    const counts = new Array<number>(classes.length).fill(0);
    for (const label of samples.y) counts[label]! += 1 / samples.rows;
    return counts;
  };
  const [oldShares, newShares] = [shares(old), shares(fresh)];
  return {
    rows: { old: old.rows, new: fresh.rows },
    changed: all.filter(({ shown }) => shown).length,
    of: width,
    columns: [...all].sort((a, b) => Number(b.shown) - Number(a.shown) || b.effect - a.effect).slice(0, TOLD),
    labels: {
      ...{ old: oldShares, new: newShares },
      distance: oldShares.reduce((sum, share, c) => sum + Math.abs(share - newShares[c]!) / 2, 0),
      p: compared('chi-square', Float64Array.from(old.y), Float64Array.from(fresh.y), random).p,
    },
    domain: domainOf({ old, new: fresh, columns, classes }, nameOf, random),
  };
}

const drawn = ({ rows }: Samples, most: number, random: Random): Int32Array =>
  rows <= most ? Int32Array.from({ length: rows }, (_, row) => row) : random.sample(rows, most);

/** The values that are there. */
function valuesOf({ x, rows }: Samples, picked: Int32Array, column: number): Float64Array {
  const width = x.length / rows;
  return Float64Array.from(picked, (row) => x[row * width + column]!).filter((value) => !Number.isNaN(value));
}

/** The effect is KS's largest gap, or Cramér's V of the two-row table: both 0 … 1. */
function compared(
  test: 'ks' | 'chi-square',
  a: Float64Array,
  b: Float64Array,
  random: Random,
): { readonly effect: number; readonly p: number } {
  if (a.length === 0 || b.length === 0) return { effect: a.length === b.length ? 0 : 1, p: a.length === b.length ? 1 : 0 };
  const batch = (x: Float64Array): Batch => ({ x, rows: x.length, width: 1 });
  const entry = test === 'ks' ? ks : chiSquare;
  // Of a single category nothing can have moved.
  if (test === 'chi-square' && [...a, ...b].every((value) => value === a[0])) return { effect: 0, p: 1 };
  const { statistic, pValue = 1 } = entry.run(batch(a), batch(b), withDefaults(entry.parameters), random);
  return { effect: test === 'ks' ? statistic : Math.sqrt(statistic / (a.length + b.length)), p: pValue };
}

/** How well a logistic regression tells new rows from old ones, and by which columns it does. */
function domainOf({ old, new: fresh, columns }: ShiftQuestion, nameOf: (column: number) => string, random: Random): ShiftReport['domain'] {
  const encoder = fitEncoder(old, columns);
  const width = Math.min(encoder.width, DOMAIN_WIDTH);
  const seen = (samples: Samples): Batch => {
    const picked = drawn(samples, Math.min(DOMAIN_ROWS, Math.floor(DOMAIN_CELLS / width)), random);
    const x = encode(encoder, samples);
    return {
      x: Float64Array.from({ length: picked.length * width }, (_, i) => x[picked[Math.floor(i / width)]! * encoder.width + (i % width)]!),
      rows: picked.length,
      width,
    };
  };
  const [before, after] = [seen(old), seen(fresh)];
  if (Math.min(before.rows, after.rows) < 10) return null;
  const params = { ...withDefaults(domainClassifier.parameters), maxRows: DOMAIN_ROWS };
  const { statistic: auroc, details = {} } = domainClassifier.run(before, after, params, random);
  const data = labelled(before, after, false, random);
  const weights = fitLogistic(
    data,
    Int32Array.from(data.y, (_, row) => row),
  );
  // A column of categories is as weighty as the weightiest of them.
  const sourceOf = encoder.codes.length
    ? encoder.codes.flatMap((code, c) => new Array<number>(code.kind === 'numeric' ? 1 : code.categories).fill(c))
    : Array.from({ length: width }, (_, c) => c);
  const weight = new Map<number, number>();
  for (let c = 0; c < width; c++) weight.set(sourceOf[c]!, Math.max(weight.get(sourceOf[c]!) ?? 0, Math.abs(weights[c]!)));
  const top = [...weight].sort((a, b) => b[1] - a[1]).slice(0, TOP);
  const high = details['high'] as number;
  return { auroc, high, shown: auroc > high, top: top.map(([column]) => nameOf(column)) };
}
