/** Known results of the literature, run here one after the other, and what paired seeds say of each. */
import type { Found, judge, KnownResult, reachedIn } from '../science/claim.ts';
import { RunState } from './run-state.ts';
import { SeriesStore, type SeriesParts } from './series-store.ts';
import { StreamRun } from './stream-run.ts';


/** Fetched when the first result is wanted: a first visit does without it. */
interface Judging {
  readonly judge: typeof judge;
  readonly reachedIn: typeof reachedIn;
}

export class ScienceStore extends SeriesStore<RunState | StreamRun> {
  /** What is run, or was. */
  known: readonly KnownResult[] = [];
  /** Of those that are finished, by id. */
  found: ReadonlyMap<string, readonly Found[]> = new Map();
  protected readonly name = 'The known results';
  protected readonly left = 'Finished ones are shown.';

  constructor(parts: SeriesParts<RunState | StreamRun>, now: () => number = () => performance.now()) {
    super(parts, now);
  }

  /** Runs them in their order. Resolves when it has ended, however it did. */
  async start(known: readonly KnownResult[]): Promise<void> {
    if (this.busy) return;
    this.known = known;
    this.found = new Map();
    await this.through(
      known,
      () => import('../science/claim.ts'),
      (each, judging) => this.one(each, judging),
    );
  }

  /** The one that is being run, by id. */
  get running(): string | undefined {
    return this.busy ? this.known[this.found.size]?.id : undefined;
  }

  protected get counts() {
    return { done: this.found.size, total: this.known.length };
  }

  private async one(known: KnownResult, judging: Judging): Promise<void> {
    const { id, spec } = known;
    const run = spec.kind === 'stream' ? new StreamRun(spec) : new RunState(spec);
    if (!(await this.plays(run, {}))) return;
    const { record } = run;
    if (record) {
      this.found = new Map([...this.found, [id, judging.judge(known, judging.reachedIn(record), 'skipped' in record ? record.skipped : undefined)]]);
      this.changed();
    } else this.fail(`${id}: ${run.message ?? 'the run ended without a result.'}`);
  }
}
