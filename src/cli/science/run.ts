/** Runs the known results one after the other in the headless page. */
import { runMany } from '../run-many.ts';
import { evidenceOf, judge, type Found, type KnownResult } from '../../science/claim.ts';
import { knownResults } from '../../science/known-results.ts';

/** A known result and what came out. */
export interface Study extends KnownResult {
  readonly found: readonly Found[];
  /** Of the whole experiment, ms. */
  readonly durationMs: number;
  readonly runId: string;
}

/** Tells stderr how it goes. @throws CliError when it is stopped, or an experiment fails. */
export async function runScience(): Promise<Study[]> {
  const studies: Study[] = [];
  await runMany(knownResults, (known, record) => {
    const { durationMs, runId } = record;
    studies.push({ ...known, found: judge(known, evidenceOf(record)), durationMs, runId });
  });
  return studies;
}
