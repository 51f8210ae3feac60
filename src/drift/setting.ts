/** What is injected, and into what. */
import { type Column, type Concepts, type Samples } from '../data/types.ts';
import { type ParameterValues } from '../spec/parameter.ts';
import type { DriftData, When, Where } from '../contracts/drift.ts';

/** One drift of an experiment. */
export interface Drift {
  readonly id: string;
  /** 0 (the old world) … 5. */
  readonly severity: number;
  readonly params: ParameterValues;
  readonly where: Where;
  readonly when: When;
}

/** The old world, and which batch of which repeat is changed. */
export interface DriftSetting extends Omit<DriftData, 'inputShape' | 'concepts'> {
  readonly root: number;
  /** Index of the repeat. */
  readonly seed: number;
  /** Name of the batch (`pool`, `test`). All batches of a repeat get the same world, each its own noise. */
  readonly batch: string;
  /** When the rows come: one after the other through the new regime, or all at its end. */
  readonly times: 'spread' | 'end';
  /** Base-train rows, in raw units. */
  readonly reference: Samples;
  readonly columns: readonly Column[];
  readonly classes: readonly string[];
  readonly concepts?: Concepts;
}
