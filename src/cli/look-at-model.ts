/** Opens a model in the headless page and trains nothing. */
import type { OwnModelFacts } from '../contracts/services.ts';
import { presets } from '../spec/kinds/compare/presets.ts';
import { ensureBuilt } from './built-app.ts';
import { CliError, exitCode } from './cli-error.ts';
import { openInterruption, openProgress } from './desk.ts';
import { openLab, type LabPage } from './lab-page.ts';

/** @param paths model.json and its weights. @throws CliError when it is refused or stopped. */
export async function lookAtModel(paths: readonly string[]): Promise<OwnModelFacts> {
  const progress = openProgress();
  const interruption = openInterruption(() => progress.note('Stopping …'));
  const stopped = new Promise<never>((_, reject) => {
    const end = () => reject(new CliError('Stopped: the model was not read.', exitCode.failed));
    interruption.signal.addEventListener('abort', end, { once: true });
  });
  // Where the signal comes when nobody waits for it, nobody is to hear of it either.
  stopped.catch(() => undefined);
  let page: LabPage | undefined;
  try {
    await ensureBuilt((text) => progress.note(text), interruption.signal);
    progress.update('Starting the browser …');
    page = await openLab(presets.quick.spec, () => {}, undefined, interruption.signal);
    const answer = await Promise.race([page.openModel(paths), stopped]);
    if ('refusal' in answer) throw new CliError(answer.refusal);
    return answer.model;
  } finally {
    progress.clear();
    await page?.close();
    interruption.dispose();
  }
}
