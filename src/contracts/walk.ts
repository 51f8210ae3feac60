/** A walk through time as it is planned: an experiment at each cut. Types only. */
import type { Spec } from '../spec/schema.ts';

export interface WalkStep {
  readonly id: string;
  readonly cut: string | number;
  readonly spec: Spec;
}

/** A cut that was asked for, and why no comparison is made there. */
export interface PassedOver {
  readonly cut: string | number;
  readonly why: string;
}

export interface WalkPlanned {
  /** In the order of time, at least one. */
  readonly steps: readonly WalkStep[];
  readonly passed: readonly PassedOver[];
}
