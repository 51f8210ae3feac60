/**
 * What a detector does on data of one's own: how often it cries wolf where nothing changes, how soon it notices what does, and
 * which threshold keeps false alarms rare enough. Streams are made by the caller; equal seeds give equal answers.
 */
import type { Estimate, NullCalibration, PowerPoint, Threshold } from '../contracts/detect.ts';
import { randomStream, type Random } from '../random/random.ts';
import { withDefaults, type ParameterValues } from '../spec/parameter.ts';
import { countInterval, shareInterval } from './intervals.ts';
import { raisedOn } from './streaming/alarms.ts';
import type { StreamDetectorEntry } from './types.ts';

/** Makes the stream of one run; other random numbers, another stream. */
export type StreamMaker = (random: Random) => ArrayLike<number>;

/** How many streams are drawn, from which seed, and how the work is watched. */
export interface Runs {
  readonly runs: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Share of the work done, rising to 1. */
  readonly onProgress?: (done: number) => void;
  /** Lets others work between two runs, so that a signal can arrive. */
  readonly breathe?: () => Promise<void>;
}

/** A stream with its drift at a known item. */
export interface DriftingStream {
  readonly values: ArrayLike<number>;
  readonly drift: number;
}

/** A stream of `length` items drawn with replacement: the data without its order, so without drift. */
export function resampled(values: ArrayLike<number>, length: number): StreamMaker {
  if (values.length === 0) throw new RangeError('there are no values to draw from; give some that were seen before the drift');
  return (random) => Float64Array.from({ length }, () => values[random.int(values.length)]!);
}

/** The correlation of each value with the one before it; 0 where all are alike. */
export function autocorrelation(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let [lagged, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    squares += (values[i]! - mean) ** 2;
    if (i > 0) lagged += (values[i]! - mean) * (values[i - 1]! - mean);
  }
  return squares > 0 ? lagged / squares : 0;
}

/** Items to a block that keep a first-order autocorrelation r of n values (E. Carlstein 1986, doi:10.1214/aos/1176350057); 1 without one. */
export function blockLength(r: number, n: number): number {
  const strength = Math.min(0.99, Math.abs(r));
  return Math.max(1, Math.min(Math.floor(n / 4), Math.ceil(((Math.sqrt(6) * strength) / (1 - strength ** 2)) ** (2 / 3) * Math.cbrt(n))));
}

/** A stream of `length` items made of blocks of neighbours, so that they depend on each other as they did: the circular block bootstrap (D. Politis & J. Romano 1992). */
export function inBlocks(values: ArrayLike<number>, length: number, block: number): StreamMaker {
  if (values.length === 0) throw new RangeError('there are no values to draw from; give some that were seen before the drift');
  return (random) => {
    let at = 0;
    return Float64Array.from({ length }, (_, i) => {
      at = i % block === 0 ? random.int(values.length) : (at + 1) % values.length;
      return values[at]!;
    });
  };
}

/**
 * False alarms on streams without drift, of the length that `make` gives them, with exact 95 % Poisson intervals.
 * @throws RangeError for wrong parameters or values; the signal's reason when aborted.
 */
export async function nullCalibration(
  entry: StreamDetectorEntry,
  params: ParameterValues,
  make: StreamMaker,
  how: Runs,
): Promise<NullCalibration> {
  let alarms = 0;
  let items = 0;
  await eachRun(how, (run) => {
    const values = make(randomStream(how.seed, 'null', run));
    alarms += raisedOn(entry, params, values, randomStream(how.seed, 'detector', run)).alarms.length;
    items += values.length;
  });
  const { lo, hi } = countInterval(alarms);
  return {
    alarms,
    items,
    length: items / how.runs,
    per1000: { value: (1000 * alarms) / items, lo: (1000 * lo) / items, hi: (1000 * hi) / items },
    arl0: { value: alarms === 0 ? NaN : items / alarms, lo: items / hi, hi: lo === 0 ? Infinity : items / lo },
  };
}

/**
 * How surely and how soon drifts of rising severity are noticed.
 * @param horizon Items after the drift within which an alarm counts.
 * @throws as `nullCalibration`.
 */
export async function powerCurve(
  entry: StreamDetectorEntry,
  params: ParameterValues,
  severities: readonly { readonly severity: number; readonly make: (random: Random) => DriftingStream }[],
  horizon: number,
  how: Runs,
): Promise<PowerPoint[]> {
  const points: PowerPoint[] = [];
  for (const [index, { severity, make }] of severities.entries()) {
    const delays: number[] = [];
    let early = 0;
    let before = 0;
    const onProgress = (done: number) => how.onProgress?.((index + done) / severities.length);
    await eachRun({ ...how, onProgress }, (run) => {
      // The same draws at every severity, so that only severity differs.
      const { values, drift } = make(randomStream(how.seed, 'power', run));
      const { alarms } = raisedOn(entry, params, values, randomStream(how.seed, 'detector', run));
      const hit = alarms.find((alarm) => alarm >= drift && alarm <= drift + horizon);
      if (hit !== undefined) delays.push(hit - drift);
      early += alarms.filter((alarm) => alarm < drift).length;
      before += drift;
    });
    points.push({
      severity,
      hitRate: shareInterval(delays.length, how.runs),
      delay: bootstrapMean(delays, randomStream(how.seed, 'bootstrap', index)),
      falseAlarmsPer1000: before === 0 ? NaN : (1000 * early) / before,
    });
  }
  return points;
}

