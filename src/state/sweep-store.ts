/** A sweep: the experiment as it stands, once for each combination of what is varied. Every one is a run of its own, and kept. */
import type { Summary } from '../contracts/results.ts';
import type { SweepPoint } from '../decide/crossover.ts';
import type { WalkPoint } from '../decide/walk-forward.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { Own } from '../contracts/services.ts';
import type { WalkStep } from '../contracts/walk.ts';
import { canonicalJson, contentId } from '../spec/canonical.ts';
import type { Spec } from '../spec/schema.ts';
import { cellName, LABELS_PATH, sweepCells, type Axis, type Cell } from '../spec/vary.ts';
import type { LabParts, LabStore } from './lab-store.ts';
import type { CompareRun } from './compare-run.ts';
import { SeriesStore, type SeriesParts } from './series-store.ts';

export interface SweepParts extends SeriesParts, Pick<LabParts, 'own' | 'pause'> {
  newRun(spec: Spec): CompareRun;
}

/** What is swept: enough to begin again where it was left. */
export interface SweepPlan {
  readonly spec: Spec;
  readonly axes: readonly Axis[];
  /** So many combinations, drawn at random; absent = all. */
  readonly random?: number;
  /** Of a walk through time (`walk-store.ts`): its experiments, which only the rows tell; there are no axes then. */
  readonly steps?: readonly WalkStep[];
}

/** What is kept of a finished run. */
export interface Came {
  readonly summary: Summary;
  /** Of a walk: how its models age. */
  readonly results?: WalkPoint['results'];
}

/** A combination, and what came of it. */
export type SweptCell = Cell<Spec> & Partial<Came>;

/** The axis of label budgets. */
export const labelsAxis = (budgets: readonly number[]): Axis => ({ path: LABELS_PATH, values: budgets });

/** The experiment without what is varied, and without the region, which changes no result. */
function whatSweeps(spec: Spec, paths: readonly string[]): unknown {
  const { energy, ...rest } = structuredClone(spec) as Spec & Record<string, unknown>;
  const { region: _, ...kept } = energy;
  const all = { ...rest, energy: kept } as Record<string, unknown>;
  for (const path of paths) {
    const keys = path.split(/[.[\]]+/).filter(Boolean);
    const place = keys.slice(0, -1).reduce<Record<string, unknown> | undefined>((at, key) => at?.[key] as Record<string, unknown>, all);
    if (place) delete place[keys.at(-1)!];
  }
  return all;
}

/** @throws RangeError where a field cannot be that */
export const cellsOf = ({ spec, axes, random, steps }: SweepPlan): Cell<Spec>[] =>
  steps?.map(({ cut, spec: own }) => ({ values: [cut], spec: own })) ?? sweepCells(spec, axes, random);

/** Names a plan among others. */
export const planId = (plan: SweepPlan): string => contentId(plan).slice('sha256:'.length, 'sha256:'.length + 12);

export class SweepStore extends SeriesStore<CompareRun> {
  /** What was swept, or is. */
  plan: SweepPlan | undefined;
  cells: readonly SweptCell[] = [];
  protected readonly name: string = 'The sweep';
  protected readonly left: string = 'Finished experiments are kept and shown; nothing is concluded from a part of a sweep.';

  constructor(
    protected override readonly parts: SweepParts,
    now: () => number = () => performance.now(),
  ) {
    super(parts, now);
  }

  /** What is shown belongs to another experiment than that one, what is varied apart. */
  staleFor(spec: Spec): boolean {
    const { plan } = this;
    if (!plan) return false;
    const paths = this.varies(plan);
    return canonicalJson(whatSweeps(plan.spec, paths)) !== canonicalJson(whatSweeps(spec, paths));
  }

  /** Paths of the fields in which its experiments differ. */
  protected varies({ axes }: SweepPlan): readonly string[] {
    return axes.map(({ path }) => path);
  }

  /** What is kept of a run. */
  came({ derived: { summary } }: RunRecord): Came {
    return { summary };
  }

  /** Label budgets, where nothing else is varied. */
  get budgets(): readonly number[] {
    const [axis, ...others] = this.plan?.axes ?? [];
    return axis?.path === LABELS_PATH && !others.length ? (axis.values as readonly number[]) : [];
  }

  /** What came of the budgets that are finished, in their order. */
  get points(): readonly SweepPoint[] {
    return this.budgets.length ? this.cells.flatMap(({ spec, summary }) => (summary ? [{ labels: spec.labels.budget, summary }] : [])) : [];
  }

  /**
   * Runs every combination, in their order. Resolves when it has ended, however it did. @param known what is kept of an earlier begin, by the id of its spec
   * @throws RangeError where a field cannot be that
   */
  async start(plan: SweepPlan, known: ReadonlyMap<string, Came> = new Map()): Promise<void> {
    if (this.busy) return;
    const cells = cellsOf(plan).map((cell): SweptCell => ({ ...cell, ...known.get(contentId(cell.spec)) }));
    this.clear();
    this.plan = plan;
    this.cells = cells;
    const left = cells.flatMap((cell, index) => (cell.summary ? [] : [index]));
    await this.through(
      left,
      () => this.parts.own(plan.spec),
      (index, own) => this.one(index, own),
    );
  }

  /** Back to the beginning, with nothing shown. */
  clear(): void {
    this.stop();
    this.phase = 'idle';
    this.cells = [];
    this.plan = this.message = undefined;
    this.changed();
  }

  /** Stands still within one breath of the training, and goes on from there. */
  togglePause(): void {
    if (!this.busy || !this.run) return;
    this.parts.pause(this.run);
    this.changed();
  }

  get paused(): boolean {
    return this.run?.phase === 'paused';
  }

  protected get counts() {
    return { done: this.cells.filter(({ summary }) => summary).length, total: this.cells.length };
  }

  private async one(index: number, own: Own): Promise<void> {
    const { spec, values } = this.cells[index]!;
    const run = this.parts.newRun(spec);
    run.sweep = planId(this.plan!);
    if (!(await this.plays(run, own))) return;
    if (run.record) {
      this.cells = this.cells.with(index, { spec, values, ...this.came(run.record) });
      this.changed();
    } else this.fail(`With ${this.said(values)}: ${run.message ?? 'the run ended without a result.'}`);
  }

  /** What a combination is, in words. */
  said(values: readonly unknown[]): string {
    return cellName(this.plan?.axes ?? [], values);
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

/** Starts that sweep; not while a run goes on. @throws RangeError where a field cannot be that */
export async function startSweep(lab: LabStore, plan: SweepPlan, known?: ReadonlyMap<string, Came>): Promise<void> {
  const sweep = sweepOf(lab);
  if (lab.run.busy || sweep.busy) return;
  await sweep.start(plan, known);
}
