/** Runs the known results one after the other in the headless page. */
import type { RunRecord } from '../../record/types.ts';
import { ensureBuilt } from '../built-app.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { openLab, type ToldEvent } from '../lab-page.ts';
import { ProgressLine } from '../progress-line.ts';
import { judge, type Found, type KnownResult } from './claim.ts';
import { knownResults } from './known-results.ts';

/** A known result and what came out. */
export interface Study extends KnownResult {
  readonly found: readonly Found[];
  /** Of the whole experiment, ms. */
  readonly durationMs: number;
  readonly runId: string;
}

/** Tells stderr how it goes. @throws CliError when it is stopped, or an experiment fails. */
export async function runScience(): Promise<Study[]> {
  const progress = new ProgressLine();
  const interruption = listenForInterrupt(() => progress.note('Stopping …'));
  const { signal } = interruption;
  let failure: ToldEvent | undefined;
  let what = '';
  const tell = (event: ToldEvent) => {
    if (event.type === 'failed' || event.type === 'stopped') failure = event;
    if (event.type === 'progress') progress.update(`${what}: training ${event.done} of ${event.total}`);
  };
  const page = await ensureBuilt((text) => progress.note(text)).then(() => openLab(knownResults[0]!.spec, tell));
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new CliError('Stopped: nothing is reported of a part of a study.', exitCode.failed)), { once: true });
  });
  try {
    const studies: Study[] = [];
    for (const known of knownResults) {
      what = known.id;
      const record = (await Promise.race([page.run(known.spec), stopped])) as RunRecord | undefined;
      if (!record) throw new CliError(`The experiment ${known.id} ended without a result${failure?.type === 'failed' ? `: ${failure.text}` : ''}. Run it again.`, exitCode.failed);
      studies.push({ ...known, found: judge(known, record.results, record.skipped), durationMs: record.durationMs, runId: record.runId });
    }
    return studies;
  } finally {
    progress.clear();
    await page.close();
    interruption.dispose();
  }
}
