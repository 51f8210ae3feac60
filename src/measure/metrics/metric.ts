/** What a metric is: one number of how a model does on held-out rows of the new world. One file each; `registry.ts` lists them. */
import type { Measures } from '../../contracts/measures.ts';
import type { ArmSummary } from '../../contracts/results.ts';
import type { Interval } from '../../maths/interval.ts';

export interface Metric {
  /** What a spec calls it. */
  readonly id: string;
  /** In the middle of a sentence. */
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly source: string;
  /** What models tell that it judges. */
  readonly of: 'classes' | 'numbers';
  /** `share` is 0 … 1 and shown as percent; others are shown as they are. */
  readonly unit: string;
  /** It is in the unit of the number that is told, whose size nobody knows beforehand. */
  readonly inTarget?: true;
  readonly better: 'more' | 'less';
  /** The most that two models can differ by; Infinity where nothing bounds it. */
  readonly range: number;
  /** Only data with groups has it. */
  readonly needsGroups?: true;
  /** Only where the two errors between two classes have costs. */
  readonly needsCosts?: true;
  /** Null where it is not defined, as a recall of no rows. */
  value(measures: Measures): number | null;
}

/** Whether a metric judges what models of that experiment tell. */
export const judges = ({ of }: Pick<Metric, 'of'>, { task }: { readonly task?: 'regression' | undefined }): boolean =>
  of === (task === 'regression' ? 'numbers' : 'classes');

/** A metric in the unit of the number that is told, where it is in that. */
export const inUnit = <M extends Pick<Metric, 'inTarget' | 'unit'>>(
  metric: M,
  { target }: { readonly target?: { readonly unit?: string } },
): M => (metric.inTarget ? { ...metric, unit: target?.unit ?? '' } : metric);

/** What a run is decided by, turned so that more is better. */
export const meritOf = (arm: Pick<ArmSummary, 'merit' | 'accuracyNew'>): Interval => arm.merit ?? arm.accuracyNew;

/** The mean of what there is; null of nothing. */
export function meanOf(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}
