/** One machine's part of a pool: from its record, which has everything, or from its code, which has right answers and counted work. */
import type { RunRecord } from '../../contracts/record.ts';
import type { Scored } from '../../contracts/results.ts';
import type { JudgedOptions } from '../../measure/judged.ts';
import { metricOf } from '../../measure/metrics/registry.ts';
import { scoredOf } from '../../measure/summary.ts';
import type { Spec } from '../../spec/schema.ts';
import type { ClassCode } from './code.ts';
import { samenessOfRun, type Sameness } from './sameness.ts';

export interface Part {
  /** What it is called where it is refused. */
  readonly name: string;
  readonly sameness: Sameness;
  /** Version of the app, where it is told in words. */
  readonly app?: string;
  readonly root: number;
  /** Its number in a class; absent where it was taken at no seat. */
  readonly seat?: number;
  readonly seeds: number;
  readonly engine: string;
  /** What the machine calls itself. */
  readonly machine?: string;
  /** Of all its trainings; shown beside the others’, never added to them. */
  readonly trainSeconds: number;
  /** Ids of the repairs that ran. */
  readonly arms: readonly string[];
  readonly scored: readonly Scored[];
  /** How it is judged. */
  readonly options: JudgedOptions;
  /** All of it; absent of a code. */
  readonly record?: RunRecord;
}

/** Of a record, whole. */
export function partOfRun(name: string, record: RunRecord): Part {
  const { spec, results, environment, derived } = record;
  const { margin, metric, target, majority, freshRows } = derived.summary;
  const arms = spec.arms.map(({ id }) => id).filter((id) => results.some(({ arm }) => arm === id));
  return {
    ...{ name, record, arms, sameness: samenessOfRun(record), app: environment.app, root: spec.seeds.root },
    ...{ engine: environment.engine.engine, seeds: new Set(results.map(({ seed }) => seed)).size },
    trainSeconds: results.reduce((sum, { times }) => sum + times.trainMs, 0) / 1000,
    scored: results.map((result) => scoredOf(result, metricOf(metric))),
    options: { margin, majority, freshRows, ...(metric !== undefined && { metric }), ...(target && { target }) },
  };
}

/** Of a code, with the experiment that it is of. A code that names more repairs than that, or other rows, is of another one. */
export function partOfCode(name: string, code: ClassCode, spec: Spec): Part | { readonly why: string } {
  const { rowsNew, rowsOld, ran, recallOld, flops } = code;
  if (ran.length !== spec.arms.length || rowsNew !== spec.data.split.newTest || rowsOld !== spec.data.split.baseTest)
    return { why: ANOTHER };
  const { margin, metric } = spec.measure;
  const arms = spec.arms.flatMap(({ id }, i) => (ran[i] ? [id] : []));
  return {
    ...{ name, arms, sameness: { experiment: code.experiment, app: code.app, rows: '' }, root: code.root, seeds: code.seeds },
    ...{ engine: code.engine, machine: code.machine, trainSeconds: code.trainMs / 1000 },
    ...(code.seat > 0 && { seat: code.seat }),
    scored: code.cells.flatMap((cells, seed) =>
      cells.map(({ diverged, rightNew, rightOld }, i): Scored => {
        const [accuracyNew, accuracyOld] = [rightNew / rowsNew, rightOld / rowsOld];
        return {
          ...{ seed, arm: arms[i]!, diverged, accuracyNew, accuracyOld, merit: accuracyNew, flops: flops[i]! },
          ...(arms[i] === 'none' && recallOld && { recallOld: { mean: recallOld.means[seed]!, classes: recallOld.classes } }),
        };
      }),
    ),
    options: { margin, majority: code.majority, freshRows: code.freshRows, ...(metric !== undefined && { metric }) },
  };
}

export const ANOTHER = 'it is another experiment than the first';
