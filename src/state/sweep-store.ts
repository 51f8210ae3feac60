/** A sweep over label budgets: the experiment as it stands, once for each budget, as an explicit state machine. */
import type { SweepPoint } from '../decide/crossover.ts';
import type { Own } from '../experiment/protocol.ts';
import { canonicalJson } from '../spec/canonical.ts';
import type { Spec } from '../spec/schema.ts';
import { RunState } from './run-state.ts';
import { Store } from './store.ts';

export type SweepPhase = 'idle' | 'running' | 'finished' | 'stopped' | 'failed';

/** How a sweep's experiments get to the lab worker, which does one thing at a time. */
export interface SweepParts {
  /** The user's own data and model, as far as that experiment needs them. */
  own(spec: Spec): Promise<Own>;
  /** Runs one experiment to its end, whichever it is; `onEvent` after everything that it tells. */
  play(run: RunState, own: Own, onEvent: () => void): Promise<unknown>;
  halt(run: RunState): void;
}

/** The experiment without what a sweep varies, and without the region, which changes no result. */
const whatSweeps = ({ labels: _, energy: { region: __, ...energy }, ...spec }: Spec) => ({ ...spec, energy });

export class SweepStore extends Store {
  phase: SweepPhase = 'idle';
  /** What was swept, or is. */
  spec: Spec | undefined;
  budgets: readonly number[] = [];
  /** Of the budgets that are finished, in their order. */
  points: readonly SweepPoint[] = [];
  /** The budget that is being run. */
  run: RunState | undefined;
  /** Why it ended early. */
  message: string | undefined;
  /** The sweep under way; what an earlier one still tells is dropped. */
  private current: object | undefined;
  private startedAt = 0;

  constructor(
    private readonly parts: SweepParts,
    private readonly now: () => number = () => performance.now(),
  ) {
    super();
  }

  get busy(): boolean {
    return this.phase === 'running';
  }

  /** Share of the sweep that is done (0 … 1), and the time that is left if budgets take about equally long. */
  get progress(): { readonly share: number; readonly etaMs?: number } {
    const { done = 0, total = 1 } = this.run?.progress ?? {};
    const share = (this.points.length + done / total) / Math.max(1, this.budgets.length);
    const elapsed = this.now() - this.startedAt;
    return { share, ...(share > 0.05 && { etaMs: (elapsed / share) * (1 - share) }) };
  }

  /** What is shown belongs to another experiment than that one, its label budget apart. */
  staleFor(spec: Spec): boolean {
    return this.spec !== undefined && canonicalJson(whatSweeps(this.spec)) !== canonicalJson(whatSweeps(spec));
  }

  /** Runs the experiment at every budget, in their order. Resolves when it has ended, however it did. */
  async start(spec: Spec, budgets: readonly number[]): Promise<void> {
    if (this.busy) return;
    this.clear();
    const sweep = {};
    this.current = sweep;
    this.phase = 'running';
    this.spec = spec;
    this.budgets = budgets;
    this.startedAt = this.now();
    this.changed();
    try {
      const own = await this.parts.own(spec);
      for (const labels of budgets) {
        if (this.current !== sweep) return;
        await this.one({ ...spec, labels: { ...spec.labels, budget: labels } }, own);
      }
      if (this.current === sweep) this.end('finished');
    } catch (error) {
      if (this.current === sweep) this.fail(`The sweep could not go on: ${error instanceof Error ? error.message : String(error)}. Start it again.`);
    }
  }

  /** Ends it at once; finished budgets stay, `why` is shown. */
  stop(why = 'Stopped. Finished budgets are shown; nothing is concluded from them.'): void {
    if (!this.busy) return;
    const { run } = this;
    this.end('stopped', why);
    if (run?.busy) this.parts.halt(run);
  }

  /** A run is about to begin: the lab worker does one thing at a time. */
  giveWay(): void {
    this.stop('Stopped, since a run was started. Finished budgets are shown; nothing is concluded from them.');
  }

  /** It cannot go on: the worker is lost, or a budget cannot run. */
  fail(text: string): void {
    if (this.busy) this.end('failed', text);
  }

  /** Back to the beginning, with nothing shown. */
  clear(): void {
    this.stop();
    this.phase = 'idle';
    this.points = this.budgets = [];
    this.spec = this.message = undefined;
    this.changed();
  }

  private async one(spec: Spec, own: Own): Promise<void> {
    const run = new RunState(spec);
    this.run = run;
    await this.parts.play(run, own, () => this.changed());
    // Stopped in the meantime, or even begun anew.
    if (this.run !== run) return;
    if (run.record) {
      this.points = [...this.points, { labels: spec.labels.budget, summary: run.record.derived.summary }];
      this.changed();
    } else this.fail(`With ${spec.labels.budget} labels: ${run.message ?? 'the run ended without a result.'}`);
  }

  private end(phase: 'finished' | 'stopped' | 'failed', message?: string): void {
    this.phase = phase;
    this.message = message;
    this.current = this.run = undefined;
    this.changed();
  }
}
