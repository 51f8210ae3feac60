/** From two columns to two histograms over the same bins: distances of distributions depend on how this is done. */
import type { Parameter, ParameterValues } from '../../spec/parameter.ts';
import { choice, numberOf, real, whole } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { checkCode, choiceOf } from './define.ts';
import { countValues, type ValueCounts } from './pooled.ts';

export interface Histograms {
  /** Counts bin by bin. */
  readonly counts: readonly [reference: readonly number[], current: readonly number[]];
  /** Shares bin by bin, raised to the floor ε and not renormalised. */
  readonly shares: readonly [reference: readonly number[], current: readonly number[]];
}

/** What every binned distance lets one choose. `preset` is the binning by default, `floor` the share that empty bins get. */
export const binning = (preset: 'quantiles' | 'width', floor: number): readonly Parameter[] => [
  choice(
    'binning',
    'Bins',
    'Where the bins begin and end. Categories: the values are codes 0, 1, … and each is a bin.',
    { quantiles: 'quantiles of the reference', width: 'equal widths', categories: 'categories' },
    preset,
  ),
  whole('bins', { title: 'Number of bins', help: 'Fewer result where quantiles coincide.', min: 2, max: 1000, default: 10 }),
  real('floor', {
    title: 'Floor ε',
    help: 'Shares below it are raised to it, so that an empty bin costs a finite amount.',
    min: 0,
    max: 0.1,
    default: floor,
  }),
];

/** Both samples, and how the bins that `params` describe see them, or any other two samples of the same sizes made of their rows. */
export interface Binned extends ValueCounts {
  /** @param first Rows of the first sample with each of `values`. */
  histogramsOf(first: Int32Array): Histograms;
}

/**
 * Bins as `params` describe them:
 * - `quantiles`: ends are the reference's quantiles (linear interpolation, Hyndman & Fan's type 7) with ±∞ outside; a value on
 *   an end belongs to the bin below; a value on which several ends fall is a bin of its own, so that a column of one value is
 *   told from others below it;
 * - `width`: equal widths over the range of both samples together, so that the distance stays symmetric;
 * - `categories`: each code is a bin; codes that never occur are left out.
 * @throws RangeError when all values are one category, or bins of equal width have no width.
 */
export function binned(id: string, reference: Batch, current: Batch, params: ParameterValues): Binned {
  const kind = choiceOf(params, 'binning');
  const [bins, floor] = [numberOf(params, 'bins'), numberOf(params, 'floor')];
  if (kind === 'categories') checkCodes(id, reference, current);
  const pooled = countValues(reference, current);
  const { values, totals } = pooled;
  if (kind === 'categories' && values.length < 2)
    throw new RangeError(`${id}: only one category occurs in both samples together; with one there is nothing to compare`);
  const fixed = kind === 'width' ? widthEnds(id, values, bins) : undefined;
  const countsOf = (first: Int32Array): Histograms['counts'] =>
    kind === 'categories'
      ? [Array.from(first), Array.from(totals, (total, k) => total - first[k]!)]
      : countBetween(values, first, totals, fixed ?? quantileEnds(values, first, reference.rows, bins));
  const shares = (counts: readonly number[], rows: number) => counts.map((count) => Math.max(floor, count / rows));
  return {
    ...pooled,
    histogramsOf(first) {
      const counts = countsOf(first);
      return { counts, shares: [shares(counts[0], reference.rows), shares(counts[1], current.rows)] };
    },
  };
}

/** Without a floor, a share that one sample has and the other lacks weighs without bounds. */
export const emptyBin = (id: string, what: string): RangeError =>
  new RangeError(`${id}: a bin is empty in one of the samples, so ${what} is infinite; set floor above 0, or choose fewer bins`);

/** The histograms of both samples as they are. */
export function histograms(id: string, reference: Batch, current: Batch, params: ParameterValues): Histograms {
  const { first, histogramsOf } = binned(id, reference, current, params);
  return histogramsOf(first);
}

function checkCodes(id: string, reference: Batch, current: Batch): void {
  for (const [name, { x }] of [
    ['reference', reference],
    ['current', current],
  ] as const) {
    for (let i = 0; i < x.length; i++) checkCode(`${id}: the ${name} sample`, x[i]!, i);
  }
}

/** The inner ends, ascending; where several coincide, two are left. */
function quantileEnds(values: Float64Array, first: Int32Array, rows: number, bins: number): number[] {
  let [k, through] = [0, first[0]!];
  const ends = Array.from({ length: bins - 1 }, (_, end) => {
    const place = ((end + 1) / bins) * (rows - 1);
    const below = Math.floor(place);
    while (through <= below) through += first[++k]!;
    const low = values[k]!;
    if (through > below + 1 || below + 1 === rows) return low;
    let above = k + 1;
    while (first[above] === 0) above++;
    return low + (place - below) * (values[above]! - low);
  });
  return ends.filter((end, i) => i < 2 || end > ends[i - 2]!);
}

function widthEnds(id: string, values: Float64Array, bins: number): number[] {
  const [low, high] = [values[0]!, values.at(-1)!];
  if (low === high)
    throw new RangeError(`${id}: all values of both samples are ${low}, so bins of equal width have no width; leave this column out`);
  return Array.from({ length: bins - 1 }, (_, k) => low + ((high - low) * (k + 1)) / bins);
}

/** How many rows of each sample lie in each of (−∞, e₁], (e₁, e₂], …, (e_last, ∞); between two equal ends lies just their value. */
function countBetween(values: Float64Array, first: Int32Array, totals: Int32Array, ends: readonly number[]): Histograms['counts'] {
  const before = new Int32Array(ends.length + 1);
  const all = new Int32Array(ends.length + 1);
  for (let k = 0, bin = 0; bin <= ends.length; bin++) {
    const end = ends[bin] ?? Infinity;
    const own = end === ends[bin + 1];
    for (; k < values.length && (own ? values[k]! < end : values[k]! <= end); k++) {
      before[bin]! += first[k]!;
      all[bin]! += totals[k]!;
    }
  }
  return [Array.from(before), Array.from(all, (count, bin) => count - before[bin]!)];
}
