/** What each chooser loses against the best repair in hindsight, on seeds that nobody saw. */
import type { Advice } from '../../decide/settled.ts';
import type { Estimate } from '../../measure/statistics/many-tasks.ts';
import { mean } from '../../maths/statistics.ts';
import { quantile } from '../../data/quantile.ts';
import { randomStream } from '../../random/random.ts';
import { choices, choosers, type Chooser, type Raw } from './choosers.ts';
import { SEEN, type Family, type Scenario } from './grid.ts';

/** What a repair as laborious as full retraining is worth in accuracy (0 … 1): the margin of these experiments. */
const WORK_WORTH = 0.01;

export const measures = ['accuracy', 'cost'] as const;
/** `cost`: an error rate, plus 1 point for as much work as full retraining takes. Both are told in accuracy, 0 … 1. */
export type Measure = (typeof measures)[number];

/** What is lost on average over the scored seeds, by measure. */
export type Loss = Readonly<Record<Measure, number>>;

export interface Scored {
  readonly id: string;
  readonly family: Family;
  readonly part: Scenario['part'];
  readonly verdict: Advice['verdict'];
  readonly strength: Advice['strength'];
  readonly diagnosed: string;
  /** Whom each trusts. */
  readonly chosen: Readonly<Record<Exclude<Chooser, 'random'>, string>>;
  /** Highest accuracy on the scored seeds. */
  readonly best: string;
  readonly loss: Readonly<Record<Chooser, Loss>>;
  /** What is lost by always trusting this one repair, by id. */
  readonly fixed: Readonly<Record<string, Loss>>;
  /**
   * What whoever chooses, for each scored seed, by all other seeds of the record would lose. Hindsight picks the best on the very seeds
   * it is scored on, so even whoever knew the truth would lose some; this is an upper bound of that.
   */
  readonly informed: Loss;
}

export function score({ id, family, part }: Pick<Scenario, 'id' | 'family' | 'part'>, record: Raw): Scored {
  const { advice, chosen, diagnosed } = choices(record);
  const { results, spec } = record;
  const raced = spec.arms.map(({ id: arm }) => arm);
  const by = new Map(results.map((result) => [`${result.arm} ${result.seed}`, result]));
  // Whoever trusts a repair that is refused keeps the model.
  const found = (arm: string, seed: number) => by.get(`${arm} ${seed}`) ?? by.get(`none ${seed}`)!;
  const all = [...new Set(results.map(({ seed }) => seed))];
  const scored = all.filter((seed) => seed >= SEEN);
  const full = mean(scored.map((seed) => found('retrain-all', seed).counts.flops)) || 1;
  const work = new Map(raced.map((arm) => [arm, (WORK_WORTH * mean(scored.map((seed) => found(arm, seed).counts.flops))) / full]));
  const worth = (measure: Measure, arm: string, seed: number) =>
    found(arm, seed).measures.accuracyNew - (measure === 'cost' ? work.get(arm)! : 0);
  const over = (measure: Measure, arm: string, seeds: readonly number[]) => mean(seeds.map((seed) => worth(measure, arm, seed)));
  const top = (measure: Measure, seeds: readonly number[]) => {
    const means = raced.map((arm) => over(measure, arm, seeds));
    return raced[means.indexOf(Math.max(...means))]!;
  };
  const most = Object.fromEntries(measures.map((measure) => [measure, over(measure, top(measure, scored), scored)])) as Record<
    Measure,
    number
  >;
  const each = (loss: (measure: Measure) => number): Loss => ({ accuracy: loss('accuracy'), cost: loss('cost') });
  const lossOf = (arm: string) => each((measure) => most[measure] - over(measure, arm, scored));
  const fixed = Object.fromEntries(raced.map((arm) => [arm, lossOf(arm)]));
  const repairs = raced.filter((arm) => arm !== 'none');
  return {
    ...{ id, family, part, verdict: advice.verdict, strength: advice.strength, diagnosed, chosen, fixed },
    best: top('accuracy', scored),
    loss: Object.fromEntries(
      choosers.map((chooser) => [
        chooser,
        chooser === 'random' ? each((measure) => mean(repairs.map((arm) => fixed[arm]![measure]))) : fixed[chosen[chooser]]!,
      ]),
    ) as Record<Chooser, Loss>,
    informed: each(
      (measure) =>
        most[measure] -
        mean(
          scored.map((seed) =>
            worth(
              measure,
              top(
                measure,
                all.filter((other) => other !== seed),
              ),
              seed,
            ),
          ),
        ),
    ),
  };
}

export interface Totals {
  readonly scenarios: number;
  /** Mean over scenarios. */
  readonly loss: Readonly<Record<Chooser, Loss>>;
  readonly informed: Loss;
  /** The one repair that loses least when it is always trusted, found in hindsight. */
  readonly fixed: Readonly<Record<Measure, { readonly arm: string; readonly loss: number }>>;
  /** The advisor's loss less each one's, with a 95 % interval over scenarios drawn again; below 0 = the advisor is better. */
  readonly difference: Readonly<Record<Exclude<Chooser, 'advisor'>, Readonly<Record<Measure, Estimate>>>>;
  /** The advisor's loss as a share of that of the highest mean. */
  readonly share: Loss;
  /** By family: the advisor's loss less that of the highest mean, in accuracy. */
  readonly worse: Readonly<Record<string, number>>;
}

const others = choosers.filter((chooser): chooser is Exclude<Chooser, 'advisor'> => chooser !== 'advisor');

export function totals(scored: readonly Scored[]): Totals {
  const each = (loss: (measure: Measure) => number): Loss => ({ accuracy: loss('accuracy'), cost: loss('cost') });
  const loss = Object.fromEntries(
    choosers.map((chooser) => [chooser, each((measure) => mean(scored.map((one) => one.loss[chooser][measure])))]),
  ) as Record<Chooser, Loss>;
  const lead = (one: Scored, other: Chooser, measure: Measure) => one.loss.advisor[measure] - one.loss[other][measure];
  const bestFixed = (measure: Measure) =>
    Object.keys(scored[0]!.fixed)
      .map((arm) => ({ arm, loss: mean(scored.map(({ fixed }) => fixed[arm]![measure])) }))
      .reduce((top, one) => (one.loss < top.loss ? one : top));
  return {
    scenarios: scored.length,
    loss,
    informed: each((measure) => mean(scored.map(({ informed }) => informed[measure]))),
    fixed: { accuracy: bestFixed('accuracy'), cost: bestFixed('cost') },
    difference: Object.fromEntries(
      others.map((other) => [
        other,
        Object.fromEntries(measures.map((measure) => [measure, resampled(scored.map((one) => lead(one, other, measure)))])),
      ]),
    ) as Totals['difference'],
    share: each((measure) => loss.advisor[measure] / loss.mean[measure]),
    worse: Object.fromEntries(
      [...new Set(scored.map(({ family }) => family))].map((family) => [
        family,
        mean(scored.filter((one) => one.family === family).map((one) => lead(one, 'mean', 'accuracy'))),
      ]),
    ),
  };
}

const DRAWS = 4_000;
const SEED = 1;

/** The mean with its 95 % percentile interval; what is drawn again are the scenarios. */
function resampled(values: readonly number[]): Estimate {
  const random = randomStream(SEED, 'scenarios', values.length);
  const drawn = Float64Array.from({ length: DRAWS }, () => mean(values.map(() => values[random.int(values.length)]!))).sort();
  return { value: mean(values), lo: quantile(drawn, 0.025), hi: quantile(drawn, 0.975) };
}
