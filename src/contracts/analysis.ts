/** Work on what models gave that trains nothing: done in workers of its own while no training waits for the processor. */
import type { Spec } from '../spec/schema.ts';
import type { Diagnosis } from './diagnosis.ts';
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

/** Questions and answers by name: functions do not cross into a worker. */
export interface Analyses {
  /** Null where the data cannot tell (a class without rows, say). `root` and `seed` name the random stream. */
  diagnose(question: {
    readonly reference: AnalysedSample;
    readonly current: AnalysedSample;
    readonly labelled: AnalysedSample;
    readonly root: number;
    readonly seed: number;
  }): Diagnosis | null;
  /** What complete seeds so far come to. */
  sumUp(question: {
    readonly spec: Spec;
    readonly results: readonly ArmResult[];
    readonly skipped: readonly string[];
    readonly softwareAdapter: boolean;
    readonly freshRows: boolean;
    readonly majority: number;
  }): Summary;
}

/** Where such questions are asked. Rejects with an `AbortError` for what was asked before `clear`. */
export interface Analyst {
  ask<Name extends keyof Analyses>(name: Name, question: Parameters<Analyses[Name]>[0]): Promise<ReturnType<Analyses[Name]>>;
  /** A training begins, or ends: nothing new is begun while as many go on as there are lanes. */
  training(delta: 1 | -1): void;
  /** Drops what has not been answered. */
  clear(): void;
}
