/** What the pages of all kinds of experiment share: the spec being edited, its data and preview, and files of the user's own. */
import type { RunEvent } from '../contracts/events.ts';
import type { AnyRecord } from '../contracts/record.ts';
import type { AskedWorlds, Own, OwnAnswer, Preview, Refusal } from '../contracts/services.ts';
import type { PredictedCost } from '../experiment/long-run.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import { devices, profileOf } from '../measure/energy/devices.ts';
import { wattBand, type WattBand } from '../measure/energy/energy.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { describeIssues, parseAny } from '../spec/parse.ts';
import type { Changeable } from '../spec/lesson.ts';
import type { Role } from '../spec/roles.ts';
import type { AnySpec } from '../spec/schema.ts';
import { eventLog } from './event-log.ts';
import { DataState, relativePaths } from './data-state.ts';
import type { RunPhase } from './run.ts';
import type { Steps } from './steps.ts';
import { Store } from './store.ts';
import type { Workers } from './workers.ts';

/** What every kind of spec has. */
type Common = Pick<AnySpec, 'data' | 'model' | 'base' | 'drift' | 'stop' | 'measure' | 'energy' | 'seeds' | 'engine'>;

/** Keeps how files of a person's own were read (`reading-memory.ts`). */
export interface ReadingMemory {
  recall(files: readonly File[]): Promise<ReadingOptions | undefined>;
  remember(files: readonly File[], reading: ReadingOptions | undefined): Promise<void>;
}

/** What a lesson keeps as it is (`ui/present/`). */
export interface Restriction {
  /** Where a reset leads to. */
  readonly home: AnySpec;
  /** Why that change is not made, in words; undefined where it is. */
  refuses(before: AnySpec, after: AnySpec): string | undefined;
  /** Nobody is to change that part of the experiment. */
  locks(part: Changeable): boolean;
}

export abstract class ExperimentStore<Kind extends AnySpec = AnySpec> extends Store {
  /** A message about something outside the run (a bad link, a file that could not be read). */
  notice: string | undefined;
  /** What the sender of the link came to, as the link says it. */
  shared: string | undefined;
  /** Of a lesson that came with the link. */
  restriction: Restriction | undefined;
  /** The data, its drifts and their preview. */
  readonly data = new DataState(
    () => this.workers.data,
    () => this.changed(),
  );

  /** The last run, of the spec that it began with. */
  abstract run: {
    readonly spec: AnySpec;
    readonly phase: RunPhase;
    readonly busy: boolean;
    readonly message?: string | undefined;
    readonly record?: AnyRecord | undefined;
  };

  /** What can be undone, once the code for it is here. */
  steps: Steps | undefined;

  /** Somebody else changed what the page shows. */
  abstract told(): void;

  /** Runs the experiment as it stands, for a person to watch. */
  abstract start(listener?: (event: RunEvent) => void): Promise<AnyRecord | undefined>;
  private power: { readonly key: string; readonly band: WattBand } | undefined;

  /** Whether a run of this kind tells `fall` at all. */
  readonly tellsFall: boolean = false;

  /** What the drift did to the base model as it was: its accuracy (of numbers its R²) on old and on new rows, mean over the seeds that are through so far. */
  get fall(): { readonly before: number; readonly after: number } | undefined {
    return undefined;
  }

  /** Takes that experiment and runs it as fast as it can. Resolves when the run has ended; `listener` also gets every event. */
  abstract carryOut(spec: Kind, listener?: (event: RunEvent) => void): Promise<AnyRecord | undefined>;

  /** Stops what of it goes on. */
  abstract stop(): void;

  /** What is on the page belongs to another experiment than the one now set. */
  abstract get stale(): boolean;

  protected constructor(
    public spec: Kind,
    protected readonly workers: Workers,
  ) {
    super();
  }

  /** Replaces the experiment, keeping the last run on the page. An invalid one is refused with a notice. */
  setSpec(spec: Kind): void {
    const parsed = parseAny(spec);
    if (!parsed.ok) return this.showNotice(`This change was not made. ${describeIssues(parsed.issues)}`);
    const locked = this.restriction?.refuses(this.spec, parsed.spec);
    if (locked) return this.showNotice(locked);
    this.spec = parsed.spec as Kind;
    this.notice = undefined;
    this.changed();
    this.data.show(this.spec);
  }

  edit(change: Partial<Kind> | Partial<Common>): void {
    this.setSpec({ ...this.spec, ...change } as Kind);
  }

  /** Power of the machine that the run's spec names. */
  get watts(): WattBand {
    const { energy, seeds } = this.run.spec;
    const key = canonicalJson([energy, seeds.root]);
    if (this.power?.key !== key) {
      const device = profileOf(energy) ?? devices[0]!;
      this.power = { key, band: wattBand(device, energy.pue, seeds.root) };
    }
    return this.power.band;
  }

