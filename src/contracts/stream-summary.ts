/** What is concluded from the policies of a stream. */
import type { Interval } from '../maths/interval.ts';
import type { Design, Quantity } from './results.ts';
export interface PolicyStanding {
  /** Policies that may have the lowest total cost: none is shown to cost more than another. */
  readonly best: readonly number[];
  /** Policies that are shown to cost at most the margin more than the best. */
  readonly asGood: readonly number[];
  /** p of each policy's being the best, adjusted for all; null for those that are no candidates. */
  readonly p: readonly (number | null)[];
}

export interface PriceRange {
  readonly from: number;
  readonly to: number;
  /** Policies with the lowest mean total cost all through it; several where they cost the same. */
  readonly lowest: readonly number[];
}

export interface PricePoint {
  readonly price: number;
  /** Mean total cost, in the order of `policies`. */
  readonly costs: readonly number[];
  /** Policies that may have the lowest total cost at this price, by the corrected test. */
  readonly best: readonly number[];
}

export interface RepairPrices {
  /** Seeds that all candidates ran. */
  readonly seeds: number;
  /** The candidates, as indices into the spec's policies. */
  readonly policies: readonly number[];
  /** From the lowest price to the highest, without gaps. */
  readonly ranges: readonly PriceRange[];
  readonly points: readonly PricePoint[];
}

/** Differences policy − leader, seed by seed: Student's t of a fixed number of seeds, a confidence sequence in a race. */
export interface PolicyDifference {
  /** Seeds that both ran. */
  readonly seeds: number;
  readonly cost: Interval;
  /** Mean total cost of the two on these seeds. */
  readonly costs: { readonly own: number; readonly leader: number };
  /** Of serving accuracy, −1 … 1. */
  readonly accuracy: Interval;
  /** Of batches to recovery, only on the seeds on which both recover: how many these are, and null where there are none. */
  readonly recovery: { readonly seeds: number; readonly difference: Interval | null } | null;
}

/** Over seeds. */
export interface PolicyFreshness {
  /** Hours from the first drift until it has recovered, on the seeds on which it does; null where it never does or there is nothing to recover from. */
  readonly hours: Interval | null;
  /** Area of the fall: wrong answers from the first drift on, beyond those that the accuracy before it would have given; null without a drift. */
  readonly fall: Interval | null;
  /** Share of all rows that were served while a repair was under way (0 … 1). */
  readonly stale: Interval;
  /** Repairs asked for though nothing had begun to change since the one before. */
  readonly falseRepairs: Interval;
}

export interface PolicySummary {
  /** Index into the spec's policies. */
  readonly policy: number;
  /** Seeds that its figures are over. */
  readonly seeds: number;
  /** Serving accuracy over the whole stream, over seeds. */
  readonly accuracy: Interval;
  readonly errors: Interval;
  /** Of numbers: root mean squared error over the whole stream as it was served (prequential), in their unit. */
  readonly rmse?: Interval;
  readonly repairs: Interval;
  /** Repairs whose training diverged, all seeds together. */
  readonly diverged: number;
  readonly labels: Interval;
  readonly seconds: Interval;
  readonly flops: Interval;
  /** Wrong answers, and for each repair as many as the spec says one is worth. */
  readonly cost: Interval;
  /** Energy proxy of a mean seed's training (J); null where nothing was trained. */
  readonly energy: Quantity | null;
  /** Why the energy proxy deserves no trust; empty when nothing speaks against it. */
  readonly validity: readonly string[];
  /** Rows answered wrongly beyond those of the best policy in each batch: the area of lost accuracy, times rows. */
  readonly lost: Interval;
  /** On how many seeds it recovered from the first drift, and after how many batches on these, null where it never did; null where there is nothing to recover from. */
  readonly recovery: { readonly seeds: number; readonly batches: Interval | null } | null;
  /** How its wishes to repair met the drifts of the ledger; null where it watches nothing. Means over seeds, null where undefined on all. */
  readonly detection: {
    readonly precision: number | null;
    readonly episodeRecall: number | null;
    readonly falseAlarms: number;
    readonly delayRows: number | null;
  } | null;
  /** What waiting for repairs came to; absent where they serve with the next batch. */
  readonly freshness?: PolicyFreshness;
  /**
   * Complaints that were heard, and how far off the accuracy is that they tell, on stretches as long as the window: without its sign, and with it
   * (0 … 1); null where they can tell none. Absent where nobody is heard.
   */
  readonly complaints?: { readonly heard: Interval; readonly estimate: { readonly off: Interval; readonly bias: Interval } | null };
  /** Of the last model, on held-out rows of the old world and of the world at the end. */
  readonly accuracyOld: Interval;
  readonly accuracyEnd: Interval;
  /** Against the leader, on the seeds that both ran; absent for the leader itself, and where there is none. */
  readonly against?: PolicyDifference;
}

export interface StreamSummary {
  readonly design: Design;
  /** Seeds that count as evidence: without the first where a person laid a hand on it. */
  readonly seeds: number;
  readonly edited: boolean;
  /** Wrong answers that one repair is worth, and the difference in total cost that does not matter: the spec's margin of the rows. */
  readonly price: number;
  readonly margin: number;
  /** The number that is told, and how far off a right one may be, mean over seeds; absent where classes are told. */
  readonly target?: { readonly name: string; readonly unit?: string; readonly tolerance: number };
  readonly policies: readonly PolicySummary[];
  /** The candidate with the lowest mean total cost among those that may be the best; null where there is none. */
  readonly leader: number | null;
  /** Where the policies that can be chosen stand, by total cost. */
  readonly standing: PolicyStanding;
  readonly prices: RepairPrices | null;
}
