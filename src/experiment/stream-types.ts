/** What a stream run says while it goes on and leaves behind. Types only. */
import type { LedgerEntry } from '../drift/types.ts';
import type { PlaneView } from '../data/plane.ts';
import type { Spec } from '../spec/schema.ts';

/** A repair that was made while the stream went by. */
export interface StreamAction {
  /** After this batch; the new model serves from the next one on. */
  readonly batch: number;
  /** The arm, or `rollback` to the model before. */
  readonly arm: string;
  readonly by: 'policy' | 'person';
  readonly labels: number;
  readonly seconds: number;
  readonly flops: number;
  /** SHA-256 (hex) of the new weights. */
  readonly endHash: string;
}

/** What one policy did in one batch. Null where there is no number yet. */
export interface PolicyPoint {
  /** Share of the batch's rows that the serving model got right. */
  readonly accuracy: number;
  /** The same as it can be told without labels: mean confidence, corrected by how much the base model overrates itself on the old world. */
  readonly estimate: number;
  readonly statistic: number | null;
  readonly threshold: number | null;
  readonly warning: boolean;
  /** It asked for a repair. */
  readonly alarm: boolean;
  readonly action?: StreamAction;
  /** It asks, and a person has to agree. */
  readonly waiting?: true;
  /** So far: distinct labels bought, seconds and operations of training, wrong answers. */
  readonly labels: number;
  readonly seconds: number;
  readonly flops: number;
  readonly errors: number;
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
  /** `[policy][row]`: the class that its model said. */
  readonly said: readonly Int32Array[];
  /** Of data in a plane: its bounds, and for every model that is new, what it says on the grid of `PlaneView`. */
  readonly bounds?: PlaneView['bounds'];
  readonly views: ReadonlyMap<number, Uint8Array>;
}
