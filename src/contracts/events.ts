/**
 * What an experiment says while it runs, append-only. The page, the command line and the record read the same events.
 * The experiment sends them; nobody answers.
 */
import type { PlaneView } from '../data/plane.ts';
import type { Samples } from '../data/types.ts';
import type { LedgerEntry } from './drift.ts';
import type { AnyRecord, BaseRate, RunRecord, SeedResult } from './record.ts';
import type { ArmResult, CurvePoint, Summary } from './results.ts';
import type { Observation, PassingBy, PolicyPoint, PolicyRun, Retired, StreamEdit, StreamSeed } from './stream.ts';
import type { EngineFacts } from './trainer.ts';

export type Phase = 'engine' | 'data' | 'training' | 'summary';

/** What a warning is about. */
export type WarningCode =
  | 'all-rates-diverged'
  | 'classes-missing'
  | 'labels-late'
  | 'leak'
  | 'model-misread'
  | 'not-noted'
  | 'rare-class'
  | 'rate-at-edge'
  | 'recovered'
  | 'repair-diverged'
  | 'repair-note'
  | 'repair-refused'
  | 'software-adapter'
  | 'stood-still';

/** What a run of any kind says. The last event is `finished`, `stopped` or `failed`. */
export type CommonEvent =
  /** A phase of the whole run begins. */
  | { readonly type: 'phase-started'; readonly phase: Phase }
  /** The engine is open and has passed its self-test. */
  | { readonly type: 'engine-ready'; readonly facts: EngineFacts }
  /** `done` of `total` trainings are finished; `etaMs` from the work left, absent until it can be known. */
  | { readonly type: 'progress'; readonly what: string; readonly done: number; readonly total: number; readonly etaMs?: number }
  /** Something the user should know that does not end the run. */
  /** `option`: which options of the command line do what it advises, told there alone. */
  | { readonly type: 'warning'; readonly code: WarningCode; readonly text: string; readonly option?: string }
  /** The run is complete; `record` is the whole of it. */
  | { readonly type: 'finished'; readonly record: AnyRecord }
  /** The user stopped it; finished repeats are kept, and in the record where there are any of its kind. */
  | { readonly type: 'stopped'; readonly kept: number; readonly record?: AnyRecord }
  /** It could not go on; `text` says what happened and what to do. What was finished is in the record, where there is any. */
  | {
      readonly type: 'failed';
      readonly code: 'bad-input' | 'engine' | 'engine-lost' | 'internal';
      readonly text: string;
      readonly kept: number;
      readonly record?: AnyRecord;
    };

/** A model in use before anything is repaired, row by row. */
export interface Served {
  /** 1 where it was right on held-out rows of the old world, then of the new one. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Rows, counted through both from 0, at which a detector on its errors rings. */
  readonly alarms: readonly number[];
  /** Which detector. */
  readonly detector: string;
}

/** What a comparison says besides. */
export type CompareEvent =
  /** A point of the base model's learning curve on one seed. */
  | { readonly type: 'base-point'; readonly seed: number; readonly point: CurvePoint }
  /** The drift of one seed was applied. */
  | { readonly type: 'drift-applied'; readonly seed: number; readonly ledger: readonly LedgerEntry[] }
  /** The base model of the first seed in use; not of numbers, which are not right or wrong. */
  | ({ readonly type: 'served'; readonly seed: number } & Served)
  /** An arm begins to train. */
  | { readonly type: 'arm-started'; readonly seed: number; readonly arm: string }
  /** A point of an arm's curve. */
  | { readonly type: 'arm-point'; readonly seed: number; readonly arm: string; readonly point: CurvePoint }
  /** An arm could not run on that seed; `reason` is one sentence. The run goes on without it. */
  | { readonly type: 'arm-skipped'; readonly seed: number; readonly arm: string; readonly reason: string }
  /** An arm is finished and measured. */
  | { readonly type: 'arm-finished'; readonly result: ArmResult }
  /** What the complete seeds so far come to; nothing is concluded from it. */
  | { readonly type: 'summed-up'; readonly summary: Summary }
  /** Of a run that takes long: these seeds are complete and looked into, so that it could go on from them. */
  | { readonly type: 'seeds-complete'; readonly seeds: readonly SeedResult[]; readonly baseRate?: BaseRate }
  /** The race is over: what it comes to. What changes nothing about that may still be worked out before `finished`. */
  | { readonly type: 'concluded'; readonly derived: RunRecord['derived'] }
  /** Of data in a plane: what a model of the first seed predicts everywhere. `of` is `base` or an arm. */
  | { readonly type: 'boundary'; readonly of: string; readonly view: PlaneView }
  /** The first held-out rows of the new world on the first seed, 500 at most: what `predictions` are about. Once, before any of them. */
  | { readonly type: 'test-rows'; readonly seed: number; readonly rows: Samples }
  /** The class that an arm's model predicts for each of `test-rows`, on the first seed; −1 where a diverged model predicts none. */
  | { readonly type: 'predictions'; readonly seed: number; readonly arm: string; readonly predicted: Int32Array };

/** What a stream says besides. */
export type StreamEvent =
  | { readonly type: 'stream-started'; readonly seed: StreamSeed; readonly batches: number }
  /** `points` has one entry for each policy that runs on that seed, in their order. */
  | {
      readonly type: 'stream-batch';
      readonly seed: number;
      readonly batch: number;
      readonly points: readonly PolicyPoint[];
      readonly passing?: PassingBy;
      readonly observation?: Observation;
    }
  | { readonly type: 'stream-edited'; readonly edit: StreamEdit }
  | { readonly type: 'stream-ended'; readonly runs: readonly PolicyRun[] }
  /** A race was looked at after that many seeds: who runs no more, and whether it is over. */
  | { readonly type: 'stream-raced'; readonly seeds: number; readonly settled: boolean; readonly retired: readonly Retired[] };

export type RunEvent = CommonEvent | CompareEvent | StreamEvent;

export type Emit = (event: RunEvent) => void;

/** How a run ended without a record. */
export type Ended = Extract<CommonEvent, { type: 'stopped' | 'failed' }>;
