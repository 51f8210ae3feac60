/** Results as a run would give them, from means and spreads that a test chooses. */
import type { Measures } from '../../src/contracts/measures.ts';
import type { ArmInfo, ArmResult, ArmStatus } from '../../src/contracts/results.ts';
import { randomStream } from '../../src/random/random.ts';

export const arms: readonly ArmInfo[] = [
  { id: 'none', title: 'nothing', family: 'none' },
  { id: 'head-only', title: 'head only', family: 'fine-tune' },
  { id: 'full-fine-tune', title: 'fine-tune all', family: 'fine-tune' },
  { id: 'retrain-all', title: 'retrain on all', family: 'retrain' },
];

export const soundTiming = {
  majority: 0.5,
  softwareAdapter: false,
  warmedUp: true,
  hidden: false,
  busyElsewhere: false,
  interrupted: false,
};

export interface Recipe {
  /** Mean accuracy on the new and on the old regime. */
  readonly accuracyNew: number;
  readonly accuracyOld?: number;
  /** Standard deviation over seeds of what this arm does not share with the others. */
  readonly spread?: number;
  readonly trainMs?: number;
  readonly status?: (seed: number) => ArmStatus;
}

/** Measures of a model with those accuracies, where nothing else matters. */
export const plainMeasures = (accuracyNew: number, accuracyOld: number): Measures => ({
  ...{ accuracyNew, accuracyOld, recallNew: [], recallOld: [] },
  scoresNew: { macroF1: accuracyNew, logLoss: 1 - accuracyNew, brier: 1 - accuracyNew, ece: 0.02, reliability: [], confusion: [] },
  flipsNew: { negative: 0.01, positive: 0.05, churn: 0.08, compatibility: 0.99 },
  fairnessNew: null,
  fairnessOld: null,
});

/** `seeds` results for each arm named. All arms of a seed share its luck (standard deviation 0.02). */
export function synthetic(seeds: number, recipes: Readonly<Record<string, Recipe>>): ArmResult[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const luck = 0.02 * randomStream(1, 'luck', seed).normal();
    return Object.entries(recipes).map(([arm, recipe]) => result(seed, arm, luck, recipe));
  }).flat();
}

function result(seed: number, arm: string, luck: number, recipe: Recipe): ArmResult {
  const { accuracyNew, accuracyOld = 0.9, spread = 0.003, trainMs = 0, status = () => 'done' } = recipe;
  const own = randomStream(1, 'own', arm, seed);
  const reached = accuracyNew + luck + spread * own.normal();
  const steps = Math.round(trainMs / 10);
  return {
    seed,
    arm,
    status: status(seed),
    startHash: 'start',
    endHash: 'end',
    measures: {
      ...plainMeasures(reached, accuracyOld + spread * own.normal()),
      recallNew: [reached + 0.05, reached - 0.05, null],
      recallOld: [accuracyOld, accuracyOld, null],
    },
    moved: { first: 0, middle: 0, head: 0.1 },
    counts: { labels: 100, examples: 32 * steps, steps, flops: 1e6 * steps, bytes: 1e5 * steps },
    times: { compileMs: 500, trainMs: trainMs * (1 + 0.02 * own.normal()), evaluateMs: 20 },
    recoveries: 0,
    curve: [],
  };
}
