/**
 * Time to target: when each repair first comes within 5 % of what can be reached.
 *
 * Reachable is the best mean final accuracy of the run; the target lies 95 % of the way there from the drifted model. An arm reaches
 * it at the step where its mean learning curve over seeds first crosses it (as in DAWNBench, Coleman et al. 2017, with a target of the
 * run's own); what that took is the mean over seeds at that step, so that one slow seed does not hold up the others.
 * Intervals are the jackknife's over seeds (Tukey 1958), target included, on logarithms: each estimate again without one seed.
 */
import { interval } from '../../maths/statistics.ts';
import type { Interval } from '../../maths/interval.ts';
import type { ArmResult, CurvePoint } from '../../contracts/results.ts';
import { exp, log } from '../../maths/portable.ts';

/** Share of the way from the drifted accuracy to the best. */
const SHARE = 0.95;

/** What is counted on the way: seconds, steps, joules of a point, or its work. */
export type Along = (point: Pick<CurvePoint, 'seconds' | 'step' | 'examples'>, result: ArmResult) => number;

/**
 * FLOPs up to a point of a repair's curve, trials included. They come before the first step, and each example takes as many. The search for
 * a solved head’s strength tells no examples of its own: of such a one all work counts from its first step on, which flatters it nowhere.
 */
export const workAlong: Along = ({ step, examples }, { counts, curve, details }) => {
  const last = curve.at(-1)?.examples ?? 0;
  if (!counts.examples) return counts.flops;
  const trials = counts.examples - last;
  if (details?.['trials'] && trials === 0) return step === 0 ? 0 : counts.flops;
  return ((trials + examples) / counts.examples) * counts.flops;
};

export interface ArmReach {
  readonly arm: string;
  /** Where it first reaches the target; null when it does not. Its `values` are the estimates without each seed in turn. */
  readonly at: Interval | null;
}

export interface Reach {
  /** Accuracies (0 … 1): where the drift left the model, what the best repair reached, and the target between them. */
  readonly drifted: number;
  readonly best: number;
  readonly target: number;
  /** Seeds that every arm finished. */
  readonly seeds: number;
  readonly arms: readonly ArmReach[];
  /** How many times as far `slow` had to go as `fast`, with its interval; null when one does not reach it or starts there. */
  ratio(fast: string, slow: string): Interval | null;
}

/** A curve in order: steps, what they took so far, accuracies. */
interface Line {
  readonly step: readonly number[];
  readonly took: readonly number[];
  readonly y: readonly number[];
}

/**
 * Over the seeds on which every arm has a result; null without such a seed, without the arm `baseline` (the drifted model), or when
 * no repair gained anything. Arms keep the order of their first results.
 */
export function reachOf(results: readonly ArmResult[], along: Along, baseline = 'none'): Reach | null {
  const arms = [...new Set(results.map(({ arm }) => arm))];
  const bySeed = new Map<number, Map<string, ArmResult>>();
  for (const result of results) bySeed.set(result.seed, (bySeed.get(result.seed) ?? new Map<string, ArmResult>()).set(result.arm, result));
  const seeds = [...bySeed.values()].filter((own) => own.size === arms.length);
  if (!seeds.length || !arms.includes(baseline)) return null;
  const lines = new Map(arms.map((arm) => [arm, seeds.map((own) => lineOf(own.get(arm)!, along))]));
  const finals = new Map(arms.map((arm) => [arm, seeds.map((own) => own.get(arm)!.measures.accuracyNew)]));

  /** Targets and crossings over these seeds; null where nothing was gained. */
  const over = (chosen: readonly number[]) => {
    const final = (arm: string) => chosen.reduce((sum, s) => sum + finals.get(arm)![s]!, 0) / chosen.length;
    const drifted = final(baseline);
    const best = Math.max(...arms.map(final));
    if (best <= drifted) return null;
    const target = drifted + SHARE * (best - drifted);
    const at = new Map(
      arms.map((arm) => [
        arm,
        crossing(
          chosen.map((s) => lines.get(arm)![s]!),
          target,
        ),
      ]),
    );
    return { drifted, best, target, at };
  };
  const all = seeds.map((_, s) => s);
  const whole = over(all);
  if (!whole) return null;
  const without = seeds.length < 3 ? [] : all.map((left) => over(all.filter((s) => s !== left)));
  const { at, ...levels } = whole;
  return {
    ...levels,
    seeds: seeds.length,
    arms: arms.map((arm) => ({
      arm,
      at: jackknife(
        at.get(arm),
        without.map((one) => one?.at.get(arm)),
      ),
    })),
    ratio(fast, slow) {
      const times = (of: ReadonlyMap<string, number | null> | undefined): number | null => {
        const [quick, long] = [of?.get(fast), of?.get(slow)];
        return quick && long ? long / quick : null;
      };
      return jackknife(
        times(at),
        without.map((one) => times(one?.at)),
      );
    },
  };
}

