/**
 * What a run leaves, as `drift-lab/record`: its types, its identity, and the forms in which it can be written.
 *
 * A record is plain JSON and says everything: spec, machine, every repeat with hashes of its weights, derived numbers, verdict. Its
 * `runId` is made of all of it, so whoever changes a number changes the id; `readRun` checks that, and works out anew what is derived.
 *
 * @example
 * ```ts
 * import { readRun, exports } from 'drift-lab/record';
 *
 * const run = readRun(bytes);
 * if (!run.ok || !run.sound) throw new Error(run.ok ? 'this run was altered' : run.message);
 * console.log(await exports.find(({ id }) => id === 'csv').content(run.record));
 * ```
 *
 * @module drift-lab/record
 */
export { canonicalJson, contentId, specId } from '../spec/canonical.ts';
export { readRun, type ReadRun } from './file/read.ts';
export { runBytes, runText } from './file/write.ts';
export { replication } from './replication.ts';
export { beside } from './beside.ts';
export { holds, newKeys, signed, type KeyPair } from './signature.ts';
export { exports, type Export } from './export/registry.ts';
export type { AnyRecord, Environment, RecordOf, RunRecord, SeedResult, SkippedArm, StreamRecord } from '../contracts/record.ts';
export type { Verdict, VerdictKind } from '../contracts/verdict.ts';
export type { ArmResult, ArmSummary, Comparison, Summary } from '../contracts/results.ts';
