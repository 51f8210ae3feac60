/** What a stream says of its policies: how well each was served, what it cost, and how well its alarms met the true drifts. */
import type { PolicySummary, StreamSummary } from '../contracts/stream-summary.ts';
import type { PolicyRun } from '../contracts/stream.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { scoreAlarms, trueDrifts } from '../detect/score.ts';
import type { LedgerEntry } from '../contracts/drift.ts';
import { policyFreshness } from './freshness/stream.ts';
import { complaintSummary, type Hearing } from './complaints.ts';
import { recoveryTime } from './cost/recovery-time.ts';
import { repairPrices } from './cost/repair-prices.ts';
import type { Interval } from '../maths/interval.ts';
import { interval, mean } from '../maths/statistics.ts';
import { differenceOf } from './statistics/stream-differences.ts';
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
} from './statistics/stream-evidence.ts';
import { repairPrice } from '../policies/cost.ts';
import { profileOf } from './energy/devices.ts';
import { energy, energyValidity, wattBand, type RunConditions } from './energy/energy.ts';

export interface StreamConditions extends Omit<RunConditions, 'warmedUp'> {
  /** A person did something to the first seed. */
  readonly edited?: boolean;
  /** Where a number is told. */
  readonly target?: NonNullable<StreamSummary['target']> | undefined;
  /** Where complaints are heard. */
  readonly hearing?: Hearing | undefined;
}

/** `ledger` is that of a seed's stream: all seeds share kinds and times. */
export function streamSummary(
  spec: StreamSpec,
  runs: readonly PolicyRun[],
  ledger: readonly LedgerEntry[],
  { edited = false, target, hearing, ...conditions }: StreamConditions,
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
    ...(target && { target }),
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
        ...(target && { rmse: over((run) => Math.sqrt((last(run).squared ?? 0) / (rows * run.points.length))) }),
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
        ...(spec.lead && { freshness: policyFreshness(spec, own, ledger) }),
        detection: own.some(({ points }) => points.some(({ statistic }) => statistic !== null)) ? detected(ledger, own, rows) : null,
        ...(hearing && { complaints: complaintSummary(own, hearing) }),
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
