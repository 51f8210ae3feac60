import type { RecordOf } from '../contracts/record.ts';
import type { AnySpec } from '../spec/schema.ts';
import { ensureBuilt } from './built-app.ts';
import { CliError, exitCode } from './cli-error.ts';
import { listenForInterrupt } from './interrupt.ts';
import { openLab, type ToldEvent } from './lab-page.ts';
import { withOwnFile, type OwnFile } from './own-file.ts';
import { openOwnModel, type ModelFiles } from './own-model.ts';
import { ProgressLine } from './progress-line.ts';

export interface Experiment {
  readonly id: string;
  readonly spec: AnySpec;
}

/** What all of the experiments are made with, in place of what they name. */
export interface SharedFiles {
  readonly model?: ModelFiles | undefined;
  readonly data?: OwnFile | undefined;
}

/**
 * Hands each record over as it comes. @param experiments of data of one's own they are made once it is open: then of the experiment on it.
 * @throws CliError when it is stopped, or an experiment ends without a result.
 */
export async function runMany<E extends Experiment>(
  experiments: readonly E[] | { readonly on: E['spec']; readonly of: (opened: E['spec']) => readonly E[] },
  done: (experiment: E, record: RecordOf<E['spec']['kind']>) => void,
  own: SharedFiles = {},
): Promise<void> {
  const first = 'on' in experiments ? experiments.on : experiments[0]?.spec;
  if (!first) return;
  const progress = new ProgressLine();
  const interruption = listenForInterrupt(() => progress.note('Stopping …'));
  const { signal } = interruption;
  let failure: ToldEvent | undefined;
  let what = '';
  const tell = (event: ToldEvent) => {
    if (event.type === 'failed' || event.type === 'stopped') failure = event;
    if (event.type === 'progress') progress.update(`${what}: training ${event.done} of ${event.total}`);
  };
  const page = await ensureBuilt((text) => progress.note(text)).then(() => openLab(first, tell));
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new CliError('Stopped: nothing is reported of a part of a study.', exitCode.failed)), {
      once: true,
    });
  });
  try {
    const note = (text: string) => progress.note(text);
    const model = own.model && (await Promise.race([openOwnModel(page, first, own.model, note), stopped]));
    const opened = own.data ? await Promise.race([withOwnFile(page, first, own.data, note), stopped]) : first;
    const all = 'on' in experiments ? experiments.of(opened as E['spec']) : experiments;
    for (const [i, experiment] of all.entries()) {
      what = `${i + 1} of ${all.length}, ${experiment.id}`;
      const record = await Promise.race([page.run(model ? { ...experiment.spec, model } : experiment.spec), stopped]);
      if (failure?.type === 'failed' && failure.code === 'bad-input') throw new CliError(failure.text);
      if (!record)
        throw new CliError(
          `The experiment ${experiment.id} ended without a result${failure?.type === 'failed' ? `: ${failure.text}` : ''}. Run it again.`,
          exitCode.failed,
        );
      // A run's record is of the kind of its spec.
      done(experiment, record as RecordOf<E['spec']['kind']>);
    }
  } finally {
    progress.clear();
    await page.close();
    interruption.dispose();
  }
}
