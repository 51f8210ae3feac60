/** What a stream says of its policies: how well each was served, what it cost, and how well its alarms met the true drifts. */
import type { PolicyRun } from '../experiment/stream-types.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { scoreAlarms, trueDrifts } from '../detect/score.ts';
import type { LedgerEntry } from '../drift/types.ts';
import { recoveryTime } from './recovery-time.ts';
import { repairPrices, type RepairPrices } from './repair-prices.ts';
import type { Design } from './standing.ts';
import { interval, mean } from './statistics.ts';
import { differenceOf, type PolicyDifference } from './stream-differences.ts';
import {
  candidatesOf,
  counted,
  designOf,
  isOracle,
  marginOf,
  repairsOf,
  standingOfPolicies,
  totalCosts,
  type Candidate,
  type PolicyStanding,
} from './stream-evidence.ts';
import { repairPrice } from '../policies/cost.ts';
import { profileOf } from './devices.ts';
import { energy, energyValidity, wattBand, type RunConditions } from './energy.ts';
import type { Interval, Quantity } from './types.ts';

export interface PolicySummary {
  /** Index into the spec's policies. */
  readonly policy: number;
  /** Seeds that its figures are over. */
  readonly seeds: number;
  /** Serving accuracy over the whole stream, over seeds. */
  readonly accuracy: Interval;
  readonly errors: Interval;
  readonly repairs: Interval;
  /** Repairs whose training diverged, all seeds together. */
  readonly diverged: number;
  readonly labels: Interval;
  readonly seconds: Interval;
  readonly flops: Interval;
  /** Wrong answers, and for each repair as many as the spec says one is worth. */
  readonly cost: Interval;
  /** Energy proxy of a mean seed's training (J); null where nothing was trained. */
  readonly energy: Quantity | null;
  /** Why the energy proxy deserves no trust; empty when nothing speaks against it. */
  readonly validity: readonly string[];
  /** Rows answered wrongly beyond those of the best policy in each batch: the area of lost accuracy, times rows. */
  readonly lost: Interval;
  /** On how many seeds it recovered from the first drift, and after how many batches on these, null where it never did; null where there is nothing to recover from. */
  readonly recovery: { readonly seeds: number; readonly batches: Interval | null } | null;
  /** How its wishes to repair met the drifts of the ledger; null where it watches nothing. Means over seeds, null where undefined on all. */
  readonly detection: {
    readonly precision: number | null;
    readonly episodeRecall: number | null;
    readonly falseAlarms: number;
    readonly delayRows: number | null;
  } | null;
  /** Of the last model, on held-out rows of the old world and of the world at the end. */
  readonly accuracyOld: Interval;
  readonly accuracyEnd: Interval;
  /** Against the leader, on the seeds that both ran; absent for the leader itself, and where there is none. */
  readonly against?: PolicyDifference;
}

export interface StreamSummary {
  readonly design: Design;
  /** Seeds that count as evidence: without the first where a person laid a hand on it. */
  readonly seeds: number;
  readonly edited: boolean;
  /** Wrong answers that one repair is worth, and the difference in total cost that does not matter: the spec's margin of the rows. */
  readonly price: number;
  readonly margin: number;
  readonly policies: readonly PolicySummary[];
  /** The candidate with the lowest mean total cost among those that may be the best; null where there is none. */
  readonly leader: number | null;
  /** Where the policies that can be chosen stand, by total cost. */
  readonly standing: PolicyStanding;
  readonly prices: RepairPrices | null;
}

export interface StreamConditions extends Omit<RunConditions, 'warmedUp'> {
  /** A person did something to the first seed. */
  readonly edited?: boolean;
}

