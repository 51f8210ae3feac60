/** From two columns to two histograms over the same bins: distances of distributions depend on how this is done. */
import type { Parameter, ParameterValues } from '../../spec/parameter.ts';
import { choice, numberOf, real, whole } from '../streaming/define.ts';
import type { Batch } from '../types.ts';
import { countCodes } from './contingency.ts';
import { checkCode, choiceOf, sorted } from './define.ts';

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
  real('floor', { title: 'Floor ε', help: 'Shares below it are raised to it, so that an empty bin costs a finite amount.', min: 0, max: 0.1, default: floor }),
];

/**
 * Both samples counted in the bins that `params` describe:
 * - `quantiles`: ends are the reference's quantiles (linear interpolation, Hyndman & Fan's type 7) with ±∞ outside; a value on
 *   an end belongs to the bin below; a value on which several ends fall is a bin of its own, so that a column of one value is
 *   told from others below it;
 * - `width`: equal widths over the range of both samples together, so that the distance stays symmetric;
 * - `categories`: each code is a bin; codes that never occur are left out.
 * @throws RangeError when all values are one category, or bins of equal width have no width.
 */
export function histograms(id: string, reference: Batch, current: Batch, params: ParameterValues): Histograms {
  const kind = choiceOf(params, 'binning');
  const [before, after] = kind === 'categories' ? categories(id, reference, current) : binned(id, reference, current, kind, numberOf(params, 'bins'));
  const floor = numberOf(params, 'floor');
  const shares = (counts: readonly number[], rows: number) => counts.map((count) => Math.max(floor, count / rows));
  return { counts: [before, after], shares: [shares(before, reference.rows), shares(after, current.rows)] };
}

type Counts = readonly [number[], number[]];

function categories(id: string, reference: Batch, current: Batch): Counts {
  for (const [name, { x }] of [['reference', reference], ['current', current]] as const) {
    for (let i = 0; i < x.length; i++) checkCode(`${id}: the ${name} sample`, x[i]!, i);
  }
  const [before, after] = countCodes([reference, current]);
  const occurs = before!.map((count, k) => count + after![k]! > 0);
  if (occurs.filter(Boolean).length < 2) throw new RangeError(`${id}: only one category occurs in both samples together; with one there is nothing to compare`);
  return [before!.filter((_, k) => occurs[k]), after!.filter((_, k) => occurs[k])];
}

function binned(id: string, reference: Batch, current: Batch, kind: string, bins: number): Counts {
  const [first, second] = [sorted(reference), sorted(current)];
  const ends = kind === 'quantiles' ? quantileEnds(first, bins) : widthEnds(id, first, second, bins);
  return [countBetween(first, ends), countBetween(second, ends)];
}

/** The inner ends, ascending; where several coincide, two are left. */
function quantileEnds(values: Float64Array, bins: number): number[] {
  const ends = Array.from({ length: bins - 1 }, (_, k) => {
    const place = ((k + 1) / bins) * (values.length - 1);
    const below = Math.floor(place);
    const low = values[below]!;
    return low + (place - below) * ((values[below + 1] ?? low) - low);
  });
  return ends.filter((end, k) => k < 2 || end > ends[k - 2]!);
}

function widthEnds(id: string, first: Float64Array, second: Float64Array, bins: number): number[] {
  const low = Math.min(first[0]!, second[0]!);
  const high = Math.max(first.at(-1)!, second.at(-1)!);
  if (low === high) throw new RangeError(`${id}: all values of both samples are ${low}, so bins of equal width have no width; leave this column out`);
  return Array.from({ length: bins - 1 }, (_, k) => low + ((high - low) * (k + 1)) / bins);
}

/** How many of the sorted values lie in each of (−∞, e₁], (e₁, e₂], …, (e_last, ∞); between two equal ends lies just their value. */
function countBetween(values: Float64Array, ends: readonly number[]): number[] {
  const counts = new Array<number>(ends.length + 1).fill(0);
  let bin = 0;
  for (const value of values) {
    while (value > ends[bin]! || (value === ends[bin] && value === ends[bin + 1])) bin++;
    counts[bin]!++;
  }
  return counts;
}
