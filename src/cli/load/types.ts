/** What `lab bench load` does, watches and reports. */
import type { Stage } from '../faults/stage.ts';

/** What a page holds at a moment, everything collected that can be. */
export interface Moment {
  /** Of how many times. */
  readonly after: number;
  /** What JavaScript objects of the page take, bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
  /** Memory of the processes that draw pages, which WebAssembly and workers are part of, bytes; null where the system does not tell. */
  readonly memory: number | null;
}

export type Unit = 'ms' | 's' | 'MB' | '%' | '';

export interface Goal {
  readonly title: string;
  readonly unit: Unit;
  /** The figure may be as large as this; absent for what is only told. */
  readonly most?: number;
  /** The figure has to be as large as this. */
  readonly least?: number;
}

export interface Figure extends Goal {
  /** Null where it could not be measured. */
  readonly value: number | null;
  /** Null where nothing was measured, or nothing is asked of it. */
  readonly met: boolean | null;
  /** Of a long task: what the longest frame did, longest first. */
  readonly did?: readonly string[];
}

/** What a part came to. */
export interface Outcome {
  /** In how many times, rows, tabs or events. */
  readonly times: number;
  readonly figures: readonly Figure[];
  /** What did not go as it must, a sentence each. */
  readonly faults: readonly string[];
  /** What the page held, where that was watched. */
  readonly moments?: readonly Moment[];
}

export interface Given {
  readonly stage: Stage;
  /** So much of the times of the whole part, at least `fewest`. */
  count(whole: number, fewest?: number): number;
  /** @param done of `times` */
  say(what: string): void;
}

/** One way in which a page is used for long, or at its limits. */
export interface LoadPart {
  readonly id: string;
  readonly title: string;
  carryOut(given: Given): Promise<Outcome>;
}

export interface LoadRow extends Outcome {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
}

export interface LoadReport {
  readonly rows: readonly LoadRow[];
  readonly share: number;
  readonly browser: string;
  readonly cores: number;
}
