/** Work that takes no gradient step and needs no engine: done in workers of its own, where lanes would stand still meanwhile. */
import type { Spec } from '../spec/schema.ts';
import type { Column, Samples } from '../data/types.ts';
import type { Diagnosis, ShiftReport } from './diagnosis.ts';
import type { ArmResult, Summary } from './results.ts';

/** Rows, `[rows, width]` row-major. */
export interface AnalysedRows {
  readonly x: Float32Array;
  readonly rows: number;
  readonly width: number;
}

/** Rows as the model sees them, the class probabilities that it gives them, and their labels. */
export interface AnalysedSample {
  readonly inputs: AnalysedRows;
  readonly outputs: AnalysedRows;
  readonly labels: Int32Array;
}

/** A head on frozen features that is to be solved. */
export interface HeadQuestion {
  /** n ≥ 1 rows of features `[rows, features]`, their classes or numbers (with Huber's delta), and how much each counts (mean 1; absent = 1). */
  readonly rows: {
    readonly rows: number;
    readonly x: Float32Array;
    readonly y: Int32Array;
    readonly target?: Float32Array;
    readonly delta?: number;
    readonly rowWeights?: Float64Array;
  };
  readonly classes: number;
  /** `[rows]`, the fold of each in the cross-validation; −1 for a row that is never held out. */
  readonly fold: Int32Array;
  /** What it may be held to, laid out like the head; none = 0. `free` = the nearest multiple. */
  readonly anchors: readonly { readonly anchor?: Float32Array; readonly anchorScale?: 'fixed' | 'free' }[];
  /** The old head. */
  readonly start: Float32Array;
  /** Milliseconds for all of it; absent = as many as it takes. */
  readonly limitMs?: number;
}

export interface SolvedHead {
  /** Kernel `[features, classes]`, then intercepts `[classes]`. */
  readonly head: Float32Array;
  /** False where it diverged. */
  readonly finite: boolean;
  readonly converged: boolean;
  /** Of the last fit. */
  readonly iterations: number;
  readonly l2: number;
  /** Index of the anchor. */
  readonly anchor: number;
  /** What the cross-validation came to; absent where too few rows could be held out. */
  readonly choice?: { readonly loss: number; readonly trials: number; readonly iterations: number; readonly atEdge: boolean };
  /** The way of the last fit: iterations, milliseconds since the beginning, cross-entropy (nats), and the head then. */
  readonly looks: readonly { readonly iteration: number; readonly ms: number; readonly loss: number; readonly head: Float32Array }[];
  /** Of all fits together. */
  readonly flops: number;
  readonly bytes: number;
  readonly ms: number;
}

/** All rows of both worlds. `columns` is empty for images and texts, whose inputs are numbered. */
export interface ShiftQuestion {
  readonly old: Samples;
  readonly new: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
}

/** Questions and answers by name: functions do not cross into a worker. */
export interface Analyses {
  /** A head on frozen features, to convergence. */
  solve(question: HeadQuestion): Promise<SolvedHead>;
  /** Null where the data cannot tell (a class without rows, say). `root` and `seed` name the random stream. */
  diagnose(question: {
    readonly reference: AnalysedSample;
    readonly current: AnalysedSample;
    readonly labelled: AnalysedSample;
    readonly root: number;
    readonly seed: number;
  }): Diagnosis | null;
  /** What is known of a change that nobody injected. */
  shift(question: ShiftQuestion & { readonly root: number }): ShiftReport;
  /** What complete seeds so far come to. */
  sumUp(question: {
    readonly spec: Spec;
    readonly results: readonly ArmResult[];
    readonly skipped: readonly string[];
    readonly softwareAdapter: boolean;
    readonly freshRows: boolean;
    readonly majority: number;
    readonly target?: NonNullable<Summary['target']>;
  }): Summary;
}

/** Where such questions are asked. Rejects with an `AbortError` for what was asked before `clear`. */
export interface Analyst {
  ask<Name extends keyof Analyses>(name: Name, question: Parameters<Analyses[Name]>[0]): Promise<Awaited<ReturnType<Analyses[Name]>>>;
  /** Drops what has not been answered. */
  clear(): void;
}
