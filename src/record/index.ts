/**
 * What a run leaves, as `drift-lab/record`: its types, its identity, and the forms in which it can be written.
 *
 * A record is plain JSON and says everything: spec, machine, every repeat with hashes of its weights, derived numbers, verdict. Its
 * `runId` is `contentId` of the record without it, so whoever changes a number changes the id.
 *
 * @example
 * ```ts
 * import { contentId, exports } from 'drift-lab/record';
 *
 * const { runId, ...rest } = JSON.parse(text);
 * if (contentId(rest) !== runId) throw new Error('this record was altered');
 * console.log(exports.find(({ id }) => id === 'csv').text({ runId, ...rest }));
 * ```
 *
 * @module drift-lab/record
 */
export { canonicalJson, contentId, specId } from '../spec/canonical.ts';
export { exports, type Export } from './export/registry.ts';
export type { AnyRecord, Environment, RecordOf, RunRecord, SeedResult, SkippedArm, StreamRecord } from '../contracts/record.ts';
export type { Verdict, VerdictKind } from '../contracts/verdict.ts';
export type { ArmResult, ArmSummary, Comparison, Summary } from '../contracts/results.ts';
