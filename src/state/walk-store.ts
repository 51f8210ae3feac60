/** A walk through time on the page: the experiment at one cut after the other. A sweep whose experiments only the rows tell. */
import type { RunRecord } from '../contracts/record.ts';
import type { PassedOver, WalkStep } from '../contracts/walk.ts';
import { walkForward, type Walk, type WalkPoint } from '../decide/walk-forward.ts';
import type { LabStore } from './lab-store.ts';
import { SweepStore, type Came, type SweepPlan } from './sweep-store.ts';

export interface WalkPlan extends SweepPlan {
  readonly steps: readonly WalkStep[];
  /** Cuts that were asked for, at which nothing can be compared. */
  readonly passed: readonly PassedOver[];
}

export class WalkStore extends SweepStore {
  declare plan: WalkPlan | undefined;
  protected override readonly name = 'The walk';
  protected override readonly left = 'Finished experiments are kept and shown; nothing is concluded from a part of a walk.';
  private made: { readonly cells: SweepStore['cells']; readonly walk: Walk | undefined } | undefined;

  /** Another cut is the same walk: with the cut go the sizes of all parts, and whatever was injected. */
  protected override varies(): readonly string[] {
    return ['data.regimes', 'data.split', 'drift'];
  }

  override came(record: RunRecord): Came {
    const results = record.results.map(({ arm, seed, measures, later, counts }) => ({
      arm,
      seed,
      measures,
      counts,
      ...(later && { later }),
    }));
    return { ...super.came(record), results };
  }

  override said([cut]: readonly unknown[]): string {
    return `cut at ${String(cut)}`;
  }

  /** What came of the cuts that are finished; undefined before the first. It concludes something where all of them are. */
  get walk(): Walk | undefined {
    const { cells, plan } = this;
    if (this.made?.cells === cells) return this.made.walk;
    const points = cells.flatMap(({ values, summary, results }): WalkPoint[] =>
      summary && results ? [{ cut: values[0] as string | number, summary, results }] : [],
    );
    this.made = { cells, walk: plan && points.length ? walkForward(points, plan.spec.measure.margin) : undefined };
    return this.made.walk;
  }
}

/** The walk of that Lab, made when first asked for. */
export function walkOf(lab: LabStore): WalkStore {
  return lab.seriesOf('walk', (parts) => {
    const walk = new WalkStore(parts);
    lab.addEventListener('reset', () => walk.clear());
    return walk;
  });
}
