/**
 * How probably choosing one arm is wrong after few seeds: for whoever has to choose although the evidence shows nothing.
 *
 * Empirical Bayes (James & Stein 1961; Efron & Morris 1975): the means of the repairs are drawn towards each other, the more so the less
 * sure each is beside the spread among them. That they differ by about the margin is taken for granted, however alike they look. Seeds
 * are paired, so what a seed does to all repairs is taken away first; each arm's variance is drawn towards that of all. Whom to choose is
 * not asked here: on the scenarios of `lab bench advice`, choosing by these expectations lost more than choosing by the means.
 */
import { meritOf } from '../measure/metrics/metric.ts';
import { normalQuantile, normalTail } from '../maths/special/normal.ts';
import { mean } from '../maths/statistics.ts';
import type { ArmSummary } from '../contracts/results.ts';

export interface Expectation {
  readonly arm: ArmSummary;
  /** Expected merit (accuracy, unless another metric decides) on the new regime, on the level of the arms that ran every seed, and its standard deviation (0 … 1). */
  readonly accuracy: number;
  readonly sd: number;
}

/** As many observations as the common variance counts for beside an arm's own. */
const COMMON = 4;

/**
 * @param margin Difference that does not matter, ≥ 0, in the unit of the accuracies.
 * @returns In the order of `arms`; every one with 2 seeds or more.
 */
export function expectations(arms: readonly ArmSummary[], margin: number): Expectation[] {
  const most = Math.max(...arms.map((arm) => meritOf(arm).values.length));
  const complete = arms.filter((arm) => meritOf(arm).values.length === most);
  // What a seed does to a model that nobody repairs says little of what it does to repairs.
  const tried = complete.filter(({ family }) => family !== 'none');
  const full = tried.length ? tried : complete;
  const luck = Array.from({ length: most }, (_, seed) => mean(full.map((arm) => meritOf(arm).values[seed]!)));
  const level = mean(luck);
  const own = arms.map((arm) => {
    const { values } = meritOf(arm);
    const effects = values.map((value, seed) => value - luck[seed]!);
    const centre = mean(effects);
    return { n: values.length, centre, squares: effects.reduce((sum, effect) => sum + (effect - centre) ** 2, 0) };
  });
  const common =
    own.reduce((sum, { squares }) => sum + squares, 0) /
    Math.max(
      1,
      own.reduce((sum, { n }) => sum + n - 1, 0),
    );
  const errors = own.map(({ n, squares }) => (squares + COMMON * common) / (n - 1 + COMMON) / n);

  const repairs = arms.flatMap(({ family }, i) => (family === 'none' ? [] : [i]));
  const middle = repairs.length ? mean(repairs.map((i) => own[i]!.centre)) : 0;
  const seen = repairs.length > 1 ? repairs.reduce((sum, i) => sum + (own[i]!.centre - middle) ** 2, 0) / (repairs.length - 1) : Infinity;
  const spread = Math.max(margin * margin, seen - (repairs.length ? mean(repairs.map((i) => errors[i]!)) : 0));
  return arms.map((arm, i) => {
    const { centre } = own[i]!;
    const error = errors[i]!;
    // What no repair reaches is not one of them.
    const trust = arm.family === 'none' || error === 0 || spread === Infinity ? 1 : spread / (spread + error);
    return { arm, accuracy: level + middle + trust * (centre - middle), sd: Math.sqrt(trust * error) };
  });
}

/** Places at which the chosen arm's distribution is looked at: the middles of so many equal shares of it. */
const PLACES = Array.from({ length: 200 }, (_, i) => normalQuantile((i + 0.5) / 200));

/** How probably another arm is better than `chosen` by more than the margin: one minus the chance that all others stay below, over the chosen one's distribution. */
export function probablyWrong(all: readonly Expectation[], chosen: ArmSummary, margin: number): number {
  const own = all.find(({ arm }) => arm === chosen)!;
  const others = all.filter((one) => one !== own);
  const below = PLACES.map((place) => {
    const limit = own.accuracy + own.sd * place + margin;
    return others.reduce(
      (chance, { accuracy, sd }) => chance * (sd > 0 ? 1 - normalTail((limit - accuracy) / sd) : Number(accuracy <= limit)),
      1,
    );
  });
  return 1 - mean(below);
}
