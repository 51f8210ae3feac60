/** Experiments run one after the other, as an explicit state machine: how far they are, how they are stopped, what fails. */
import type { Own } from '../contracts/services.ts';
import type { Run } from './run.ts';
import { Store } from './store.ts';

export type SeriesPhase = 'idle' | 'running' | 'finished' | 'stopped' | 'failed';

/** How a series' experiments get to the lab worker, which does one thing at a time. */
export interface SeriesParts {
  /** Begins; call what comes back when it has ended. `giveWay` is called when a run is about to begin. */
  enter(giveWay: () => void): () => void;
  /** Runs one experiment to its end, whichever it is; `onEvent` after everything that it tells. */
  play(run: Run, own: Own, onEvent: () => void): Promise<unknown>;
  halt(run: Run): void;
}

export abstract class SeriesStore<R extends Run> extends Store {
  phase: SeriesPhase = 'idle';
  /** The experiment that is being run. */
  run: R | undefined;
  /** Why it ended early. */
  message: string | undefined;
  /** What it is called in messages. */
  protected abstract readonly name: string;
  /** What is left of it when it ends early, as a sentence. */
  protected abstract readonly left: string;
  /** Experiments finished, and in all. */
  protected abstract readonly counts: { readonly done: number; readonly total: number };
  /** The series under way; what an earlier one still tells is dropped. */
  private current: object | undefined;
  private startedAt = 0;

  constructor(
    protected readonly parts: SeriesParts,
    private readonly now: () => number,
  ) {
    super();
  }

  get busy(): boolean {
    return this.phase === 'running';
  }

  /** Share of it that is done (0 … 1), and the time that is left if experiments take about equally long. */
  get progress(): { readonly share: number; readonly etaMs?: number } {
    const { done = 0, total = 1 } = this.run?.progress ?? {};
    const share = (this.counts.done + done / total) / Math.max(1, this.counts.total);
    const elapsed = this.now() - this.startedAt;
    return { share, ...(share > 0.05 && { etaMs: (elapsed / share) * (1 - share) }) };
  }

  /** Ends it at once; what is finished stays, `why` is shown. */
  stop(why = `Stopped. ${this.left}`): void {
    if (!this.busy) return;
    const { run } = this;
    this.end('stopped', why);
    if (run?.busy) this.parts.halt(run);
  }

  /** It cannot go on: the worker is lost, or an experiment cannot run. */
  fail(text: string): void {
    if (this.busy) this.end('failed', text);
  }

  /** Goes through the items, each to its end before the next; `prepare` comes first. Resolves when it has ended, however it did. */
  protected async through<Item, Ready>(
    items: readonly Item[],
    prepare: () => Promise<Ready>,
    one: (item: Item, ready: Ready) => Promise<void>,
  ): Promise<void> {
    const series = {};
    this.current = series;
    this.phase = 'running';
    this.message = undefined;
    this.startedAt = this.now();
    // A run is about to begin: the lab worker does one thing at a time.
    const leave = this.parts.enter(() => this.stop(`Stopped, since a run was started. ${this.left}`));
    this.changed();
    try {
      const ready = await prepare();
      for (const item of items) {
        if (this.current !== series) return;
        await one(item, ready);
      }
      if (this.current === series) this.end('finished');
    } catch (error) {
      if (this.current === series)
        this.fail(`${this.name} could not go on: ${error instanceof Error ? error.message : String(error)}. Start it again.`);
    } finally {
      leave();
    }
  }

  /** Runs one experiment. False where the series was stopped in the meantime, or even begun anew. */
  protected async plays(run: R, own: Own): Promise<boolean> {
    this.run = run;
    await this.parts.play(run, own, () => this.changed());
    return this.run === run;
  }

  private end(phase: 'finished' | 'stopped' | 'failed', message?: string): void {
    this.phase = phase;
    this.message = message;
    this.current = this.run = undefined;
    this.changed();
  }
}
