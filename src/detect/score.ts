/**
 * How well alarms fit the drifts that truly happened, in the field's terms (Bifet 2017, Classifier concept drift detection and
 * the illusion of progress; definitions as in river.drift.evaluate and CapyMOA). What is undefined is NaN, never 0.
 */
import type { LedgerEntry, When } from '../contracts/drift.ts';

/** A drift in a stream: index of its first item and of the last one while it goes on; equal for a sudden one. */
export interface TrueDrift {
  readonly start: number;
  readonly end: number;
}

export interface ScoreOptions {
  /** How many items after its end a drift may still be found. */
  readonly maxDelay: number;
  /** How many items before its start an alarm counts already; 0 when absent. */
  readonly early?: number;
  /** Items in the stream. */
  readonly items: number;
}

export interface AlarmScore {
  readonly drifts: number;
  readonly alarms: number;
  readonly falseAlarms: number;
  /** Share of alarms that belong to a drift. */
  readonly precision: number;
  /** True alarms against true alarms and missed drifts; alarms that repeat count each time. */
  readonly recall: number;
  /** Share of drifts with an alarm. */
  readonly episodeRecall: number;
  /** Harmonic mean of precision and episode recall. */
  readonly f1: number;
  /** 1 − episode recall (MDR). */
  readonly missedRate: number;
  /** Items from the start of a drift to its first alarm, over the drifts found (MTD). */
  readonly meanDelay: number;
  /** The same as a share of `maxDelay`. */
  readonly normalisedDelay: number;
  readonly falseAlarmsPer1000: number;
  /** Mean gap between false alarms, in items (MTFA); needs two. */
  readonly meanTimeBetweenFalseAlarms: number;
  /** MTR = MTFA/MTD·(1 − MDR), the higher the better; infinite where every alarm came at once. */
  readonly meanTimeRatio: number;
}

/**
 * Scores `alarms` (indices, rising) against `drifts` (by start). An alarm belongs to the earliest drift in whose window
 * [start − early, end + maxDelay] it lies, bounds included; one in no window is false.
 * @throws RangeError when `maxDelay` or `items` is not above 0, or a drift ends before it starts.
 */
export function scoreAlarms(
  alarms: readonly number[],
  drifts: readonly TrueDrift[],
  { maxDelay, early = 0, items }: ScoreOptions,
): AlarmScore {
  if (!(maxDelay > 0)) throw new RangeError(`the longest delay is ${maxDelay} items; it has to be above 0`);
  if (!(items > 0)) throw new RangeError(`a stream of ${items} items has nothing to score`);
  for (const { start, end } of drifts) if (end < start) throw new RangeError(`a drift ends at item ${end}, before it starts at ${start}`);

  const first = drifts.map(() => NaN);
  const falseAlarms: number[] = [];
  for (const alarm of alarms) {
    const found = drifts.findIndex(({ start, end }) => alarm >= start - early && alarm <= end + maxDelay);
    if (found < 0) falseAlarms.push(alarm);
    else if (Number.isNaN(first[found])) first[found] = alarm;
  }
  const delays = drifts.flatMap(({ start }, i) => (Number.isNaN(first[i]) ? [] : [first[i]! - start]));
  const hits = alarms.length - falseAlarms.length;
  const missed = drifts.length - delays.length;
  const precision = ratio(hits, alarms.length);
  const episodeRecall = ratio(delays.length, drifts.length);
  const meanDelay = ratio(sumOf(delays), delays.length);
  const gap = falseAlarms.length < 2 ? NaN : (falseAlarms.at(-1)! - falseAlarms[0]!) / (falseAlarms.length - 1);
  return {
    drifts: drifts.length,
    alarms: alarms.length,
    falseAlarms: falseAlarms.length,
    precision,
    recall: ratio(hits, hits + missed),
    episodeRecall,
    f1: precision + episodeRecall === 0 ? 0 : (2 * precision * episodeRecall) / (precision + episodeRecall),
    missedRate: 1 - episodeRecall,
    meanDelay,
    normalisedDelay: meanDelay / maxDelay,
    falseAlarmsPer1000: (1000 * falseAlarms.length) / items,
    meanTimeBetweenFalseAlarms: gap,
    meanTimeRatio: (gap / meanDelay) * episodeRecall,
  };
}

/**
 * The true drifts that a ledger tells of, as items of a stream whose new regime has `rows` rows and starts at item `offset`.
 * Controls, drifts without severity and outlier episodes (`blip`) are none: the right answer to them is no alarm. What
 * comes and goes again (`recurring`) is a drift each time.
 */
export function trueDrifts(ledger: readonly Pick<LedgerEntry, 'kind' | 'severity' | 'when'>[], rows: number, offset = 0): TrueDrift[] {
  // The time of row r is (r + ½)/rows; the first row not before `time`.
  const at = (time: number): number => offset + Math.max(0, Math.min(rows - 1, Math.ceil(time * rows - 0.5 - 1e-9)));
  return ledger
    .filter(({ kind, severity }) => kind !== 'control' && severity > 0)
    .flatMap(({ when }) => spans(when))
    .filter(([start]) => start < 1)
    .map(([start, end]) => ({ start: at(start), end: at(end) }))
    .sort((a, b) => a.start - b.start);
}

/** When a pattern changes the world: from time, to time. */
function spans(when: When): readonly (readonly [number, number])[] {
  switch (when.pattern) {
    case 'sudden':
      return [[when.start, when.start]];
    case 'blip':
      return [];
    case 'recurring': {
      const changes: [number, number][] = [];
      const { start, end, period, duty } = when;
      for (let k = 0; start + k * period < end - 1e-9; k++) {
        const on = start + k * period;
        const off = Math.min(end, on + duty * period);
        changes.push([on, on]);
        if (duty < 1) changes.push([off, off]);
      }
      return duty < 1 ? changes : changes.slice(0, 1);
    }
    default:
      return [[when.start, when.end]];
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** NaN where there is nothing to divide by. */
const ratio = (part: number, whole: number): number => (whole === 0 ? NaN : part / whole);
