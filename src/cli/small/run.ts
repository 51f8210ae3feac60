/** Are small runs right about the whole one? Scenarios of every built-in data set at an eighth, a quarter, a half and all of their rows and widths. */
import type { RunRecord } from '../../contracts/record.ts';
import type { Summary } from '../../contracts/results.ts';
import { foresee, type SmallRun } from '../../decide/small.ts';
import { interval, mean, standardError } from '../../maths/statistics.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { SHARES, shrunk } from '../../spec/shrunk.ts';
import type { Part, Scenario } from '../advice/grid.ts';
import { scenarios } from '../advice/scenarios.ts';
import { runMany } from '../run-many.ts';

/** Of each grid every so many scenarios, so that all data sets come up, from one on. The law was made with others: these had not been run by then. */
const EVERY = 4;
const FROM = 2;
/** Seeds of the whole run that is foreseen. */
const FULL_SEEDS = 10;
const ARMS = ['none', 'restandardise', 'head-only', 'full-fine-tune', 'retrain-new', 'retrain-all'];

export interface SmallScored {
  readonly id: string;
  readonly part: Part;
  /** Foreseen, by the half alone, and at full size the arm with the highest mean. */
  readonly favourite: string;
  readonly byHalf: string;
  readonly best: string;
  /** Probability that was given to the favourite's losing less than the margin. */
  readonly good: number;
  /** What following it, or the half, loses to the best of the full run. */
  readonly lost: number;
  readonly lostByHalf: number;
  readonly margin: number;
  /** Share of the full run's counted work that the small ones took, and by how much the foreseen work was off (1 = right). */
  readonly spent: number;
  readonly work: number;
  readonly arms: readonly {
    readonly id: string;
    readonly foreseen: number;
    readonly half: number;
    readonly measured: number;
    readonly error: number;
    readonly inside: boolean;
  }[];
}

export interface SmallReport {
  readonly scored: readonly SmallScored[];
  /** Scenarios that are too small to be shrunk. */
  readonly left: readonly string[];
}

/** Tells stderr how it goes. @throws CliError when it is stopped, or an experiment fails. */
export async function runSmall(asked: readonly Part[]): Promise<SmallReport> {
  const left: string[] = [];
  const grid = scenarios.filter(({ part }) => asked.includes(part)).filter((_, i) => i % EVERY === FROM);
  const found = new Map<string, SmallRun[]>();
  const work = grid.flatMap(({ id, part, spec }) => {
    const { learning: _, ...plain } = spec;
    const whole = { ...plain, arms: ARMS.map((arm) => ({ id: arm })), seeds: { root: spec.seeds.root, count: FULL_SEEDS } };
    try {
      return [...SHARES.map((share) => ({ share, spec: shrunk(whole, share) })), { share: 1, spec: whole }].map((one) => ({
        ...one,
        id: `${id} × ${one.share}`,
        of: id,
        part,
      }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      left.push(id);
      return [];
    }
  });
  await runMany(
    work,
    ({ of, share }, record: RunRecord) => void found.set(of, [...(found.get(of) ?? []), { share, summary: record.derived.summary }]),
  );
  const scored = grid.flatMap((scenario) => {
    const runs = found.get(scenario.id);
    return runs ? [scoreOf(scenario, runs)] : [];
  });
  return { scored, left };
}

const bestOf = ({ arms }: Summary): string => arms.reduce((top, arm) => (meritOf(arm).mean > meritOf(top).mean ? arm : top)).id;

function scoreOf({ id, part, spec }: Scenario, runs: readonly SmallRun[]): SmallScored {
  const whole = runs.find(({ share }) => share === 1)!.summary;
  const small = runs.filter(({ share }) => share < 1).sort((a, b) => a.share - b.share);
  const seen = foresee(small, FULL_SEEDS, spec.seeds.root)!;
  const measured = (arm: string) => meritOf(whole.arms.find((each) => each.id === arm)!);
  const half = small.at(-1)!.summary;
  const top = bestOf(whole);
  const lost = (arm: string) => measured(top).mean - measured(arm).mean;
  const byHalf = bestOf(half);
  const flops = FULL_SEEDS * whole.arms.reduce((sum, arm) => sum + arm.counts.flops, 0);
  return {
    ...{ id, part, byHalf, best: top, margin: whole.margin },
    favourite: seen.favourite.id,
    good: seen.favourite.good,
    lost: lost(seen.favourite.id),
    lostByHalf: lost(byHalf),
    spent: flops > 0 ? seen.spent / flops : 0,
    work: flops > 0 ? seen.full.flops / flops : 1,
    arms: seen.arms.map((arm) => {
      const { mean: value, values } = measured(arm.id);
      // The whole run's mean is of few seeds, too.
      const error = standardError(values);
      const reach = (end: number) => Math.hypot(arm.merit.mean - end, 1.96 * error);
      return {
        id: arm.id,
        foreseen: arm.merit.mean,
        half: arm.measured.at(-1)!,
        measured: value,
        error,
        inside: value >= arm.merit.mean - reach(arm.merit.lo) && value <= arm.merit.mean + reach(arm.merit.hi),
      };
    }),
  };
}

/** Of one half of the scenarios. */
export interface SmallTotals {
  readonly scenarios: number;
  /** Share of intervals that hold what was measured, and of scenarios in which the favourite is the best, or loses less than the margin. */
  readonly inside: number;
  readonly favourite: { readonly best: number; readonly good: number; readonly lost: number };
  /** The same of whoever leads at the half. */
  readonly half: { readonly best: number; readonly good: number; readonly lost: number };
  /** Mean absolute error of the foreseen scores, and of taking the half's. */
  readonly off: number;
  readonly offByHalf: number;
  /** Of those that it said were decided: how many, and in what share the favourite lost less than the margin. */
  readonly decided: { readonly scenarios: number; readonly good: number | null };
  /** Mean probability it gave, against what came of it. */
  readonly said: number;
  readonly spent: number;
  /** Half-width of a 95 % interval of `favourite.good`. */
  readonly half95: number;
}

export function smallTotals(scored: readonly SmallScored[], decidesFrom: number): SmallTotals | null {
  if (!scored.length) return null;
  const share = (holds: (one: SmallScored) => boolean, of = scored) => of.filter(holds).length / of.length;
  const arms = scored.flatMap((one) => one.arms);
  const decided = scored.filter(({ good }) => good >= decidesFrom);
  const good = scored.map(({ lost, margin }) => Number(lost <= margin));
  const { lo, hi } = interval(good);
  return {
    scenarios: scored.length,
    inside: arms.filter(({ inside }) => inside).length / arms.length,
    favourite: { best: share(({ favourite, best }) => favourite === best), good: mean(good), lost: mean(scored.map(({ lost }) => lost)) },
    half: {
      best: share(({ byHalf, best }) => byHalf === best),
      good: share(({ lostByHalf, margin }) => lostByHalf <= margin),
      lost: mean(scored.map(({ lostByHalf }) => lostByHalf)),
    },
    off: mean(arms.map(({ foreseen, measured }) => Math.abs(foreseen - measured))),
    offByHalf: mean(arms.map(({ half, measured }) => Math.abs(half - measured))),
    decided: { scenarios: decided.length, good: decided.length ? share(({ lost, margin }) => lost <= margin, decided) : null },
    said: mean(scored.map((one) => one.good)),
    spent: mean(scored.map(({ spent }) => spent)),
    half95: (hi - lo) / 2,
  };
}