  showNotice(text: string | undefined): void {
    if (text !== undefined) eventLog.note('notice shown');
    this.notice = text;
    this.changed();
  }

  /** About how long that experiment takes on the data that are open; undefined where they are not. */
  cost(spec: AnySpec): Promise<PredictedCost | undefined> {
    return this.workers.data.cost(spec, navigator.hardwareConcurrency);
  }

  /** How the world changes, as the experiment is edited. */
  get preview(): Preview | undefined {
    return this.data.preview;
  }

  /** Why the experiment as edited cannot run; undefined when it can. */
  get refusal(): Refusal | undefined {
    return this.data.refusal;
  }

  useBuiltIn(id: string): void {
    this.setSpec(this.data.onBuiltIn(this.spec, id));
  }

  /** The files that are open become the data. */
  useOwn(): void {
    if (this.data.own) this.setSpec(this.data.onOwn(this.spec, this.data.own));
  }

  /** Where it is kept how a person had their files read. */
  readonly memory: ReadingMemory = {
    recall: async (files) => (await import('./reading-memory.ts')).recall(this.workers.library, files),
    remember: async (files, reading) => (await import('./reading-memory.ts')).remember(this.workers.library, files, reading),
  };

  /**
   * Opens the user's files; on success the experiment is set to them, else it is told why not. @param reading how; absent = as these files were last
   * read here by a person's choice, else as is guessed
   */
  async openFiles(files: readonly File[], reading?: ReadingOptions, paths?: readonly string[]): Promise<Refusal | undefined> {
    this.showNotice(undefined);
    const own = { files, paths: paths ?? relativePaths(files) };
    const before = reading ? undefined : await this.memory.recall(files);
    const answer = await this.data.read(own, reading ?? before);
    // What was chosen once may be refused by a later version.
    const recalled = before !== undefined && 'own' in answer;
    const refused = this.opened(before && !recalled ? await this.data.read(own) : answer);
    if (!refused) this.data.recalled = recalled;
    if (recalled) this.changed();
    return refused;
  }

  /** Forgets how the open files were last read, and reads them as is guessed. */
  async readAfresh(): Promise<void> {
    const { files, paths } = this.data.openFiles;
    await this.memory.remember(files, undefined);
    await this.openFiles(files, {}, paths);
  }

  /** Cuts and divides the rows of the open files another way. */
  async chooseWorlds(asked: AskedWorlds): Promise<Refusal | undefined> {
    this.showNotice(undefined);
    return this.opened(await this.data.chooseWorlds(asked));
  }

  private opened(answer: OwnAnswer): Refusal | undefined {
    if ('refusal' in answer) {
      this.showNotice(answer.refusal.text);
      return answer.refusal;
    }
    this.useOwn();
    return undefined;
  }

  /** Reads the open files again, with this column for something else, and keeps that for the next time. There is one label. */
  async giveRole(column: string, role: Role): Promise<void> {
    const { files, paths } = this.data.openFiles;
    const { own } = this.data;
    const reading = (own && 'read' in own.spec && own.spec.read) || {};
    const others = Object.entries(reading.roles ?? {}).filter(
      ([name, other]) => name !== column && !(role === 'label' && other === 'label'),
    );
    if (!files.length) return;
    const chosen = { ...reading, roles: { ...Object.fromEntries(others), [column]: role } };
    if (!(await this.openFiles(files, chosen, paths))) await this.memory.remember(files, chosen);
  }

  /** Takes a download as data, fetching it first where it is not on this device. */
  async useDownload(id: string): Promise<void> {
    this.showNotice(undefined);
    const answer = await this.data.useDownload(id);
    if ('refusal' in answer) this.showNotice(answer.refusal.text);
    else this.setSpec(this.data.onOwn(this.spec, answer.own));
  }

  /** Takes the user's TensorFlow.js model as the base. */
  async openModel(files: readonly File[]): Promise<void> {
    this.showNotice(undefined);
    const refusal = await this.data.readModel(files);
    if (refusal) this.showNotice(refusal.text);
    else this.edit({ model: this.data.ownModel!.spec });
  }

  /** What a run of that experiment needs of the user's own, from the worker that read it. */
  protected async ownParts({ data, model }: Pick<AnySpec, 'data' | 'model'> = this.spec): Promise<Own> {
    const dataset = data.id === 'own' ? await this.workers.data.ownDataset() : undefined;
    const ownModel = model.family === 'imported' ? await this.workers.data.ownModel(model.params.head) : undefined;
    return { ...(dataset && { data: dataset }), ...(ownModel && { model: ownModel }) };
  }
}
