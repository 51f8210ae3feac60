/** What users get while a repair is under way. Types only; times are hours since the drift. */
import type { Interval } from '../maths/interval.ts';
import type { Standing } from './results.ts';

/** Until a repair is in service, in hours; null = its labels never come. */
export interface LeadTime {
  readonly labels: number | null;
  readonly training: number;
  /** Validation, approval and roll-out. */
  readonly steps: number;
  readonly total: number | null;
}

/** What is counted of every answer: whether it is wrong (0 … 1), what its error costs, or how far off its number is. */
export type LossKind = 'wrong' | 'cost' | 'error';

/** One repair, or two in turn, and what users got of it. */
export interface Served {
  /** Of the repair; of two in turn `first+next`. */
  readonly id: string;
  /** Which model serves from which hour on: `none` from 0, then that of each repair when it is ready. */
  readonly steps: readonly { readonly from: number; readonly arm: string }[];
  /** Mean loss of an answer from the drift to the horizon, over seeds. */
  readonly loss: Interval;
}

/** A moment at which two services have cost users the same, and change places. */
export interface Crossing {
  /** Ahead before it, and after it. */
  readonly before: string;
  readonly after: string;
  readonly at: number;
  /** 95 % of it: where the difference is not shown to be other than 0. `hi` null = it may never come. */
  readonly lo: number;
  readonly hi: number | null;
}

/** Two repairs in turn against the second alone. */
export interface Bridge {
  readonly first: string;
  readonly next: string;
  /** Mean loss of an answer until the horizon that is spared: of the second alone minus of both in turn. */
  readonly spared: Interval;
}

/** What a comparison says of freshness. Nothing of it is a promise: it holds if the world stays as it is now. */
export interface Freshness {
  readonly loss: LossKind;
  /** Answers an hour; null = unknown. */
  readonly traffic: number | null;
  readonly horizon: number;
  /** By id of the repair. */
  readonly leads: Readonly<Record<string, LeadTime>>;
  /** Single repairs, `none` among them, in the order of the run; then those in turn. */
  readonly served: readonly Served[];
  /** Single repairs: who has cost users least up to then, on average; from the first hour at which any differ. */
  readonly leaders: readonly { readonly from: number; readonly id: string }[];
  /** Of neighbours in `leaders`, all crossings within `limit`. */
  readonly crossings: readonly Crossing[];
  /** How far crossings were looked for: the horizon, or a year where that is longer. */
  readonly limit: number;
  /** Single repairs at the horizon, by the loss until then, corrected for all of them. */
  readonly standing: Standing;
  /** Difference of that loss that does not matter; 0 where the run's margin is in another unit. */
  readonly margin: number;
  readonly bridges: readonly Bridge[];
}
