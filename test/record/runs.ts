/** Runs to test with: fixtures of every form that records have had. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord, StreamRecord } from '../../src/contracts/record.ts';
import { readRun, type ReadRun } from '../../src/record/file/read.ts';

export const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'fixtures', name));

export function read(bytes: Uint8Array | string): Extract<ReadRun, { ok: true }> {
  const run = readRun(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  if (!run.ok) throw new Error(run.message);
  return run;
}

/** Six seeds of three repairs on the telemetry of pumps. */
export const comparisonRun = (): RunRecord => read(fixture('compare.v0.json.gz')).record as RunRecord;
/** Three seeds of three policies. */
export const streamRun = (): StreamRecord => read(fixture('stream.v0.json.gz')).record as StreamRecord;
