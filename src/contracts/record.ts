/** The run record: everything needed to read, check and repeat a run, in one JSON document. */
import type { StreamVerdict, Robustness, Verdict } from './verdict.ts';
import type { Observation, PolicyRun, Retired, StreamEdit, StreamSeed } from './stream.ts';
import type { StreamSummary } from './stream-summary.ts';
import type { KindId, Spec, SpecOf, StreamSpec } from '../spec/schema.ts';
import type { SeedDiagnosis, ShiftReport } from './diagnosis.ts';
import type { ModelSize } from '../models/parameters.ts';
import type { DataCard } from '../data/types.ts';
import type { Freshness } from './freshness.ts';
import type { LedgerEntry } from './drift.ts';
import type { EngineFacts } from './trainer.ts';
import type { ArmResult, CurvePoint, Summary, Times } from './results.ts';

/** The base model of one seed, and the world it lives in. Hashes are SHA-256 (hex). */
export interface SeedResult {
  readonly seed: number;
  /** Hash of the rows before they were divided; absent where every seed divides the same. */
  readonly rowsHash?: string;
  readonly splitHash: string;
  readonly base: {
    readonly startHash: string;
    readonly endHash: string;
    readonly accuracyOld: number;
    readonly curve: readonly CurvePoint[];
    readonly times: Times;
  };
  readonly ledger: readonly LedgerEntry[];
  /** What can be told of the drift without the ledger; null where that has no answer. */
  readonly diagnosis: SeedDiagnosis | null;
  /** Hash of the drifted new-regime pool and test rows, after drift. */
  readonly driftedHash: string;
  /** The order in which the arms ran, drawn anew for each cohort of seeds that trained side by side. */
  readonly armOrder: readonly string[];
}

/** How the base model's learning rate was chosen for all seeds, where that was asked for. */
export interface BaseRate {
  /** The rate of the spec, and the one that was taken. */
  readonly usual: number;
  readonly rate: number;
  /** In the order in which they were tried, with the held-out old rows that came out right, of numbers minus the sum of their squared errors (standardised); null where the training diverged. */
  readonly tried: readonly { readonly rate: number; readonly right: number | null }[];
  readonly heldOut: number;
  /** What the trials took; part of no repair's cost. */
  readonly steps: number;
  readonly examples: number;
  readonly flops: number;
  readonly trainMs: number;
}

/** An arm that could not run on a seed, and why, as one sentence. */
export interface SkippedArm {
  readonly seed: number;
  readonly arm: string;
  readonly reason: string;
}

/** What of the rows themselves a conclusion rests on. */
export interface World {
  /** What a model that knows nothing reaches: the share of the most frequent class (0 … 1); of numbers 0, the R² of their mean. */
  readonly chance: number;
  /** Every seed draws other rows of the same world. */
  readonly freshRows: boolean;
  /** The number that is told, and how widely it is spread (standard deviation); absent where classes are. */
  readonly target?: NonNullable<Summary['target']>;
}

/** A repeat that did not come to its end. */
export interface AbortedRepeat {
  readonly seed: number;
  readonly arm: string;
}

/** The machine a run was made on, as far as a page can know it. */
export interface Environment {
  readonly app: string;
  readonly userAgent: string;
  readonly cores: number;
  readonly engine: EngineFacts;
  /** The tab was hidden at some time during the run. */
  readonly hidden: boolean;
  /** What came between its beginning and its end: what had been finished stayed, the rest was begun again. Absent where nothing did. */
  readonly interruptions?: readonly Interruption[];
  /** For how long the machine or the tab stood still while something was trained (ms, monotonic clock): taken out of the times. Absent where it never did. */
  readonly stoodStillMs?: number;
  /** Pressure on the processor, where the browser tells. */
  readonly pressure: Pressure;
  /** Commit that the app was built from; absent where it was built outside its repository. */
  readonly commit?: string;
  /** The least step of the clock that times the training, as far as it showed (ms). */
  readonly timerStepMs?: number;
  /** The page is isolated from others (`crossOriginIsolated`), so that clocks are finer and threads share memory. */
  readonly isolated?: boolean;
  /** `navigator.cpuPerformance`, where there is one. */
  readonly cpuPerformance?: number;
}

/** A run lost what worked on it, and went on from what had been finished. */
export interface Interruption {
  /** `tab`: it was closed, reloaded, discarded or crashed; `worker`: the browser ended it; `engine`: its GPU was gone, and another engine took its place. */
  readonly lost: 'tab' | 'worker' | 'engine';
  /** How many repeats, of a stream seeds, had been finished by then. */
  readonly kept: number;
}

/** That whoever holds a key made this record: Ed25519 (RFC 8032) over the letters of its id, everything in hexadecimal letters. It proves the same author, not a true result. */
export interface Signature {
  readonly alg: 'Ed25519';
  readonly publicKey: string;
  readonly sig: string;
}

