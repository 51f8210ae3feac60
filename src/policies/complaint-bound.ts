/**
 * When complaints are more than the old world explains: the number of them among the latest answers against the tail of the binomial
 * distribution, looked at once a batch.
 *
 * Of answers of which a share e is wrong, c(e) = q·e + f·(1 − e) are complained of. A stream in which nothing changes gives a false alarm with
 * at most the probability `level`: half of it is spent on how well the held-out rows of the old world tell e (Clopper & Pearson 1934, its
 * upper limit), half on the looks, equally on each (Bonferroni). That needs q and f as they are, and answers that are wrong independently.
 */
import type { StreamDetector } from '../detect/types.ts';
import { binomialTail } from '../maths/special/beta.ts';
import type { ComplaintRates } from '../spec/kinds/stream/complaints.ts';

/** Share of answers that are complained of, where a share `errors` of them is wrong. All 0 … 1. */
export const complaintRate = ({ wrong, right }: ComplaintRates, errors: number): number => wrong * errors + right * (1 - errors);

/** The fewest of `n` answers, each of them complained of with probability `p`, that come with at most the probability `level`; n + 1 where all of them would be no surprise. */
export function criticalCount(n: number, p: number, level: number): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (binomialTail(middle, n, p) <= level) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Upper limit of a share of which `hits` of `n` were seen: it lies above with at most the probability `level` (Clopper & Pearson 1934). */
export function upperLimit(hits: number, n: number, level: number): number {
  if (hits >= n) return 1;
  let [low, high] = [hits / n, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    // P(K ≤ hits) falls as the share grows.
    if (1 - binomialTail(hits + 1, n, middle) > level) low = middle;
    else high = middle;
  }
  return high;
}

/** What is known before the stream begins. */
export interface Expected {
  readonly rates: ComplaintRates;
  /** Of the model on held-out rows of the old world, 0 … 1, and how many these are. */
  readonly accuracy: number;
  readonly heldOut: number;
  /** Answers of a batch, and batches of the stream. */
  readonly rows: number;
  readonly batches: number;
}

/** The largest share of answers that the old world lets one expect complaints of, and the level of one look. */
export function bounded({ rates, accuracy, heldOut, batches }: Expected, level: number): { readonly rate: number; readonly level: number } {
  const wrong = Math.round((1 - accuracy) * heldOut);
  // Where right answers are complained of more often, it is few errors that make many complaints.
  const errors = rates.wrong >= rates.right ? upperLimit(wrong, heldOut, level / 2) : 1 - upperLimit(heldOut - wrong, heldOut, level / 2);
  return { rate: complaintRate(rates, errors), level: level / 2 / Math.max(1, batches) };
}

/** One look by itself, for a warning. */
const SUSPICIOUS = 0.05;

/** Watches complaints, 0 or 1 for every answer. */
export class ComplaintBound implements StreamDetector {
  alarm = false;
  warning = false;
  statistic = NaN;
  threshold = NaN;
  private readonly values: number[] = [];
  private count = 0;
  private toLook: number;
  private readonly critical = new Map<number, readonly [alarm: number, warning: number]>();
  private readonly rate: number;
  private readonly level: number;

  /** @param window Answers that are looked at. @param level Probability of a false alarm in the whole stream, at most. */
  constructor(
    private readonly expected: Expected,
    private readonly window: number,
    level: number,
  ) {
    ({ rate: this.rate, level: this.level } = bounded(expected, level));
    this.toLook = expected.rows;
  }

  update(value: number): void {
    this.values.push(value);
    this.count += value;
    if (this.values.length > this.window) this.count -= this.values.shift()!;
    this.alarm = this.warning = false;
    if (--this.toLook > 0) return;
    this.toLook = this.expected.rows;
    const n = this.values.length;
    const [alarm, warning] = this.criticalOf(n);
    this.statistic = this.count / n;
    this.threshold = alarm / n;
    this.alarm = this.count >= alarm;
    this.warning = !this.alarm && this.count >= warning;
  }

  private criticalOf(n: number): readonly [number, number] {
    let found = this.critical.get(n);
    if (!found) this.critical.set(n, (found = [criticalCount(n, this.rate, this.level), criticalCount(n, this.rate, SUSPICIOUS)]));
    return found;
  }
}
