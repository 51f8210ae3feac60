/** A sweep over label budgets: the experiment as it stands, once for each budget. */
import type { SweepPoint } from '../decide/crossover.ts';
import type { Own } from '../contracts/services.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { atBudget } from '../decide/label-budgets.ts';
import type { Spec } from '../spec/schema.ts';
import type { LabParts, LabStore } from './lab-store.ts';
import type { CompareRun } from './compare-run.ts';
import { SeriesStore, type SeriesParts } from './series-store.ts';

export interface SweepParts extends SeriesParts, Pick<LabParts, 'own'> {
  newRun(spec: Spec): CompareRun;
}

/** The experiment without what a sweep varies, and without the region, which changes no result. */
const whatSweeps = ({ labels: _, energy: { region: __, ...energy }, ...spec }: Spec) => ({ ...spec, energy });

export class SweepStore extends SeriesStore<CompareRun> {
  /** What was swept, or is. */
  spec: Spec | undefined;
  budgets: readonly number[] = [];
  /** Of the budgets that are finished, in their order. */
  points: readonly SweepPoint[] = [];
  protected readonly name = 'The sweep';
  protected readonly left = 'Finished budgets are shown; nothing is concluded from them.';

  constructor(
    protected override readonly parts: SweepParts,
    now: () => number = () => performance.now(),
  ) {
    super(parts, now);
  }

  /** What is shown belongs to another experiment than that one, its label budget apart. */
  staleFor(spec: Spec): boolean {
    return this.spec !== undefined && canonicalJson(whatSweeps(this.spec)) !== canonicalJson(whatSweeps(spec));
  }

  /** Runs the experiment at every budget, in their order. Resolves when it has ended, however it did. */
  async start(spec: Spec, budgets: readonly number[]): Promise<void> {
    if (this.busy) return;
    this.clear();
    this.spec = spec;
    this.budgets = budgets;
    await this.through(
      budgets,
      () => this.parts.own(spec),
      (labels, own) => this.one(atBudget(spec, labels), own),
    );
  }

  /** Back to the beginning, with nothing shown. */
  clear(): void {
    this.stop();
    this.phase = 'idle';
    this.points = this.budgets = [];
    this.spec = this.message = undefined;
    this.changed();
  }

  protected get counts() {
    return { done: this.points.length, total: this.budgets.length };
  }

  private async one(spec: Spec, own: Own): Promise<void> {
    const run = this.parts.newRun(spec);
    if (!(await this.plays(run, own))) return;
    if (run.record) {
      this.points = [...this.points, { labels: spec.labels.budget, summary: run.record.derived.summary }];
      this.changed();
    } else this.fail(`With ${spec.labels.budget} labels: ${run.message ?? 'the run ended without a result.'}`);
  }
}

/** The sweep of that Lab, made when first asked for: a first visit does without its code. */
export function sweepOf(lab: LabStore): SweepStore {
  return lab.seriesOf('sweep', (parts) => {
    const sweep = new SweepStore(parts);
    lab.addEventListener('reset', () => sweep.clear());
    return sweep;
  });
}

/** Starts the sweep over these label budgets of the experiment as it stands; not while a run goes on. */
export async function startSweep(lab: LabStore, budgets: readonly number[]): Promise<void> {
  const sweep = sweepOf(lab);
  if (lab.run.busy || sweep.busy) return;
  await sweep.start(lab.spec, budgets);
}
