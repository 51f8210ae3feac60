/** Numbers of a column brought to where single precision keeps their differences, and values that mean “no data” taken out. */

export interface Fitted {
  /** `[rows]` */
  readonly values: Float32Array;
  /** The file's number is value × scale + offset; absent where they are 1 and 0. */
  readonly offset?: number;
  readonly scale?: number;
}

/** Fewer steps of single precision between the lowest and the highest value lose differences. */
const STEPS = 4096;
const MANTISSA = 2 ** 24;
/** Beyond these, products and squares leave single precision. */
const [TINY, HUGE] = [1e-30, 1e18];
/** The largest number that single precision holds, in round figures. */
const LARGEST = 3.4e38;

/** @param low, high The lowest and the highest value, NaN aside. */
export function fitted(values: Float64Array, low: number, high: number, whole: boolean): Fitted {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!(largest > 0) || !(high > low))
    return largest > LARGEST ? { values: new Float32Array(values.length).fill(1), scale: low } : { values: Float32Array.from(values) };
  const range = high - low;
  const offset = largest / MANTISSA > range / STEPS || (whole && largest > MANTISSA && range <= MANTISSA) ? low : 0;
  const reach = offset === 0 ? largest : range;
  const scale = reach > HUGE || reach < TINY ? 10 ** Math.floor(Math.log10(reach)) : 1;
  if (offset === 0 && scale === 1) return { values: Float32Array.from(values) };
  return {
    values: Float32Array.from(values, (value) => (value - offset) / scale),
    ...(offset !== 0 && { offset }),
    ...(scale !== 1 && { scale }),
  };
}

/** Numbers that files use for “no data”, where they stand apart from the rest. */
const MARKS = [99, 999, 9999, 99999, 999999, 9999999, 32767, 32768, 2147483647, 2147483648];
/** Beyond this a value is no measurement where all others are a millionth of it. */
const FAR = 1e15;

export interface NoData {
  readonly value: number;
  readonly count: number;
}

/**
 * The values at either end that stand for “no data”: −9999, 99999 and their like where they occur more than once and lie
 * further from the rest than the rest is wide; any value beyond 10¹⁵ that is a million times the rest. They become NaN.
 * @param known The lowest and the highest value, where they are known.
 */
export function removeNoData(values: Float64Array, known?: { readonly low: number; readonly high: number }): NoData[] {
  const found: NoData[] = [];
  if (known && ![known.low, known.high].some(mayMean)) return found;
  for (let turn = 0; turn < 4; turn++) {
    const mark = markAtEdge(values);
    if (!mark) break;
    found.push(mark);
    for (let row = 0; row < values.length; row++) if (values[row] === mark.value) values[row] = NaN;
  }
  return found;
}

function markAtEdge(values: Float64Array): NoData | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high].map((edge) => judged(values, edge, low, high)).find((mark) => mark !== undefined);
}

/** Whether a value could stand for “no data” at all. */
const mayMean = (edge: number): boolean => Math.abs(edge) >= FAR || MARKS.includes(Math.abs(edge));

function judged(values: Float64Array, edge: number, low: number, high: number): NoData | undefined {
  const far = Math.abs(edge) >= FAR;
  if (!mayMean(edge)) return undefined;
  if (low === high) return undefined;
  let [count, others] = [0, 0];
  let [least, most] = [Infinity, -Infinity];
  // The mark at the other end, of the same size, is none of the rest.
  for (const value of values) {
    if (value === edge) count++;
    else if (value === value && value !== -edge) {
      others++;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (others === 0) return undefined;
  const gap = edge < least ? least - edge : edge - most;
  if (far) return Math.abs(edge) > 1e6 * Math.max(Math.abs(least), Math.abs(most)) ? { value: edge, count } : undefined;
  return count > 1 && gap > most - least && gap > 0 && (edge < 0 || Math.abs(edge) > 2 * Math.max(Math.abs(most), Math.abs(least)))
    ? { value: edge, count }
    : undefined;
}
