/** Who chooses a repair from the seeds that may be seen: the advisor, and what anybody could do without one. */
import { findArm } from '../../adapt/registry.ts';
import type { Advice } from '../../decide/settled.ts';
import { advise } from '../../decide/advice.ts';
import { agreedDiagnosis } from '../../decide/known.ts';
import { defaultSituation } from '../../decide/situation.ts';
import { halving } from '../../measure/statistics/halving.ts';
import type { Design } from '../../contracts/results.ts';
import { mean } from '../../maths/statistics.ts';
import { summarise } from '../../measure/summary.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { SEEN } from './grid.ts';

/** Seeds on which every repair could train for the trainings that everybody has. */
export const EVEN_SEEDS = 6;

/** Those who look at seeds first, then those who do not. `advisor-even` is the advisor on seeds that every repair runs, as on the page. */
export const choosers = [
  'advisor',
  'advisor-even',
  'mean',
  'mean-less-work',
  'raced-mean',
  'raced-mean-less-work',
  'none',
  'head-only',
  'full-fine-tune',
  'retrain-all',
  'random',
] as const;
export type Chooser = (typeof choosers)[number];

export type Raw = Pick<RunRecord, 'spec' | 'results' | 'seeds' | 'data' | 'derived'>;

export interface Choices {
  readonly advice: Advice;
  /** What was diagnosed of the seeds the advisor saw. */
  readonly diagnosed: string;
  /** Whom each trusts, by id; chance trusts nobody in particular. */
  readonly chosen: Readonly<Record<Exclude<Chooser, 'random'>, string>>;
}

/**
 * Everybody who looks has the same number of trainings: six for each repair that runs. The base models of further seeds are not
 * counted. As on the page, a repair that was refused on a seed is left out.
 */
export function choices(record: Raw): Choices {
  const { spec, results, derived } = record;
  const seen = results.filter(({ seed }) => seed < SEEN);
  const arms = spec.arms.map(({ id }) => findArm(id)!).filter(({ id }) => seen.filter(({ arm }) => arm === id).length === SEEN);
  const ids = arms.map(({ id }) => id);
  const repairs = arms.filter(({ family }) => family !== 'none').map(({ id }) => id);
  const of = (id: string) => seen.filter(({ arm }) => arm === id).sort((a, b) => a.seed - b.seed);
  const accuracies = new Map(ids.map((id) => [id, of(id).map(({ measures }) => measures.accuracyNew)]));
  const reached = (id: string, seeds: number) => mean(accuracies.get(id)!.slice(0, seeds));
  // What a repair will take is known before it is made.
  const flops = new Map(ids.map((id) => [id, mean(of(id).map(({ counts }) => counts.flops))]));
  const dearest = Math.max(...flops.values());
  const lessWork = (id: string, seeds: number) => reached(id, seeds) - (dearest > 0 ? (spec.measure.margin * flops.get(id)!) / dearest : 0);
  const best = (candidates: readonly string[], worth: (id: string) => number) =>
    candidates.reduce((top, id) => (worth(id) > worth(top) ? id : top));

  const race = (worth: (id: string, seeds: number) => number) => {
    const seeds = halving(repairs, EVEN_SEEDS * repairs.length, SEEN, worth);
    const most = Math.max(0, ...Object.values(seeds));
    return { seeds, most, best: best(['none', ...repairs.filter((id) => seeds[id] === most)], (id) => worth(id, most)) };
  };
  const raced = race(lessWork);

  const diagnosis = (seeds: number) => agreedDiagnosis(record.seeds.filter(({ seed }) => seed < seeds));
  const options = {
    margin: spec.measure.margin,
    majority: derived.summary.majority,
    watts: null,
    softwareAdapter: false,
    warmedUp: true,
    hidden: false,
    busyElsewhere: false,
    interrupted: false,
  };
  const advised = (most: number, seedsOf: (id: string) => number, design: Design): Advice => {
    const used = seen.filter(({ arm, seed }) => ids.includes(arm) && seed < seedsOf(arm));
    const retired = Object.fromEntries(repairs.filter((id) => seedsOf(id) < most).map((id) => [id, seedsOf(id)]));
    // Work is counted, so that the advice is the same on every machine.
    const summary = { ...summarise(used, arms, { ...options, design, retired }), timesComparable: false };
    return advise({
      summary,
      diagnosis: diagnosis(most),
      labels: spec.labels.budget,
      classes: record.data.classes,
      situation: defaultSituation,
    });
  };
  const advice = advised(raced.most, (id) => raced.seeds[id] ?? raced.most, 'race');
  return {
    advice,
    diagnosed: diagnosis(raced.most)?.kind ?? 'nothing',
    chosen: {
      // Where advice names nobody, the model stays.
      advisor: advice.arm ?? 'none',
      'advisor-even': advised(EVEN_SEEDS, () => EVEN_SEEDS, 'fixed').arm ?? 'none',
      mean: best(ids, (id) => reached(id, EVEN_SEEDS)),
      'mean-less-work': best(ids, (id) => lessWork(id, EVEN_SEEDS)),
      'raced-mean': race(reached).best,
      'raced-mean-less-work': raced.best,
      ...{ none: 'none', 'head-only': 'head-only', 'full-fine-tune': 'full-fine-tune', 'retrain-all': 'retrain-all' },
    },
  };
}
