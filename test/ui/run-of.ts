/** A run as the page would hold it, from accuracies that a test chooses: its curves rise in straight lines from the drifted model. */
import type { Measures } from '../../src/contracts/measures.ts';
import type { ArmResult, Summary } from '../../src/contracts/results.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { analyses } from '../../src/experiment/analyses.ts';
import { CompareRun } from '../../src/state/compare-run.ts';
import { plainMeasures } from '../measure/synthetic-results.ts';

export interface ArmOfRun {
  /** Accuracy on the new world in the end, for each seed the same. */
  readonly accuracy: number;
  /** Steps it takes; 0 trains nothing. */
  readonly steps?: number;
  readonly labels?: number;
  readonly measures?: Partial<Measures>;
  readonly moved?: ArmResult['moved'];
  readonly details?: ArmResult['details'];
  readonly path?: ArmResult['path'];
}

/** Each step takes 10 ms; seed s is slower by s %. Every arm starts at the accuracy of `none`. */
export function runOf(spec: Spec, arms: Readonly<Record<string, ArmOfRun>>, seeds = 3): CompareRun {
  const run = new CompareRun(spec);
  run.apply({ type: 'phase-started', phase: 'training' });
  for (let seed = 0; seed < seeds; seed++) {
    for (const [arm, { accuracy, steps = 0, labels = 100, measures, moved = {}, details, path }] of Object.entries(arms)) {
      const seconds = 0.01 * steps * (1 + seed / 100);
      const point = (step: number, at: number, reached: number) => ({
        step,
        examples: 32 * step,
        seconds: at,
        loss: null,
        accuracy: { new: reached, old: 0.9 },
      });
      const result: ArmResult = {
        ...{ seed, arm, status: 'done', startHash: '', endHash: '', moved, recoveries: 0 },
        measures: { ...plainMeasures(accuracy, 0.9), ...measures },
        counts: { labels, examples: 32 * steps, steps, flops: 1e6 * steps, bytes: 1e5 * steps },
        times: { compileMs: 0, trainMs: 1000 * seconds, evaluateMs: 0 },
        curve: steps ? [point(0, 0, arms['none']!.accuracy), point(steps, seconds, accuracy)] : [],
        ...(details && { details }),
        ...(path && { path }),
      };
      for (const each of result.curve) run.apply({ type: 'arm-point', seed, arm, point: each });
      run.apply({ type: 'arm-finished', result });
    }
  }
  run.apply({ type: 'summed-up', summary: summaryOf(run) });
  return run;
}

/** What its results come to, as a worker would say. */
export const summaryOf = ({ spec, results }: CompareRun): Summary =>
  analyses.sumUp({ spec, results, skipped: [], softwareAdapter: false, freshRows: false, majority: 0 });