/** `ledger` is that of a seed's stream: all seeds share kinds and times. */
export function streamSummary(
  spec: StreamSpec,
  runs: readonly PolicyRun[],
  ledger: readonly LedgerEntry[],
  { edited = false, ...conditions }: StreamConditions,
): StreamSummary {
  const rows = spec.stream.batch;
  const price = repairPrice(spec);
  const design = designOf(spec);
  const margin = marginOf(spec, runs[0]?.points.length ?? 0);
  const device = profileOf(spec.energy);
  const watts = device && wattBand(device, spec.energy.pue, spec.seeds.root);
  const candidates = candidatesOf(spec, runs, edited);
  const standing = standingOfPolicies(spec, candidates, price, margin, design);
  const costOf = (one: Candidate) => mean(totalCosts(one, price));
  const [top] = candidates
    .filter(({ policy, errors }) => errors.length && standing.best.includes(policy))
    .sort((a, b) => costOf(a) - costOf(b));
  const evidence = counted(runs, edited);
  // The oracle runs on the first seed only, and knows the future.
  const fair = spec.policies.every(isOracle) ? runs : runs.filter(({ policy }) => !isOracle(spec.policies[policy]!));
  /** What ran only where a hand was laid on is shown all the same. */
  const runsOf = (policy: number) => {
    const own = evidence.filter((run) => run.policy === policy);
    return own.length ? own : runs.filter((run) => run.policy === policy);
  };
  return {
    ...{ design, edited, price, margin, standing },
    seeds: new Set(evidence.map(({ seed }) => seed)).size,
    leader: top?.policy ?? null,
    prices: repairPrices(candidates, design),
    policies: spec.policies.map((_, policy) => {
      const own = runsOf(policy);
      const over = (value: (run: PolicyRun) => number): Interval => interval(own.map(value));
      const last = ({ points }: PolicyRun) => points.at(-1)!;
      const seconds = over((run) => last(run).seconds);
      const trained = seconds.mean * own.length;
      const against = top && top.policy !== policy ? differenceOf(spec, own, runsOf(top.policy), price, design) : undefined;
      return {
        policy,
        seeds: own.length,
        accuracy: over((run) => 1 - last(run).errors / (rows * run.points.length)),
        errors: over((run) => last(run).errors),
        repairs: over(repairsOf),
        diverged: own.reduce((sum, { actions }) => sum + actions.filter(({ diverged }) => diverged).length, 0),
        labels: over((run) => last(run).labels),
        seconds,
        flops: over((run) => last(run).flops),
        cost: over((run) => last(run).errors + price * repairsOf(run)),
        energy: watts && trained > 0 ? energy(seconds.mean, watts) : null,
        validity:
          trained > 0
            ? energyValidity({ ...conditions, warmedUp: true, recoveries: 0, seconds: trained, repeats: own.length, diverged: 0 })
            : [],
        lost: over((run) =>
          run.points.reduce((sum, { accuracy }, batch) => sum + rows * Math.max(0, bestAccuracy(fair, run.seed, batch) - accuracy), 0),
        ),
        recovery: recovered(spec, own),
        detection: own.some(({ points }) => points.some(({ statistic }) => statistic !== null)) ? detected(ledger, own, rows) : null,
        accuracyOld: over((run) => run.accuracyOld),
        accuracyEnd: over((run) => run.accuracyEnd),
        ...(against && { against }),
      };
    }),
  };
}

function recovered(spec: StreamSpec, runs: readonly PolicyRun[]): PolicySummary['recovery'] {
  const times = runs.map((run) => recoveryTime(spec, run));
  if (times.includes(undefined)) return null;
  const back = times.filter((time) => typeof time === 'number');
  return { seeds: back.length, batches: back.length ? interval(back) : null };
}

/** An alarm stands at the last row of its batch; it may come until the stream ends. */
function detected(ledger: readonly LedgerEntry[], runs: readonly PolicyRun[], rows: number): PolicySummary['detection'] {
  const scores = runs.map(({ points }) => {
    const items = points.length * rows;
    const alarms = points.flatMap(({ alarm }, batch) => (alarm ? [(batch + 1) * rows - 1] : []));
    return scoreAlarms(alarms, trueDrifts(ledger, items), { maxDelay: items, items });
  });
  const known = (values: readonly number[]) => {
    const finite = values.filter(Number.isFinite);
    return finite.length ? mean(finite) : null;
  };
  return {
    precision: known(scores.map(({ precision }) => precision)),
    episodeRecall: known(scores.map(({ episodeRecall }) => episodeRecall)),
    falseAlarms: mean(scores.map(({ falseAlarms }) => falseAlarms)),
    delayRows: known(scores.map(({ meanDelay }) => meanDelay)),
  };
}

const bestAccuracy = (runs: readonly PolicyRun[], seed: number, batch: number): number =>
  Math.max(...runs.filter((run) => run.seed === seed).map(({ points }) => points[batch]!.accuracy));
