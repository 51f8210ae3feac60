/** Whether the answer of the finished run survives other recipes: the same experiment under each of them, one after the other. */
import { robustnessOf } from '../decide/robustness.ts';
import type { Own } from '../contracts/services.ts';
import type { Summary } from '../contracts/results.ts';
import { withRobustness } from '../record/build.ts';
import { recipeVariants, type RecipeVariant } from '../spec/recipe-variants.ts';
import type { LabParts, LabStore } from './lab-store.ts';
import type { CompareRun } from './compare-run.ts';
import { SeriesStore, type SeriesParts } from './series-store.ts';

export interface RobustParts extends SeriesParts, Pick<LabParts, 'own' | 'keep'> {
  newRun(spec: CompareRun['spec'], brief: boolean): CompareRun;
}

interface Found {
  readonly variant: RecipeVariant;
  readonly summary: Summary;
}

export class RobustStore extends SeriesStore<CompareRun> {
  /** The run whose answer is asked. */
  asked: CompareRun | undefined;
  private variants: readonly RecipeVariant[] = [];
  private found: readonly Found[] = [];
  protected readonly name = 'The other recipes';
  protected readonly left = 'Nothing is concluded from a part of the recipes.';

  constructor(
    protected override readonly parts: RobustParts,
    now: () => number = () => performance.now(),
  ) {
    super(parts, now);
  }

  /** What is being run, in words. */
  get running(): string | undefined {
    return this.busy ? this.variants[this.found.length]?.title : undefined;
  }

  /** Runs the recipes and adds what they say to that run's record. Resolves when it has ended, however it did. */
  async start(run: CompareRun): Promise<void> {
    const { record } = run;
    if (this.busy || !record) return;
    this.asked = run;
    this.found = [];
    this.variants = recipeVariants(record.spec);
    await this.through(
      this.variants,
      () => this.parts.own(record.spec),
      (variant, own) => this.one(variant, own),
    );
    if (this.phase !== 'finished' || run.record !== record) return;
    run.record = withRobustness(record, robustnessOf(record.derived, this.found));
    this.parts.keep(run.record, record.runId);
    this.changed();
  }

  protected get counts() {
    return { done: this.found.length, total: this.variants.length };
  }

  private async one(variant: RecipeVariant, own: Own): Promise<void> {
    const run = this.parts.newRun(variant.spec, true);
    if (!(await this.plays(run, own))) return;
    if (run.record) {
      this.found = [...this.found, { variant, summary: run.record.derived.summary }];
      this.changed();
    } else this.fail(`With ${variant.title}: ${run.message ?? 'the run ended without a result.'}`);
  }
}

/** The recipes of that Lab, made when first asked for: a first visit does without their code. */
export function robustOf(lab: LabStore): RobustStore {
  return lab.seriesOf('robust', (parts) => new RobustStore(parts));
}

/** Asks whether the finished run's answer survives; not while anything is run. */
export async function startRobust(lab: LabStore): Promise<void> {
  const robust = robustOf(lab);
  if (lab.run.busy || robust.busy) return;
  await robust.start(lab.run);
}
