/** Dividing rows between parts that a model learns from and parts that judge it, so that no row's time, group or own split is betrayed. */
import type { Random } from '../random/random.ts';
import type { Division } from '../spec/divisions.ts';
import { DataError } from './errors.ts';
import { hashArrays } from './hash.ts';
import type { Sides } from './regimes.ts';
import { stratifiedSplit, type Split, type SplitSizes } from './split.ts';
import type { Dataset } from './types.ts';

/** One of the four parts: how many rows it is to have, and whether it judges. */
interface Part {
  readonly name: keyof SplitSizes;
  readonly size: number;
  readonly judges: boolean;
}

const WORDS: Readonly<Record<keyof SplitSizes, string>> = {
  baseTrain: 'training on the old world',
  baseTest: 'the test of the old world',
  newPool: 'the labelled pool of the new world',
  newTest: 'the test of the new world',
};

type Divided = Pick<Dataset, 'samples' | 'classes' | 'title'>;

/**
 * The rows of a repeat. With `sides` the old parts come from old rows and the new ones from new rows; without, all four from all rows. Where
 * a part may be chosen from more rows than it needs, they are drawn at random. With times, the pool comes in their order.
 *
 * @throws DataError when a part cannot have its rows: with the numbers.
 */
export function divide(
  dataset: Divided,
  sizes: SplitSizes,
  { sides, division = 'random' }: { readonly sides?: Pick<Sides, 'old' | 'new'>; readonly division?: Division },
  random: Random,
): Split {
  const { samples, classes } = dataset;
  if (!sides && division === 'random') return stratifiedSplit(samples.y, classes.length, sizes, random);
  const part = (name: keyof SplitSizes, judges: boolean): Part => ({ name, size: sizes[name], judges });
  const [train, test] = [part('baseTrain', false), part('baseTest', true)];
  const [pool, last] = [part('newPool', false), part('newTest', true)];
  const all = Int32Array.from({ length: samples.rows }, (_, row) => row);
  const found = sides
    ? [...share(dataset, sides.old, [train, test], division, random), ...share(dataset, sides.new, [pool, last], division, random)]
    : share(dataset, all, [train, test, pool, last], division, random);
  const [baseTrain, baseTest, newPool, newTest] = found as [Int32Array, Int32Array, Int32Array, Int32Array];
  const inTime = samples.time ? newPool.slice().sort((a, b) => samples.time![a]! - samples.time![b]! || a - b) : newPool;
  return { baseTrain, baseTest, newPool: inTime, newTest, sha256: hashArrays(baseTrain, baseTest, inTime, newTest) };
}

/** Which rows each part may have, and so many of them at random. */
function share(dataset: Divided, rows: Int32Array, parts: readonly Part[], division: Division, random: Random): Int32Array[] {
  const ways = { random: byClass, time: byTime, group: byGroup, file: byFile };
  const eligible = ways[division](dataset, rows, parts, random);
  return parts.map(({ name, size }, p) => {
    const mine = eligible[p]!;
    if (mine.length < size)
      throw new DataError(`${WORDS[name]} asks for ${size} rows, and there are ${mine.length}`, {
        remedy: `Ask for fewer rows (data.split.${name}), cut elsewhere, or divide the rows another way (data.division).`,
      });
    return random
      .permutation(mine.length)
      .subarray(0, size)
      .map((i) => mine[i]!);
  });
}

type Way = (dataset: Divided, rows: Int32Array, parts: readonly Part[], random: Random) => Int32Array[];

const total = (parts: readonly Part[]): number => parts.reduce((sum, { size }) => sum + size, 0);

const byClass: Way = ({ samples: { y }, classes, title }, rows, parts, random) => {
  if (rows.length < total(parts))
    throw new DataError(
      `${title}: ${parts.map(({ name, size }) => `${size} rows for ${WORDS[name]}`).join(' and ')} are asked for, and there are ${rows.length}`,
      { remedy: 'Ask for fewer rows (data.split), or cut elsewhere.' },
    );
  const [first, second, third, fourth] = parts.map(({ size }) => size);
  const labels = rows.map((row) => y[row]!);
  const split = stratifiedSplit(labels, classes.length, sizesOf(first!, second!, third ?? 0, fourth ?? 0), random, 0);
  return [split.baseTrain, split.baseTest, split.newPool, split.newTest].slice(0, parts.length).map((part) => part.map((i) => rows[i]!));
};

const sizesOf = (baseTrain: number, baseTest: number, newPool: number, newTest: number): SplitSizes => ({
  baseTrain,
  baseTest,
  newPool,
  newTest,
});

/** Consecutive stretches of time, as long as the parts are large. Rows of the same time stay in one. */
const byTime: Way = ({ samples: { time }, title }, rows, parts) => {
  if (!time)
    throw new DataError(`${title} has no column of times to divide its rows by`, {
      remedy: 'Say which column holds the time, or divide at random.',
    });
  const inOrder = rows.filter((row) => !Number.isNaN(time[row]!)).sort((a, b) => time[a]! - time[b]! || a - b);
  let taken = 0;
  let from = 0;
  return parts.map(({ size }, p) => {
    taken += size;
    let to = p === parts.length - 1 ? inOrder.length : Math.round((inOrder.length * taken) / total(parts));
    while (to > from && to < inOrder.length && time[inOrder[to]!] === time[inOrder[to - 1]!]) to++;
    const mine = inOrder.subarray(from, to);
    from = Math.max(from, to);
    return mine;
  });
};

/** Whole groups in random order, each to the part that lacks the largest share of its rows. */
const byGroup: Way = ({ samples: { cluster }, title }, rows, parts, random) => {
  if (!cluster)
    throw new DataError(`${title} has no column of groups to divide its rows by`, {
      remedy: 'Say which column holds the group, or divide at random.',
    });
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const known = members.get(cluster[row]!);
    if (known) known.push(row);
    else members.set(cluster[row]!, [row]);
  }
  const groups = [...members.values()];
  const mine = parts.map((): number[] => []);
  for (const g of random.permutation(groups.length)) {
    const lacks = parts.map(({ size }, p) => 1 - (mine[p]!.length * total(parts)) / (size * rows.length));
    mine[lacks.indexOf(Math.max(...lacks))]!.push(...groups[g]!);
  }
  return mine.map((list) => Int32Array.from(list));
};

/** As the file says: rows for training to the parts that are learned from, those for the test to the parts that judge. */
const byFile: Way = (dataset, rows, parts, random) => {
  const { part } = dataset.samples;
  if (!part)
    throw new DataError(`${dataset.title} has no split of its own`, { remedy: 'Say which column holds the split, or divide at random.' });
  const test = (row: number) => part[row] === 2;
  const found = new Map<Part, Int32Array>();
  for (const judges of [false, true]) {
    const these = parts.filter((each) => each.judges === judges);
    const mine = rows.filter((row) => test(row) === judges);
    const divided = these.length === 1 ? [mine] : byClass(dataset, mine, these, random);
    these.forEach((each, p) => found.set(each, divided[p]!));
  }
  return parts.map((each) => found.get(each)!);
};
