/**
 * Permutation tests of statistics that are built from sums of a kernel over pairs: MMD and the energy distance.
 *
 * Whole groups of equally many rows change sides, and the kernel is summed once, group by group. Such permutations are a
 * subgroup of all of them, so the p value stays exact; with some hundred groups hardly any power is lost (Domingo-Enrich,
 * Dwivedi & Mackey 2025, Cheap permutation testing). Up to 500 rows in all, each row is a group.
 */
import type { Random } from '../../random/random.ts';
import { whole } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { groupSums, type Kernel } from './pairwise.ts';

/** So many groups are aimed at … */
const GROUPS = 500;
/** … but the smaller sample is cut into at least so many, where it has the rows, … */
const LEAST_GROUPS = 10;
/** … and never are there more than these, or their sums would not fit into memory: the larger sample is thinned out. */
const MOST_GROUPS = 2500;

/** @param where When they are used, as a sentence; always, when absent. */
export const permutations = (preset: number, where?: string) =>
  whole('permutations', {
    title: 'Permutations',
    help: `${where ? `${where} ` : ''}More of them resolve smaller p values.`,
    min: 19,
    max: 100_000,
    default: preset,
  });

export const maxRows = whole('maxRows', {
  title: 'Rows at most',
  help: 'Of larger samples, so many rows are drawn; time grows with their square.',
  min: 10,
  max: 20_000,
  default: 5000,
  unit: 'rows',
});

/** Sums of the kernel over ordered pairs of different rows: within the reference, within the current sample, across. */
export interface PairSums {
  readonly within: number;
  readonly withinCurrent: number;
  readonly across: number;
  readonly n: number;
  readonly m: number;
}

export interface PermutationResult {
  readonly statistic: number;
  /** (1 + b)/(1 + B), b of B permutations with a statistic at least as large (Phipson & Smyth 2010). */
  readonly pValue: number;
  readonly details: Readonly<Record<string, number>>;
}

/** `statistic` of the sums, and how often chance makes it as large; larger must mean more different. */
export function permutationTest(
  reference: Batch,
  current: Batch,
  kernel: Kernel,
  statistic: (sums: PairSums) => number,
  count: number,
  random: Random,
): PermutationResult {
  const smaller = Math.min(reference.rows, current.rows);
  const size = Math.max(1, Math.min(Math.floor((reference.rows + current.rows) / GROUPS), Math.floor(smaller / LEAST_GROUPS)));
  const [first, second] = [thin(reference, MOST_GROUPS * size - smaller, random), thin(current, MOST_GROUPS * size - smaller, random)];
  const [n, m] = [first.rows, second.rows];
  const [ofFirst, ofSecond] = [Math.floor(n / size), Math.floor(m / size)];
  const movable = ofFirst + ofSecond;
  const groups = movable + 2;
  // Groups of the reference, groups of the current sample, and what is left of each, which stays where it is.
  const starts = new Int32Array(groups + 1).map((_, g) => Math.min(g, movable) * size);
  starts[movable + 1] = movable * size + n - ofFirst * size;
  starts[movable + 2] = n + m;
  const sums = groupSums(arranged(first, second, size, random), first.width, starts, kernel);
  const totals = Float64Array.from({ length: groups }, (_, g) => sums.subarray(g * groups, (g + 1) * groups).reduce((a, b) => a + b, 0));
  const total = totals.reduce((a, b) => a + b, 0);

  // Only the side with fewer groups is summed: the other sums follow from the totals.
  const flipped = ofSecond < ofFirst;
  const fixed = movable + Number(flipped);
  const moving = Math.min(ofFirst, ofSecond);
  const side = new Int32Array(moving + 1).fill(fixed);
  const evaluate = (): number => {
    let [within, twice, all] = [0, 0, 0];
    for (let a = 0; a < side.length; a++) {
      const g = side[a]!;
      const row = g * groups;
      within += sums[row + g]!;
      all += totals[g]!;
      for (let b = 0; b < a; b++) twice += sums[row + side[b]!]!;
    }
    within += 2 * twice;
    const [across, other] = [all - within, total - 2 * all + within];
    return statistic(flipped ? { within: other, withinCurrent: within, across, n, m } : { within, withinCurrent: other, across, n, m });
  };

  const order = Int32Array.from({ length: movable }, (_, g) => g);
  side.set(order.subarray(flipped ? ofFirst : 0, flipped ? movable : ofFirst));
  const observed = evaluate();
  // The same pairs added up in another order differ in the last digits.
  const tolerance = (1e-12 * Math.abs(total)) / (n + m) ** 2;
  let asLarge = 0;
  for (let b = 0; b < count; b++) {
    for (let k = 0; k < moving; k++) {
      const other = k + random.int(movable - k);
      const kept = order[k]!;
      side[k] = order[k] = order[other]!;
      order[other] = kept;
    }
    side[moving] = fixed;
    // In ascending order the sums are read line by line.
    side.sort();
    if (evaluate() >= observed - tolerance) asLarge++;
  }
  return {
    statistic: observed,
    pValue: (1 + asLarge) / (1 + count),
    details: { permutations: count, rowsReference: n, rowsCurrent: m, groups: movable },
  };
}

/** At most so many rows of the batch, drawn without replacement. */
export function thin(batch: Batch, most: number, random: Random): Batch {
  if (batch.rows <= most) return batch;
  const { x, width } = batch;
  const picked = random.sample(batch.rows, most);
  return {
    x: Float64Array.from({ length: most * width }, (_, i) => x[picked[Math.floor(i / width)]! * width + (i % width)]!),
    rows: most,
    width,
  };
}

/** The rows of both samples in random order within each, groups first, then what is left of the reference and of the current. */
function arranged(first: Batch, second: Batch, size: number, random: Random): Float64Array {
  const { width } = first;
  const out = new Float64Array((first.rows + second.rows) * width);
  let at = 0;
  const shuffled = [first, second].map((batch) => ({
    batch,
    order: random.permutation(batch.rows),
    inGroups: Math.floor(batch.rows / size) * size,
  }));
  const put = (batch: Batch, order: Int32Array): void => {
    for (const row of order) for (let c = 0; c < width; c++) out[at++] = batch.x[row * width + c]!;
  };
  for (const { batch, order, inGroups } of shuffled) put(batch, order.subarray(0, inGroups));
  for (const { batch, order, inGroups } of shuffled) put(batch, order.subarray(inGroups));
  return out;
}
