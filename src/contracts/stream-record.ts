/** The record of a stream: everything needed to read, check and repeat it, in one JSON document. */
import type { StreamVerdict } from './verdict.ts';
import type { Observation, PolicyRun, Retired, StreamEdit, StreamSeed } from './stream.ts';
import type { StreamSummary } from './stream-summary.ts';
import type { StreamSpec } from '../spec/schema.ts';
import type { Environment, RunRecord } from './record.ts';

export interface StreamRecord extends Pick<RunRecord, 'version' | 'runId' | 'specId' | 'startedAt' | 'durationMs' | 'data' | 'model'> {
  readonly spec: StreamSpec;
  readonly environment: Environment;
  readonly seeds: readonly StreamSeed[];
  readonly runs: readonly PolicyRun[];
  /** What a person did to it while it went on; a run with any is edited, and its link alone does not repeat it. */
  readonly edits: readonly StreamEdit[];
  /** What could be known of the base model without labels, on the first seed. */
  readonly observations: readonly Observation[];
  /** Policies that were left out of a race, each with the seeds after which it was shown not to be the best; absent where none was. */
  readonly retired?: readonly Retired[];
  readonly derived: StreamSummary & { readonly verdict: StreamVerdict };
}
