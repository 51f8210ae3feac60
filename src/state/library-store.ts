/** The runs that this device keeps, as the page sees them. The library worker does the work. */
import type { KeepOptions, KeptRun, LibraryService, NotKept, Opened, Replication, RunEntry, RunsBeside } from '../contracts/library.ts';
import type { AnyRecord } from '../contracts/record.ts';
import type { CompareRun } from './compare-run.ts';
import { faults } from './faults.ts';
import { Store } from './store.ts';

/** The worker, or what stands for it in a test. */
export type Library = {
  readonly [Name in keyof LibraryService]: (...of: Parameters<LibraryService[Name]>) => Promise<Awaited<ReturnType<LibraryService[Name]>>>;
};

/** A run that the browser would not keep, for whoever wants to save it otherwise. */
export interface Unkept {
  readonly record: AnyRecord;
  readonly refusal: string;
}

const isRefusal = (answer: object): answer is NotKept => 'refusal' in answer;

/** The run that is replicated, and what came of it once it has ended. */
export interface Replicated {
  readonly original: AnyRecord;
  /** The original as it ran, to be drawn behind the replica; of a comparison. */
  readonly ghost?: CompareRun;
  readonly replica?: string;
  readonly found?: Replication | undefined;
}

export class LibraryStore extends Store {
  /** Newest first; undefined before they are there. */
  entries: readonly RunEntry[] | undefined;
  unkept: Unkept | undefined;
  /** What happened last, in a sentence, and how to undo it. */
  said: { readonly text: string; readonly undo?: () => void } | undefined;
  usage: { readonly used?: number; readonly quota?: number } = {};
  private readonly others = new BroadcastChannel('drift-lab-library');
  private asked = false;

  constructor(readonly library: Library) {
    super();
    // Nobody looks at a list that was never asked for.
    this.others.onmessage = () => {
      if (this.asked) void this.refresh();
    };
  }

  /** Fetches the list, when it is first wanted. */
  async show(): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      [this.entries, this.usage] = await Promise.all([this.library.list(), this.library.usage()]);
    } catch (error) {
      this.entries ??= [];
      this.said = { text: `Kept runs cannot be reached: ${(error as Error).message}` };
    }
    this.changed();
  }

  async keep(record: AnyRecord, how: KeepOptions = {}): Promise<RunEntry | undefined> {
    return this.told(record, () => this.library.keep(record, how));
  }

  async keepReplica(record: AnyRecord, original: string): Promise<RunEntry | undefined> {
    return this.told(record, () => this.library.keepReplica(record, original));
  }

  async openFiles(files: readonly File[]): Promise<Opened | undefined> {
    const answer = await this.library.openFiles(files);
    if (isRefusal(answer)) this.said = { text: answer.refusal };
    else {
      const { entries, refusals } = answer;
      const kept = entries.length === 1 ? `Opened ${entries[0]!.data}, ${entries[0]!.drift}.` : `Opened ${entries.length} runs.`;
      this.said = { text: [...(entries.length ? [kept] : []), ...refusals].join(' ') };
    }
    await this.refresh();
    return isRefusal(answer) ? undefined : answer;
  }

  open(runId: string): Promise<KeptRun | undefined> {
    return this.library.open(runId);
  }

  beside(runIds: readonly string[]): Promise<RunsBeside> {
    return this.library.beside(runIds);
  }

  async describe(runId: string, about: { readonly tags?: readonly string[]; readonly note?: string }): Promise<void> {
    await this.library.describe(runId, about);
    await this.refresh();
  }

  async sign(runId: string): Promise<void> {
    const entry = await this.library.sign(runId);
    this.said = entry ? { text: 'Signed with the key of this device: whoever opens it sees that the same author signed.' } : undefined;
    await this.refresh();
  }

  async remove(runIds: readonly string[]): Promise<void> {
    await this.library.remove(runIds);
    this.said = {
      text: runIds.length === 1 ? 'One run deleted.' : `${runIds.length} runs deleted.`,
      undo: () => void this.restore(runIds),
    };
    await this.refresh();
  }

  async restore(runIds: readonly string[]): Promise<void> {
    await this.library.restore(runIds);
    this.said = undefined;
    await this.refresh();
  }

  say(text: string | undefined): void {
    this.said = text === undefined ? undefined : { text };
    this.changed();
  }

  /** What could not be kept is saved otherwise, or given up. */
  letGo(): void {
    this.unkept = undefined;
    this.changed();
  }

  /** Once more, where there may be room now. */
  private async keptNow(record: AnyRecord, keeping: () => Promise<RunEntry | NotKept>): Promise<void> {
    if ((await this.told(record, keeping)) && this.unkept?.record === record) this.letGo();
  }

  private async told(record: AnyRecord, keeping: () => Promise<RunEntry | NotKept>): Promise<RunEntry | undefined> {
    // A worker that is lost keeps nothing, and a run must not be lost with it in silence.
    const answer = await Promise.resolve()
      .then(keeping)
      .catch((error: Error): NotKept => ({ code: 'unavailable', refusal: `This run could not be kept (${error.message}). Download it.` }));
    if (isRefusal(answer)) {
      this.unkept = { record, refusal: answer.refusal };
      faults.tell('keeping a run', { text: answer.refusal, again: () => void this.keptNow(record, keeping) });
      this.changed();
      return undefined;
    }
    if (this.asked) await this.refresh();
    return answer;
  }
}
