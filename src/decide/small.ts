/** What small runs say of the whole one: every repair's score foreseen, whose favour it will come out in and how probably, and what it would take. */
import type { ArmSummary, Summary } from '../contracts/results.ts';
import { doing } from '../measure/doing.ts';
import { powerLaw } from '../maths/power-law.ts';
import { quantile } from '../data/quantile.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { foreseen } from '../measure/small/extrapolate.ts';
import { randomStream } from '../random/random.ts';

/** What was run at one size. */
export interface SmallRun {
  /** Of rows and widths, 0 … 1. */
  readonly share: number;
  readonly summary: Summary;
}

export interface ForeseenArm extends Pick<ArmSummary, 'id' | 'title' | 'family'> {
  /** The deciding metric at full size, turned so that more is better: mean, and where it lies in 95 of 100. */
  readonly merit: { readonly mean: number; readonly lo: number; readonly hi: number };
  /** Measured at each size, ascending. */
  readonly measured: readonly number[];
  /** Probability that it will be the best, and that it will lose less than the margin to the best. */
  readonly best: number;
  readonly good: number;
  /** Counted operations of a repeat at full size, by a power of the size. */
  readonly flops: number;
}

export interface Foreseen extends Pick<Summary, 'margin' | 'metric' | 'target'> {
  readonly arms: readonly ForeseenArm[];
  /** Of those that are as good as the best most probably: the cheapest. */
  readonly favourite: ForeseenArm;
  /** The small runs decide: the favourite will lose less than the margin with that probability or more. */
  readonly decides: boolean;
  /** Of `seeds` repeats of every repair: operations, and seconds of training at the speed of the small runs. */
  readonly full: { readonly flops: number; readonly seconds: number };
  /** What the small runs took of that (counted operations). */
  readonly spent: number;
}

const DRAWS = 4000;
/** From there on nothing is gained by the whole run but certainty. */
export const DECIDES = 0.9;
/** Probabilities closer than this are alike, and the cheaper repair is named. */
const ALIKE = 0.05;

/**
 * @param runs at the sizes of `spec/shrunk.ts`, ascending, on the same seeds
 * @param root of the draws
 * @param scale of what the law is off by, for a benchmark that varies it
 * @returns null where there is nothing to choose between: fewer than two arms ran at every size
 */
export function foresee(runs: readonly SmallRun[], seeds: number, root: number, scale = 1): Foreseen | null {
  const [first] = runs;
  const present = first?.summary.arms.filter(({ id }) => runs.every(({ summary }) => summary.arms.some((arm) => arm.id === id))) ?? [];
  if (present.length < 2) return null;
  const { margin, metric, target } = first!.summary;
  const of = (id: string) => runs.map(({ summary }) => summary.arms.find((arm) => arm.id === id)!);
  const draws = foreseen(
    present.map(({ id }) => of(id).map((arm) => meritOf(arm).values)),
    // A metric in another unit is as uncertain as its margin says that it matters.
    metric === undefined ? scale : scale * (margin / 0.01),
    DRAWS,
    randomStream(root, 'small'),
  );
  // A share cannot be beyond 0 and 1.
  const { unit, better } = deciding(first!.summary);
  const [least, most] = unit !== 'share' ? [-Infinity, Infinity] : better === 'more' ? [0, 1] : [-1, 0];
  for (const own of draws) own.forEach((value, draw) => (own[draw] = Math.min(most, Math.max(least, value))));
  const tops = Array.from({ length: DRAWS }, (_, draw) => Math.max(...draws.map((own) => own[draw]!)));
  const share = (holds: (draw: number) => boolean) => tops.filter((_, draw) => holds(draw)).length / DRAWS;
  const arms = present.map(({ id, title, family }, i): ForeseenArm => {
    const own = draws[i]!;
    const sorted = own.slice().sort();
    return {
      ...{ id, title, family },
      merit: { mean: own.reduce((sum, each) => sum + each, 0) / DRAWS, lo: quantile(sorted, 0.025), hi: quantile(sorted, 0.975) },
      measured: of(id).map((arm) => meritOf(arm).mean),
      best: share((draw) => own[draw] === tops[draw]),
      good: share((draw) => own[draw]! > tops[draw]! - margin),
      flops: atFull(
        runs,
        of(id).map(({ counts }) => counts.flops),
      ),
    };
  });
  const surest = Math.max(...arms.map(({ good }) => good));
  const favourite = arms.filter(({ good }) => good >= surest - ALIKE).reduce((low, arm) => (arm.flops < low.flops ? arm : low));
  const total = (value: (arm: ArmSummary) => number) =>
    present.reduce((sum, { id }) => sum + of(id).reduce((all, arm) => all + value(arm), 0), 0);
  const flops = seeds * arms.reduce((sum, arm) => sum + arm.flops, 0);
  const ran = runs.reduce((most, { summary }) => Math.max(most, summary.seeds), 0);
  const spent = ran * total(({ counts }) => counts.flops);
  const seconds = ran * total(({ trainSeconds }) => trainSeconds.mean);
  return {
    ...{ arms, favourite, decides: favourite.good >= DECIDES, margin, spent },
    ...(metric !== undefined && { metric }),
    ...(target && { target }),
    full: { flops, seconds: spent > 0 ? (seconds * flops) / spent : 0 },
  };
}

/** What grows with a power of the size, at the whole of it; 0 where nothing was done. */
function atFull(runs: readonly SmallRun[], values: readonly number[]): number {
  if (values.some((value) => value <= 0)) return 0;
  const law = powerLaw(
    runs.map(({ share }) => share),
    values,
  );
  return law ? values.at(-1)! * (1 / runs.at(-1)!.share) ** law.exponent : values.at(-1)!;
}

/** In one sentence, and what to do. */
export function foreseenSentences({ favourite, arms, decides, full, spent }: Foreseen, margin: string): string[] {
  const rival = arms.filter(({ id }) => id !== favourite.id).reduce((top, arm) => (arm.best > top.best ? arm : top));
  const percent = (share: number) => `${Math.min(99, Math.round(100 * share))} %`;
  const name = favourite.family === 'none' ? 'keeping the model' : doing(favourite);
  return [
    decides
      ? `The small runs already decide: at full size ${name} loses less than ${margin} to the best with a probability of ${percent(favourite.good)}.`
      : `Run it in full: ${name} is ahead, but loses less than ${margin} to the best with a probability of ${percent(favourite.good)} only; ${doing(rival)} may come out above it.`,
    full.flops > 0
      ? `The small runs took ${percent(Math.min(1, spent / full.flops))} of the counted work of the full one.`
      : 'Nothing here is trained, so a full run costs next to nothing.',
  ];
}
