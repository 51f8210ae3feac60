/** The whole chain of one simulated run, from its repeats to the advice, and which of the things said are wrong. */
import { advise } from '../../decide/advice.ts';
import { defaultSituation } from '../../decide/situation.ts';
import { verdict } from '../../decide/verdict.ts';
import { LOOK_EVERY, raced } from '../../measure/statistics/raced.ts';
import type { Interval } from '../../maths/interval.ts';
import type { Design, ArmResult, Summary } from '../../contracts/results.ts';
import { summarise } from '../../measure/summary.ts';
import type { Random } from '../../random/random.ts';
import { accuraciesOf, armsOf, drawSeed, type Truth } from './truths.ts';

export interface Course {
  readonly design: Design;
  /** Of a race the most. */
  readonly seeds: number;
}

/** What one run said and whether it was wrong; intervals: how many, and how many held the truth. */
export interface Said {
  /** Anything that is shown, better or best. */
  readonly falselyShown: boolean;
  /** Anything that is called equivalent, or as good as the best. */
  readonly falselyEquivalent: boolean;
  /** There is one best repair, and the verdict favours it. */
  readonly foundBest: boolean;
  readonly favours: boolean;
  readonly favoursWrongly: boolean;
  readonly leans: boolean;
  readonly leansWrongly: boolean;
  /** What the leaning says of its being wrong (0 … 1). */
  readonly leaningSays: number;
  /** Trainings of repairs. */
  readonly trainings: number;
  readonly coverage: Readonly<Record<'mean' | 'difference' | 'better', { readonly held: number; readonly of: number }>>;
}

/** Difference in accuracy that does not matter, in all simulated runs. */
export const MARGIN = 0.01;
/** True differences that are equal up to rounding. */
const EQUAL = 1e-9;

export function simulate(truth: Truth, { design, seeds }: Course, random: Random, better?: (a: number, b: number) => number): Said {
  const arms = armsOf(truth);
  const { results, retired } =
    design === 'fixed'
      ? { results: Array.from({ length: seeds }, (_, seed) => drawSeed(truth, seed, random)).flat(), retired: {} }
      : race(truth, seeds, random);
  const summary = summarise(results, arms, {
    margin: MARGIN,
    majority: 0.1,
    watts: null,
    softwareAdapter: false,
    warmedUp: true,
    hidden: false,
    busyElsewhere: false,
    interrupted: false,
    design,
    retired,
  });
  return judged(summary, accuraciesOf(truth), results.length - new Set(results.map(({ seed }) => seed)).size, better);
}

/** Seed by seed, as a run does it: whoever is left out trains no more, and the race ends when the question is settled. */
function race(
  truth: Truth,
  most: number,
  random: Random,
): { readonly results: readonly ArmResult[]; readonly retired: Readonly<Record<string, number>> } {
  const arms = armsOf(truth);
  const results: ArmResult[] = [];
  let retired: Readonly<Record<string, number>> = {};
  for (let seed = 0; seed < most; seed++) {
    results.push(...drawSeed(truth, seed, random).filter(({ arm }) => !(arm in retired)));
    if ((seed + 1) % LOOK_EVERY !== 0) continue;
    const now = raced(results, arms, MARGIN);
    retired = now.retired;
    if (now.settled) break;
  }
  return { results, retired };
}

/** Every statement against the truth: `accuracies` are those of the summary's arms, in their order. */
export function judged(
  summary: Summary,
  accuracies: readonly number[],
  trainings: number,
  better?: (a: number, b: number) => number,
): Said {
  const { arms, comparisons, standing, margin } = summary;
  const of = (id: string): number => accuracies[arms.findIndex((arm) => arm.id === id)]!;
  const top = Math.max(...accuracies);
  const advice = advise({ summary, diagnosis: null, labels: 1000, classes: ['a', 'b'], situation: defaultSituation });
  const told = verdict(summary);
  const favours = advice.arm !== undefined && advice.strength !== 'weak';
  const leans = advice.arm !== undefined && advice.strength === 'weak';
  const loses = advice.arm !== undefined && top - of(advice.arm) >= margin - EQUAL;
  const losesMore = advice.arm !== undefined && top - of(advice.arm) > margin + EQUAL;
  const helpsNot = advice.arm !== undefined && advice.arm !== 'none' && of(advice.arm) <= of('none') + EQUAL;
  // The only one on top, where it is called shown best.
  const alone = accuracies.filter((accuracy) => accuracy >= top - EQUAL).length === 1;
  const strongWrongly = advice.strength === 'strong' && advice.verdict !== 'keep' && !(alone && of(advice.arm!) === top);
  const covers = ({ lo, hi, values }: Pick<Interval, 'lo' | 'hi' | 'values'>, truth: number) =>
    values.length > 1 && lo - EQUAL <= truth && truth <= hi + EQUAL;
  const count = (list: readonly boolean[]) => ({ held: list.filter(Boolean).length, of: list.length });
  return {
    falselyShown:
      arms.some(({ id }) => !standing.best.includes(id) && of(id) >= top - EQUAL) ||
      comparisons.some(({ a, b, outcome }) => (outcome === 'a' && of(a) <= of(b) + EQUAL) || (outcome === 'b' && of(b) <= of(a) + EQUAL)) ||
      strongWrongly,
    falselyEquivalent:
      arms.some(({ id }) => standing.asGood.includes(id) && top - of(id) >= margin - EQUAL) ||
      comparisons.some(({ a, b, outcome }) => outcome === 'equivalent' && Math.abs(of(a) - of(b)) >= margin - EQUAL),
    foundBest: alone && told.favours !== undefined && of(told.favours) === top,
    ...{
      favours,
      favoursWrongly: favours && (loses || (helpsNot && advice.verdict !== 'keep')),
      leans,
      leansWrongly: leans && (losesMore || helpsNot),
      leaningSays: advice.wrong ?? 0,
      trainings,
    },
    coverage: {
      mean: count(arms.map(({ accuracyNew }, i) => covers(accuracyNew, accuracies[i]!))),
      difference: count(comparisons.map(({ a, b, difference }) => covers(difference, of(a) - of(b)))),
      better: better
        ? count(comparisons.map(({ a, b, better: { lo, hi } }) => covers({ lo, hi, values: [0, 0] }, better(of(a), of(b)))))
        : { held: 0, of: 0 },
    },
  };
}