export interface RunRecord {
  readonly format: 'drift-lab-run';
  readonly version: 1;
  /** `sha256:` of the canonical JSON of this record's document (`record/document.ts`) without `runId` and `signatures`. */
  readonly runId: string;
  /** The run that it replicates. */
  readonly parentId?: string;
  /** The id that it had before records had this form. */
  readonly formerId?: string;
  readonly signatures?: readonly Signature[];
  /** What people decided on its evidence (`decide/decision.ts`), each with an id over itself. */
  readonly decisions?: readonly { readonly id: string }[];
  readonly specId: string;
  readonly spec: Spec;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly environment: Environment;
  readonly data: {
    readonly title: string;
    readonly card: DataCard;
    readonly sha256: string;
    readonly rows: number;
    readonly inputShape: readonly number[];
    readonly classes: readonly string[];
    readonly notes: readonly string[];
  };
  readonly model: ModelSize;
  /** What is known of real drift; absent where all drift is injected. */
  readonly shift?: ShiftReport;
  /** Absent where the rate is that of the spec. */
  readonly baseRate?: BaseRate;
  readonly world: World;
  readonly seeds: readonly SeedResult[];
  readonly results: readonly ArmResult[];
  /** Absent where every arm ran. */
  readonly skipped?: readonly SkippedArm[];
  /** Arms that were left out of a race, each with the number of seeds it had run by then; absent where none was. */
  readonly retired?: Readonly<Record<string, number>>;
  /** The run was stopped by hand during these; absent where it went to its end. */
  readonly aborted?: readonly AbortedRepeat[];
  /** `freshness` where the spec says how long repairs take; null where there was nothing to compare. */
  readonly derived: { readonly summary: Summary; readonly verdict: Verdict; readonly freshness?: Freshness | null };
  /** Whether the answer survives other recipes, where that was asked; those runs have specs of their own. */
  readonly robustness?: Robustness;
}

/** One thing about a record that anybody can check, and what came of it. */
export interface Check {
  readonly id: 'content' | 'spec' | 'derived' | 'signature' | 'consistent';
  readonly ok: boolean;
  /** One sentence. */
  readonly text: string;
}

/** From least to most; `unknown`: the browser does not tell, or has not yet. */
export type PressureState = 'unknown' | 'nominal' | 'fair' | 'serious' | 'critical';

/** Of one run. */
export interface Pressure {
  /** When it began, and nothing of ours was training. */
  readonly before: PressureState;
  /** The highest while it went on. */
  readonly during: PressureState;
  /** Every change while it went on, of more than 50 the first 50; absent where there was none. */
  readonly log?: readonly PressureChange[];
}

/** The pressure rose or fell to a state. */
export interface PressureChange {
  /** From the beginning of the run, data and engine included. */
  readonly seconds: number;
  readonly state: PressureState;
}

/**
 * What a comparison goes on from: a finished one with fewer seeds, or what an interrupted one had finished. `seeds` are complete, from 0 on; what
 * further ones have among `results` and `skipped` is not made again.
 */
export type EarlierComparison = Pick<RunRecord, 'baseRate' | 'seeds' | 'results' | 'skipped'>;

/** What an interrupted stream goes on from: complete seeds, and what a person did on the first. Where that is not complete, it goes by again with the same edits. */
export type EarlierStream = Pick<StreamRecord, 'seeds' | 'runs' | 'edits' | 'observations'>;

export type Earlier = EarlierComparison | EarlierStream;
/** What a record of that kind goes on from. */
export type EarlierOf<R extends AnyRecord> = R extends StreamRecord ? EarlierStream : EarlierComparison;

/** The record of a run of any kind. */
export type AnyRecord = RunRecord | StreamRecord;
export type RecordOf<Id extends KindId> = Extract<AnyRecord, { readonly spec: SpecOf<Id> }>;

/** What every record has alike. */
type Shared =
  | 'format'
  | 'version'
  | 'runId'
  | 'parentId'
  | 'formerId'
  | 'signatures'
  | 'decisions'
  | 'specId'
  | 'startedAt'
  | 'durationMs'
  | 'environment'
  | 'data'
  | 'model'
  | 'shift';

export interface StreamRecord extends Pick<RunRecord, Shared> {
  readonly spec: StreamSpec;
  readonly world: Pick<World, 'target'>;
  readonly seeds: readonly StreamSeed[];
  readonly runs: readonly PolicyRun[];
  /** What a person did to it while it went on; a run with any is edited, and its link alone does not repeat it. */
  readonly edits: readonly StreamEdit[];
  /** What could be known of the base model without labels, on the first seed. */
  readonly observations: readonly Observation[];
  /** Policies that were left out of a race, each with the seeds after which it was shown not to be the best; absent where none was. */
  readonly retired?: readonly Retired[];
  /** It was stopped by hand during that seed, before that batch; absent where it went to its end. */
  readonly aborted?: { readonly seed: number; readonly batch: number };
  readonly derived: StreamSummary & { readonly verdict: StreamVerdict };
}

/** What of a record is a kind's own. */
export type Body<R extends AnyRecord = AnyRecord> = Omit<R, Shared | 'spec' | 'robustness'>;
