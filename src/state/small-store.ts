/** Start small: the experiment at an eighth, a quarter and a half of its rows and widths, and what that says of the whole of it. */
import { foresee, type Foreseen, type SmallRun } from '../decide/small.ts';
import type { Own } from '../contracts/services.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { smallRuns } from '../spec/shrunk.ts';
import type { Spec } from '../spec/schema.ts';
import type { LabParts, LabStore } from './lab-store.ts';
import type { CompareRun } from './compare-run.ts';
import { SeriesStore, type SeriesParts } from './series-store.ts';

export interface SmallParts extends SeriesParts, Pick<LabParts, 'own'> {
  newRun(spec: CompareRun['spec'], brief: boolean): CompareRun;
}

export class SmallStore extends SeriesStore<CompareRun> {
  /** The experiment that was asked about. */
  asked: Spec | undefined;
  /** What its small runs say; null where there is nothing to choose between. */
  foreseen: Foreseen | null | undefined;
  private runs: readonly SmallRun[] = [];
  private total = 0;
  protected readonly name = 'The small runs';
  protected readonly left = 'Nothing is foreseen from a part of the sizes.';

  constructor(
    protected override readonly parts: SmallParts,
    now: () => number = () => performance.now(),
  ) {
    super(parts, now);
  }

  /** Share of rows and widths that is being run. */
  get running(): number | undefined {
    return this.busy ? smallRuns(this.asked!)[this.runs.length]?.share : undefined;
  }

  /** The experiment as it stands now is the one that was asked about. */
  isOf(spec: Spec): boolean {
    return this.asked !== undefined && canonicalJson(this.asked) === canonicalJson(spec);
  }

  /** Runs the sizes, ascending. Resolves when it has ended, however it did; an experiment that is small already fails with the reason. */
  async start(spec: Spec): Promise<void> {
    if (this.busy) return;
    this.asked = spec;
    this.foreseen = undefined;
    this.runs = [];
    let sizes: ReturnType<typeof smallRuns> = [];
    try {
      sizes = smallRuns(spec);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.phase = 'failed';
      this.message = `${error.message}; run it as it is.`;
      return this.changed();
    }
    this.total = sizes.length;
    await this.through(
      sizes,
      () => this.parts.own(spec),
      (size, own) => this.one(size, own),
    );
    if (this.phase !== 'finished') return;
    this.foreseen = foresee(this.runs, spec.seeds.count, spec.seeds.root);
    this.changed();
  }

  protected get counts() {
    return { done: this.runs.length, total: this.total };
  }

  private async one({ share, spec }: ReturnType<typeof smallRuns>[number], own: Own): Promise<void> {
    const run = this.parts.newRun(spec, true);
    if (!(await this.plays(run, own))) return;
    if (run.record) {
      this.runs = [...this.runs, { share, summary: run.record.derived.summary }];
      this.changed();
    } else this.fail(`At 1/${Math.round(1 / share)}: ${run.message ?? 'the run ended without a result.'}`);
  }
}

/** That of the Lab, made when first asked for: a first visit does without its code. */
export const smallOf = (lab: LabStore): SmallStore => lab.seriesOf('small', (parts) => new SmallStore(parts));