/** What a search for a threshold is to reach, and where it may look. */
export interface Wanted {
  readonly maxFalseAlarmsPer1000: number;
  /** Where to look; the parameter's whole range when absent. */
  readonly range?: readonly [number, number];
  /** Values of the other parameters. */
  readonly params?: ParameterValues;
}

/** How often a range is halved: finer than the streams can tell apart. */
const HALVINGS = 24;

/**
 * The most sensitive value of a numeric parameter with at most so many false alarms on streams of that length, by bisection on the same streams at every
 * step. Ranges over more than two powers of ten are halved on a logarithmic scale. Values that contradict other parameters
 * count as too sensitive.
 * @throws RangeError when the parameter is unknown or not numeric, or when no value is calm enough; as `nullCalibration` else.
 */
export async function thresholdFor(
  entry: StreamDetectorEntry,
  name: string,
  make: StreamMaker,
  wanted: Wanted,
  how: Runs,
): Promise<Threshold> {
  const parameter = entry.parameters.find((one) => one.name === name);
  if (parameter?.kind !== 'number') {
    const known = entry.parameters.filter(({ kind }) => kind === 'number').map((one) => one.name);
    throw new RangeError(`${entry.id} has no numeric parameter ${name}; choose one of ${known.join(', ')}`);
  }
  const [min, max] = wanted.range ?? [parameter.min, parameter.max];
  const tried: { value: number; per1000: number }[] = [];

  async function attempt(value: number): Promise<NullCalibration | undefined> {
    const params = withDefaults(entry.parameters, { ...wanted.params, [name]: value });
    if (!usable(entry, params)) return undefined;
    const start = tried.length / (HALVINGS + 2);
    const onProgress = (done: number) => how.onProgress?.(Math.min(1, start + done / (HALVINGS + 2)));
    const calibration = await nullCalibration(entry, params, make, { ...how, onProgress });
    tried.push({ value, per1000: calibration.per1000.value });
    return calibration;
  }
  const fits = (one: NullCalibration | undefined): one is NullCalibration =>
    one !== undefined && one.per1000.value <= wanted.maxFalseAlarmsPer1000;
  const rate = (one: NullCalibration | undefined) => one?.per1000.value ?? Infinity;

  const [low, high] = [await attempt(min), await attempt(max)];
  let [calm, keen] = rate(low) < rate(high) ? [min, max] : [max, min];
  const other = calm === min ? high : low;
  let best = calm === min ? low : high;
  if (fits(other)) [calm, best] = [keen, other];
  if (!fits(best)) {
    const least = Math.min(rate(low), rate(high));
    throw new RangeError(
      `no ${name} from ${min} to ${max} keeps ${entry.id} to ${wanted.maxFalseAlarmsPer1000} false alarms in 1,000 items; ` +
        `the least was ${least}. Allow more, or search another parameter`,
    );
  }
  const logarithmic = min > 0 && max / min > 100;
  for (let i = 0; i < HALVINGS && calm !== keen; i++) {
    const exact = logarithmic ? Math.sqrt(calm * keen) : (calm + keen) / 2;
    const middle = parameter.whole ? Math.round(exact) : exact;
    if (middle === calm || middle === keen || Math.abs(middle - calm) <= 1e-3 * Math.abs(middle)) break;
    const found = await attempt(middle);
    if (fits(found)) [calm, best] = [middle, found];
    else keen = middle;
  }
  how.onProgress?.(1);
  return { value: calm, calibration: best, tried };
}

/** The parameters do not contradict each other. */
function usable(entry: StreamDetectorEntry, params: ParameterValues): boolean {
  try {
    entry.create(params, randomStream(0, 'probe'));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

async function eachRun({ runs, signal, onProgress, breathe }: Runs, work: (run: number) => void): Promise<void> {
  if (!(runs >= 1)) throw new RangeError(`${runs} runs tell nothing; ask for at least 1`);
  for (let run = 0; run < runs; run++) {
    signal?.throwIfAborted();
    work(run);
    onProgress?.((run + 1) / runs);
    await breathe?.();
  }
}

/** Resamples that a bootstrap interval is read from. */
const RESAMPLES = 1000;

/** Mean with its 95 % percentile bootstrap interval (Efron 1979); NaN without values. */
function bootstrapMean(values: readonly number[], random: Random): Estimate {
  const n = values.length;
  if (n === 0) return { value: NaN, lo: NaN, hi: NaN };
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[random.int(n)]!;
    return sum / n;
  }).sort();
  const value = values.reduce((a, b) => a + b, 0) / n;
  return { value, lo: means[Math.floor(0.025 * RESAMPLES)]!, hi: means[Math.ceil(0.975 * RESAMPLES) - 1]! };
}
