/** What `lab bench faults` injects and reports. */
import type { Stage } from './stage.ts';

/** What came of a fault. */
export interface Outcome {
  /** What must happen did. */
  readonly survived: boolean;
  /** From the fault until it went on, or said what is the matter (ms); null where that is not a matter of time. */
  readonly recoveredMs: number | null;
  /** What was lost, in words; `nothing` where nothing was. */
  readonly lost: string;
  /** What was seen. */
  readonly seen: string;
}

export interface Fault {
  /** Of the table in the project's reference on trust, where it has that row. */
  readonly id: string;
  readonly title: string;
  /** How it is brought about. */
  readonly how: string;
  inject(stage: Stage): Promise<Outcome>;
}

export interface FaultRow extends Outcome {
  readonly id: string;
  readonly title: string;
  readonly how: string;
}

export interface FaultReport {
  readonly rows: readonly FaultRow[];
  readonly browser: string;
  readonly seconds: number;
}
