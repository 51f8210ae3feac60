/** Worlds whose truth is known: arms with a true accuracy each, and repeats drawn around it as a run would give them. */
import type { Measures } from '../../contracts/measures.ts';
import type { ArmInfo, ArmResult } from '../../contracts/results.ts';
import type { Random } from '../../random/random.ts';
import { exp } from '../../maths/portable.ts';

/** How an arm's accuracy varies from seed to seed, beside what all arms of a seed share. Mean 0, standard deviation 1. */
export const shapes = {
  normal: (random: Random) => random.normal(),
  /** Now and then far below: a log-normal turned over, skewness −1.75. */
  skewed: (random: Random) => (exp(0.125) - exp(0.5 * random.normal())) / Math.sqrt((exp(0.25) - 1) * exp(0.25)),
  /** Student's t with 5 degrees of freedom. */
  heavy: (random: Random) =>
    random.normal() / Math.sqrt(Array.from({ length: 5 }, () => random.normal() ** 2).reduce((a, b) => a + b, 0) / 3),
} as const;
export type Shape = keyof typeof shapes | 'discrete';

export interface Truth {
  /** True gain in accuracy of each repair over none (−1 … 1). */
  readonly gains: readonly number[];
  readonly shape: Shape;
  /** Standard deviation of each repair's own luck (0 … 1). */
  readonly sd: number;
}

const LEVEL = 0.7;
/** Standard deviation of what a seed does to all arms alike. */
const SHARED = 0.02;
/** Rows of a test set on which accuracies are counted, where they come in steps. */
const ROWS = 100;

/** Nothing, then fine-tunings and retrainings in turn; work rises from arm to arm, so that the first repair is the cheapest. */
export const armsOf = ({ gains }: Truth): ArmInfo[] => [
  { id: 'none', title: 'no repair', family: 'none' },
  ...gains.map((_, i): ArmInfo => ({ id: `repair-${i + 1}`, title: `repair ${i + 1}`, family: i % 2 ? 'retrain' : 'fine-tune' })),
];

/** True accuracy of each arm, nothing first. */
export const accuraciesOf = ({ gains }: Truth): number[] => [LEVEL, ...gains.map((gain) => LEVEL + gain)];

/** One seed of every arm. */
export function drawSeed(truth: Truth, seed: number, random: Random): ArmResult[] {
  const shared = SHARED * random.normal();
  const true_ = accuraciesOf(truth);
  return armsOf(truth).map(({ id }, i) => {
    const luck = truth.shape === 'discrete' ? random.normal() : shapes[truth.shape](random);
    const drawn = true_[i]! + shared + truth.sd * luck;
    return result(seed, id, truth.shape === 'discrete' ? Math.round(drawn * ROWS) / ROWS : drawn, i);
  });
}

function result(seed: number, arm: string, accuracyNew: number, work: number): ArmResult {
  return {
    ...{ seed, arm, status: 'done', startHash: '', endHash: '', moved: {}, recoveries: 0, curve: [] },
    measures: measuresOf(accuracyNew),
    counts: { labels: 100, examples: 100, steps: work, flops: work, bytes: work },
    times: { compileMs: 0, trainMs: 1000 * work, evaluateMs: 0 },
  };
}

/** Nothing but the accuracy on the new world differs. */
const measuresOf = (accuracyNew: number): Measures => ({
  ...{ accuracyNew, accuracyOld: 0.9, recallNew: [], recallOld: [] },
  scoresNew: { macroF1: 0, logLoss: 0, brier: 0, ece: 0, reliability: [], confusion: [] },
  flipsNew: { negative: 0, positive: 0, churn: 0, compatibility: 1 },
  ...{ fairnessNew: null, fairnessOld: null },
});
