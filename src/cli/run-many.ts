import type { RecordOf } from '../contracts/record.ts';
import type { AnySpec } from '../spec/schema.ts';
import { askFirst } from './ask-first.ts';
import { ensureBuilt } from './built-app.ts';
import { CliError, exitCode } from './cli-error.ts';
import { openInterruption, openProgress } from './desk.ts';
import { openLab, type LabPage, type ToldEvent } from './lab-page.ts';
import { openOwnFile, type OwnFile } from './own-file.ts';
import { openOwnModel, type ModelFiles } from './own-model.ts';
import { Pace } from './pace.ts';
import { openHere, type OpenPlace } from './place.ts';
import { spread, type Ended, type Seat, type Spreading } from './spread.ts';

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

/** Machines on which a study runs. */
export interface Places extends Pick<Spreading, 'seats' | 'lease'> {
  readonly open: OpenPlace;
  close(): Promise<void>;
}

export interface How<E> {
  /** Elsewhere than on this computer. @param note what is worth keeping, said to whoever waits */
  readonly places?: ((note: (text: string) => void) => Promise<Places>) | undefined;
  /** Takes what an experiment was refused with, and the others go on; without it the first refusal ends the study. */
  readonly refused?: (experiment: E, why: CliError, index: number, node?: string) => void;
}

const here: Places = { seats: 1, open: openHere, close: () => Promise.resolve() };

/**
 * Hands each record over as it comes; with several places not in the order of the experiments. Resolves with whether all were run: a study that may
 * lack some is stopped without a word.
 * @param model the model of all of them, in place of theirs. @param data the files that they are on.
 * @throws CliError when it is stopped, or an experiment ends without a result.
 */
export async function runMany<E extends Experiment>(
  experiments: readonly E[],
  done: (experiment: E, record: RecordOf<E['spec']['kind']>, index: number, node?: string) => void,
  { model: own, data, yes = false }: StudyFiles = {},
  { places: elsewhere, refused }: How<E> = {},
): Promise<boolean> {
  const [first] = experiments;
  if (!first) return true;
  const progress = openProgress();
  const note = (text: string) => progress.note(text);
  const interruption = openInterruption(() => note('Stopping …'));
  const { signal } = interruption;
  const pace = new Pace(experiments.length);
  const total = experiments.length;
  let places: Places | undefined;
  let model: AnySpec['model'] | undefined;
  const specOf = ({ spec }: E): AnySpec => (model ? ({ ...spec, model } as AnySpec) : spec);

  /** One page with the user's files open, and what it says told. */
  async function open({ heard, begun, signal: over }: Parameters<Spreading['open']>[0]): Promise<Seat> {
    let failure: ToldEvent | undefined;
    const tell = (event: ToldEvent) => {
      heard();
      if (event.type === 'failed' || event.type === 'stopped') failure = event;
      const index = begun();
      if (event.type !== 'progress' || index === undefined) return;
      pace.reach(index, event.done / Math.max(1, event.total));
      const one = `${index + 1} of ${total}, ${experiments[index]!.id}: training ${event.done} of ${event.total}`;
      progress.update(`${places!.seats > 1 ? pace.text : one}${pace.left}`, pace.share);
    };
    const page = await openLab(first!.spec, tell, places!.open, over);
    try {
      await Promise.race([bring(page, over), rejectsWhen(over)]);
    } catch (error) {
      await page.close();
      throw error;
    }
    return {
      ...(page.node !== undefined && { node: page.node }),
      async run(spec) {
        failure = undefined;
        const record = await page.run(model ? ({ ...spec, model } as AnySpec) : spec);
        return record ? { record } : { refused: whyNot(failure) };
      },
      close: () => page.close(),
    };
  }

  async function bring(page: LabPage, over: AbortSignal): Promise<void> {
    if (data) await openOwnFile(page, data);
    if (own) model = await openOwnModel(page, first!.spec, own, note);
    if (data) await askFirst(await Promise.all(experiments.map((each) => page.cost(specOf(each)))), yes, undefined, over);
  }

  function ended(index: number, outcome: Ended): void {
    pace.end(index);
    const experiment = experiments[index]!;
    // A run's record is of the kind of its spec.
    if ('record' in outcome) done(experiment, outcome.record as RecordOf<E['spec']['kind']>, index, outcome.node);
    else if (refused) refused(experiment, outcome.refused, index, outcome.node);
    else if (outcome.refused.code === exitCode.badInput || !(outcome.refused instanceof NoResult)) throw outcome.refused;
    else throw new CliError(`The experiment ${experiment.id} ended without a result${outcome.refused.why}. Run it again.`, exitCode.failed);
  }

  try {
    await ensureBuilt(note, signal);
    places = elsewhere ? await elsewhere(note) : here;
    await spread(
      experiments.map(({ spec }) => spec),
      {
        ...{ seats: places.seats, open, ended, note, signal },
        ...(places.lease && { lease: places.lease }),
        retries: refused || elsewhere ? 1 : 0,
        begun: (index) => pace.begin(index),
      },
    );
    if (signal.aborted && !refused) throw new CliError('Stopped: nothing is reported of a part of a study.', exitCode.failed);
    return pace.share.done === total;
  } finally {
    progress.clear();
    await places?.close();
    interruption.dispose();
  }
}

function rejectsWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new CliError('Stopped.', exitCode.failed)), { once: true });
  });
}

/** The page ended the experiment without a record. */
class NoResult extends CliError {
  /** After a colon, or empty. */
  readonly why: string;

  constructor(why = '') {
    super(why || 'It ended without a result.', exitCode.failed);
    this.why = why && `: ${why}`;
  }
}

function whyNot(event: ToldEvent | undefined): CliError {
  if (event?.type !== 'failed') return new NoResult();
  return event.code === 'bad-input' ? new CliError(event.text) : new NoResult(event.text);
}
