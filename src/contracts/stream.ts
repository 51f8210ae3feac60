/** What a stream run says while it goes on and leaves behind. Types only. */
import type { LedgerEntry } from './drift.ts';
import type { PlaneView } from '../data/plane.ts';
import type { ComplaintRates } from '../spec/kinds/stream/complaints.ts';
import type { Spec } from '../spec/schema.ts';

/** A repair that was made while the stream went by. */
export interface StreamAction {
  /** After this batch it is asked for; the new model serves from the next one on, or from `serves`. */
  readonly batch: number;
  /**
   * The first batch that it would serve, where that is not the next one. It does not where the stream ends before, where another one that is ready
   * no later follows it, or where an alarm begins it anew.
   */
  readonly serves?: number;
  /** The arm, or `rollback` to the model before. */
  readonly arm: string;
  readonly by: 'policy' | 'person';
  readonly labels: number;
  readonly seconds: number;
  readonly flops: number;
  /** SHA-256 (hex) of the new weights. */
  readonly endHash: string;
  /** The training diverged: the model before goes on serving. `endHash` is that of what was thrown away. */
  readonly diverged?: true;
}

/** A policy that was shown not to have the lowest total cost and runs no more, with the seeds after which that was shown. */
export interface Retired {
  readonly policy: number;
  readonly after: number;
}

/** What one policy did in one batch. Null where there is no number yet. */
export interface PolicyPoint {
  /** Share of the batch's rows that the serving model got right: of numbers, told within the tolerance. */
  readonly accuracy: number;
  readonly statistic: number | null;
  readonly threshold: number | null;
  readonly warning: boolean;
  /** It asked for a repair. */
  readonly alarm: boolean;
  readonly action?: StreamAction;
  /** The repair that was begun with it and takes over when it is ready. */
  readonly then?: StreamAction;
  /** It asks, and a person has to agree. */
  readonly waiting?: true;
  /** This batch was served while a repair was under way. */
  readonly pending?: true;
  /** So far: distinct labels bought, seconds and operations of training, wrong answers. */
  readonly labels: number;
  readonly seconds: number;
  readonly flops: number;
  readonly errors: number;
  /** Of numbers: the sum of their squared errors so far. */
  readonly squared?: number;
  /** Complaints that are heard after this batch, about answers of an earlier one; absent where nobody is heard. */
  readonly complaints?: number;
}

/** What one policy did on one seed. Lists have one entry per batch. */
export interface PolicyRun {
  readonly seed: number;
  /** Index into the spec's policies. */
  readonly policy: number;
  readonly points: readonly PolicyPoint[];
  readonly actions: readonly StreamAction[];
  /** `[model][batch]`: accuracy of every model it had on every batch; of the first seed only. */
  readonly matrix?: readonly (readonly number[])[];
  /** Accuracy of its last model on held-out rows of the old world and of the world at the end. */
  readonly accuracyOld: number;
  readonly accuracyEnd: number;
}

/** What an estimate without labels says of a window, or why it says nothing. */
export interface Estimated {
  /** Accuracy, 0 … 1. */
  readonly accuracy?: number;
  /** Where the data leave the accuracy, 95 %; of complaints alone. */
  readonly interval?: readonly [low: number, high: number];
  /** Mean absolute error of numbers, in their unit. */
  readonly error?: number;
  /** Share of each class. */
  readonly prior?: readonly number[];
  /** Of a classifier that tells the window from the old world, ½ … 1. */
  readonly auroc?: number;
  readonly refusal?: string;
}

/** A model that is never repaired, over the latest rows: the truth, and every estimate by its id. */
export interface Observation {
  /** After this batch. */
  readonly batch: number;
  /** Rows of the window. */
  readonly rows: number;
  readonly accuracy: number;
  /** Of numbers: mean absolute error, in their unit. */
  readonly error?: number;
  /** True share of each class. */
  readonly prior: readonly number[];
  readonly estimates: Readonly<Record<string, Estimated>>;
}

/** What was done to the stream by hand while it went on: the run is then marked edited. */
export interface StreamEdit {
  readonly seed: number;
  readonly batch: number;
  readonly what: 'drift' | 'approve' | 'reject' | 'rollback';
  readonly policy?: number;
  readonly drift?: Spec['drift'][number];
}

export interface StreamSeed {
  readonly seed: number;
  readonly splitHash: string;
  readonly baseAccuracy: number;
  readonly baseHash: string;
  /** Of numbers: how far off a right one may be, in their unit. 90 of 100 held-out old rows are told within it. */
  readonly tolerance?: number;
  /** How often wrong and right answers of the old world would be complained of; absent where nobody is heard. */
  readonly complaints?: ComplaintRates;
  readonly ledger: readonly LedgerEntry[];
  readonly driftedHash: string;
}

/** What a person asks for while the stream goes on. */
export type StreamCommand =
  | { readonly type: 'approve' | 'reject' | 'rollback'; readonly policy: number }
  /** At once, or before that batch. */
  | { readonly type: 'drift'; readonly drift: Spec['drift'][number]; readonly batch?: number };

/** A few rows of a batch to look at. */
export interface PassingBy {
  readonly inputShape: readonly number[];
  readonly x: Float32Array;
  readonly y: Int32Array;
  readonly text?: readonly string[];
  /** `[policy][row]`: the class that its model predicts. */
  readonly predicted: readonly Int32Array[];
  /** Of data in a plane: its bounds, and for every model that is new, what it predicts on the grid of `PlaneView`. */
  readonly bounds?: PlaneView['bounds'];
  readonly views: ReadonlyMap<number, Uint8Array>;
}
