/** A run of the same experiment that was recorded before, for a room that cannot wait, or a machine that cannot run it. */
import { msg, str } from '../../words/msg.ts';
import { day } from '../../words/dates.ts';
import type { AnyRecord } from '../../contracts/record.ts';
import { roughly } from '../../experiment/long-run.ts';
import { contentId } from '../../spec/canonical.ts';
import type { AnySpec } from '../../spec/schema.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { libraryOf, showKept } from '../../state/kept.ts';
import type { LabStore } from '../../state/lab-store.ts';
import { justNoted } from '../../state/event-log.ts';

/** A room waits no longer than that, s. */
const PATIENCE_SECONDS = 60;

/** Where a record is to be had. */
interface Source {
  readonly where: string;
  fetch(): Promise<string>;
}

export class Recorded {
  /** Why it is offered, in a sentence; undefined where it is not. */
  offer: string | undefined;
  /** Where the run that is shown comes from. */
  said = '';
  private asked: string | undefined;
  private source: Source | undefined;
  private run: unknown;
  private lab: LabStore | undefined;

  constructor(private readonly changed: () => void) {}

  /** What the page shows is the recorded run. */
  shows(store: ExperimentStore): boolean {
    return this.run !== undefined && this.run === store.run;
  }

  /** Looks whether one is wanted and there is one; asked anew only for another experiment, or when a run has failed. */
  consider(lab: LabStore, store: ExperimentStore): void {
    this.lab = lab;
    const { spec, run, refusal } = store;
    const failed = (run as { readonly phase?: string }).phase === 'failed';
    // Until the data are open nobody knows how long it takes.
    if (!store.preview && !refusal && !failed) return;
    const asked = `${contentId(spec)} ${failed} ${refusal !== undefined}`;
    if (asked === this.asked) return;
    this.asked = asked;
    this.offer = undefined;
    void this.look(lab, store, spec, failed || refusal !== undefined).then((offer) => {
      if (this.asked !== asked) return;
      this.offer = offer;
      this.changed();
    });
  }

  private async look(lab: LabStore, store: ExperimentStore, spec: AnySpec, cannot: boolean): Promise<string | undefined> {
    const seconds = cannot ? undefined : (await store.cost(spec).catch(justNoted('asking how long it takes')))?.seconds;
    if (!cannot && (seconds === undefined || seconds <= PATIENCE_SECONDS)) return undefined;
    // Without a gallery or a library there is nothing to offer, and the slides say what they say anyway.
    this.source = await sourceOf(lab, contentId(spec)).catch(justNoted('looking for a recorded run'));
    if (!this.source) return undefined;
    const why = seconds === undefined ? msg('This machine cannot run it now.') : msg(str`Here it takes ${roughly(seconds)}.`);
    return `${why} ${msg(str`There is a recorded run: ${this.source.where}.`)}`;
  }

  /** Puts it on the page. What goes wrong is said in its place. */
  async show(): Promise<void> {
    const { lab, source } = this;
    if (!lab || !source) return;
    try {
      const kept = await libraryOf(lab).open(await source.fetch());
      if (!kept) throw new Error(msg('it is not kept here any more'));
      showKept(lab, kept);
      this.run = lab.storeOf(kept.record.spec).run;
      this.said = saidOf(kept.record, source.where);
    } catch (error) {
      this.offer = msg(str`The recorded run could not be opened: ${(error as Error).message}`);
    }
    this.changed();
  }
}

const saidOf = ({ startedAt, environment }: AnyRecord, where: string): string =>
  msg(str`Recorded on ${day(startedAt)} (${environment.engine.engine.toUpperCase()}; ${where}), not run here.`);

/** From the gallery beside the app, else from the runs that are kept on this device. */
async function sourceOf(lab: LabStore, specId: string): Promise<Source | undefined> {
  const { library } = libraryOf(lab);
  const benchmarks = (await library.gallery().catch(justNoted('opening the gallery'))) ?? [];
  for (const benchmark of benchmarks) {
    const [run] = benchmark.specId === specId ? benchmark.runs : [];
    if (!run) continue;
    const fetch = async () => {
      const answer = await library.openGalleryRun(benchmark.id, run.file);
      if ('refusal' in answer) throw new Error(answer.refusal);
      return answer.runId;
    };
    return { where: msg(str`${run.machine}, by ${run.author}`), fetch };
  }
  const entry = (await library.list()).find((kept) => kept.specId === specId && kept.state === 'finished' && kept.sound);
  return entry && { where: msg(str`kept on this device on ${day(entry.keptAt)}`), fetch: async () => entry.runId };
}
