import type { RecordOf } from '../contracts/record.ts';
import type { AnySpec } from '../spec/schema.ts';
import { askFirst } from './ask-first.ts';
import { ensureBuilt } from './built-app.ts';
import { CliError, exitCode } from './cli-error.ts';
import { openInterruption, openProgress } from './desk.ts';
import { openLab, type ToldEvent } from './lab-page.ts';
import { openOwnFile, type OwnFile } from './own-file.ts';
import { openOwnModel, type ModelFiles } from './own-model.ts';

export interface Experiment {
  readonly id: string;
  readonly spec: AnySpec;
}

/** What the user brings to a study. */
export interface StudyFiles {
  readonly model?: ModelFiles | undefined;
  readonly data?: OwnFile | undefined;
  /** A long study of `data` begins without a question. */
  readonly yes?: boolean;
}

/** Hands each record over as it comes. @param model the model of all of them, in place of theirs. @param data the files that they are on. @throws CliError when it is stopped, or an experiment ends without a result. */
export async function runMany<E extends Experiment>(
  experiments: readonly E[],
  done: (experiment: E, record: RecordOf<E['spec']['kind']>) => void,
  { model: own, data, yes = false }: StudyFiles = {},
): Promise<void> {
  const [first] = experiments;
  if (!first) return;
  const progress = openProgress();
  const interruption = openInterruption(() => progress.note('Stopping …'));
  const { signal } = interruption;
  let failure: ToldEvent | undefined;
  let what = '';
  const tell = (event: ToldEvent) => {
    if (event.type === 'failed' || event.type === 'stopped') failure = event;
    if (event.type === 'progress') progress.update(`${what}: training ${event.done} of ${event.total}`);
  };
  const page = await ensureBuilt((text) => progress.note(text)).then(() => openLab(first.spec, tell));
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new CliError('Stopped: nothing is reported of a part of a study.', exitCode.failed)), {
      once: true,
    });
  });
  try {
    if (data) await Promise.race([openOwnFile(page, data), stopped]);
    const model = own && (await Promise.race([openOwnModel(page, first.spec, own, (text) => progress.note(text)), stopped]));
    const specOf = ({ spec }: E) => (model ? { ...spec, model } : spec);
    if (data) await askFirst(await Promise.all(experiments.map((each) => page.cost(specOf(each)))), yes, undefined, signal);
    for (const [i, experiment] of experiments.entries()) {
      what = `${i + 1} of ${experiments.length}, ${experiment.id}`;
      const record = await Promise.race([page.run(specOf(experiment)), stopped]);
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
