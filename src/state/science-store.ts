/** Known results of the literature, run here one after the other, and what paired seeds say of each. */
import { evidenceOf, judge, type Found, type KnownResult } from '../science/claim.ts';
import type { LabParts, LabStore } from './lab-store.ts';
import type { CompareRun } from './compare-run.ts';
import { SeriesStore } from './series-store.ts';
import type { StreamRun } from './stream-run.ts';

export class ScienceStore extends SeriesStore<CompareRun | StreamRun> {
  /** What is run, or was. */
  known: readonly KnownResult[] = [];
  /** Of those that are finished, by id. */
  found: ReadonlyMap<string, readonly Found[]> = new Map();
  protected readonly name = 'The known results';
  protected readonly left = 'Finished ones are shown.';

  /** `waits` tells whether something else is trained or measured. */
  constructor(
    protected override readonly parts: LabParts,
    private readonly waits: () => boolean,
    now: () => number = () => performance.now(),
  ) {
    super(parts, now);
  }

  /** They cannot begin now: something is trained or measured. */
  get blocked(): boolean {
    return this.busy || this.waits();
  }

  /** Runs them in their order, unless it is blocked. Resolves when it has ended, however it did. */
  async start(known: readonly KnownResult[]): Promise<void> {
    if (this.blocked) return;
    this.known = known;
    this.found = new Map();
    await this.through(
      known,
      async () => undefined,
      (each) => this.one(each),
    );
  }

  /** The one that is being run, by id. */
  get running(): string | undefined {
    return this.busy ? this.known[this.found.size]?.id : undefined;
  }

  protected get counts() {
    return { done: this.found.size, total: this.known.length };
  }

  private async one(known: KnownResult): Promise<void> {
    const { id, spec } = known;
    const run = this.parts.newRun(spec);
    if (!(await this.plays(run, {}))) return;
    const { record } = run;
    if (record) {
      this.found = new Map([...this.found, [id, judge(known, evidenceOf(record))]]);
      this.changed();
    } else this.fail(`${id}: ${run.message ?? 'the run ended without a result.'}`);
  }
}

/** The known results of that Lab, made when first asked for: a first visit does without their code. */
export function scienceOf(lab: LabStore): ScienceStore {
  return lab.seriesOf('science', (parts) => new ScienceStore(parts, () => lab.training || lab.bench.measuring));
}
