/** A run of each kind of experiment, as the page follows it. */
import type { AnySpec, KindId, Spec, SpecOf, StreamSpec } from '../spec/schema.ts';
import { CompareRun } from './compare-run.ts';
import { StreamRun } from './stream-run.ts';

const runs = {
  compare: (spec: Spec, brief: boolean) => new CompareRun(spec, { brief }),
  stream: (spec: StreamSpec) => new StreamRun(spec),
} satisfies { readonly [Id in KindId]: (spec: SpecOf<Id>, brief: boolean) => unknown };

/** The run of an experiment. @param brief only accuracies are asked of it */
export function runOf(spec: Spec, brief?: boolean): CompareRun;
export function runOf(spec: StreamSpec): StreamRun;
export function runOf(spec: AnySpec): CompareRun | StreamRun;
export function runOf(spec: AnySpec, brief = false): CompareRun | StreamRun {
  return runs[spec.kind](spec as never, brief);
}