/**
 * The curve of one result. One that trains nothing has a single point where its work ends. Where the last point repeats the step
 * before it, the model handed over was made of the ones before (an average, say): only that point is its own.
 */
function lineOf(result: ArmResult, along: Along): Line {
  const { curve, measures, times } = result;
  const [before, last] = curve.slice(-2);
  if (!before)
    return { step: [0], took: [along({ seconds: times.trainMs / 1000, step: 0, examples: 0 }, result)], y: [measures.accuracyNew] };
  const points = last && last.step === before.step ? [last] : curve;
  return {
    step: points.map(({ step }) => step),
    took: points.map((point) => along(point, result)),
    y: points.map(({ accuracy }) => accuracy['new']!),
  };
}

/** What it took to the step where the mean of the lines first is at the target or above; null where it never is. */
function crossing(lines: readonly Line[], target: number): number | null {
  const from = Math.max(...lines.map(({ step }) => step[0]!));
  const grid = [...new Set([from, ...lines.flatMap(({ step }) => step).filter((step) => step > from)])].sort((a, b) => a - b);
  const cursors = lines.map(() => 0);
  let before: { readonly took: number; readonly y: number } | undefined;
  for (const at of grid) {
    const mean = { took: 0, y: 0 };
    lines.forEach(({ step, took, y }, i) => {
      while (cursors[i]! + 1 < step.length && step[cursors[i]! + 1]! <= at) cursors[i]!++;
      const here = cursors[i]!;
      // Beyond its end a line holds its last values.
      const way = here + 1 < step.length ? (at - step[here]!) / (step[here + 1]! - step[here]!) : 0;
      const between = (values: readonly number[]) => values[here]! + (way > 0 ? way * (values[here + 1]! - values[here]!) : 0);
      mean.took += between(took) / lines.length;
      mean.y += between(y) / lines.length;
    });
    // Sums of the same accuracies in another order differ in the last digits.
    if (mean.y >= target - 1e-12)
      return before ? before.took + ((target - before.y) / (mean.y - before.y)) * (mean.took - before.took) : mean.took;
    before = mean;
  }
  return null;
}

/** The estimate with its interval; without one where it is 0, or where some seed decides whether there is an estimate at all. */
function jackknife(estimate: number | null | undefined, without: readonly (number | null | undefined)[]): Interval | null {
  if (estimate === null || estimate === undefined) return null;
  const known = without.flatMap((value) => value || []);
  if (known.length < 3 || known.length < without.length) return { mean: estimate, lo: estimate, hi: estimate, values: [estimate] };
  // The mean of the pseudo-values n·log θ − (n−1)·log θᵢ has the jackknife's standard error, and Student's t its interval; n·log θ is the
  // same in all of them and moves no width.
  const { mean, hi } = interval(known.map((value) => (known.length - 1) * log(value)));
  const half = hi - mean;
  return { mean: estimate, lo: estimate * exp(-half), hi: estimate * exp(half), values: known };
}
