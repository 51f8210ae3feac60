/** What a stream says of its policies: how well each was served, what it cost, and how well its alarms met the true drifts. */
import type { PolicyRun } from '../experiment/stream-types.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { scoreAlarms, trueDrifts } from '../detect/score.ts';
import type { LedgerEntry } from '../drift/types.ts';
import { interval, mean } from './statistics.ts';
import { repairPrice } from '../policies/cost.ts';
import { profileOf } from './devices.ts';
import { energy, energyValidity, wattBand, type RunConditions } from './energy.ts';
import type { Interval, Quantity } from './types.ts';

export interface PolicySummary {
  /** Index into the spec's policies. */
  readonly policy: number;
  /** Serving accuracy over the whole stream, over seeds. */
  readonly accuracy: Interval;
  readonly errors: Interval;
  readonly repairs: Interval;
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
  /** Batches from the first drift's start until three batches in a row reach 95 % of the accuracy before it; null where that never happens on some seed. */
  readonly recovery: Interval | null;
  /** How its wishes to repair met the drifts of the ledger; null where it watches nothing. Means over seeds, null where undefined on all. */
  readonly detection: { readonly precision: number | null; readonly episodeRecall: number | null; readonly falseAlarms: number; readonly delayRows: number | null } | null;
  /** Of the last model, on held-out rows of the old world and of the world at the end. */
  readonly accuracyOld: Interval;
  readonly accuracyEnd: Interval;
}

export interface StreamSummary {
  readonly policies: readonly PolicySummary[];
}

/** `ledger` is that of a seed's stream: all seeds share kinds and times. */
export function streamSummary(spec: StreamSpec, runs: readonly PolicyRun[], ledger: readonly LedgerEntry[], conditions: Omit<RunConditions, 'warmedUp'>): StreamSummary {
  const rows = spec.stream.batch;
  const price = repairPrice(spec);
  const device = profileOf(spec.energy);
  const watts = device && wattBand(device, spec.energy.pue, spec.seeds.root);
  return {
    policies: spec.policies.map((_, policy) => {
      const own = runs.filter((run) => run.policy === policy);
      const over = (value: (run: PolicyRun) => number): Interval => interval(own.map(value));
      const last = ({ points }: PolicyRun) => points.at(-1)!;
      const repairs = ({ actions }: PolicyRun) => actions.filter(({ arm }) => arm !== 'rollback').length;
      const seconds = over((run) => last(run).seconds);
      const trained = seconds.mean * own.length;
      return {
        policy,
        accuracy: over((run) => 1 - last(run).errors / (rows * run.points.length)),
        errors: over((run) => last(run).errors),
        repairs: over(repairs),
        labels: over((run) => last(run).labels),
        seconds,
        flops: over((run) => last(run).flops),
        cost: over((run) => last(run).errors + price * repairs(run)),
        energy: watts && trained > 0 ? energy(seconds.mean, watts) : null,
        validity: trained > 0 ? energyValidity({ ...conditions, warmedUp: true, recoveries: 0, seconds: trained, repeats: own.length, diverged: 0 }) : [],
        lost: over((run) => run.points.reduce((sum, { accuracy }, batch) => sum + rows * (bestAccuracy(runs, run.seed, batch) - accuracy), 0)),
        recovery: recovered(spec, own),
        detection: own.some(({ points }) => points.some(({ statistic }) => statistic !== null)) ? detected(ledger, own, rows) : null,
        accuracyOld: over((run) => run.accuracyOld),
        accuracyEnd: over((run) => run.accuracyEnd),
      };
    }),
  };
}

/** Share of the accuracy before the drift that counts as recovered, and for how many batches in a row. */
const RECOVERED = { share: 0.95, batches: 3 };

function recovered({ drift }: StreamSpec, runs: readonly PolicyRun[]): Interval | null {
  const [first] = drift.map(({ when }) => when.start).sort((a, b) => a - b);
  if (first === undefined) return null;
  const times = runs.map(({ points }) => {
    const start = Math.floor(first * points.length);
    const before = points.slice(0, start).map(({ accuracy }) => accuracy);
    if (before.length === 0) return undefined;
    const goal = (RECOVERED.share * before.reduce((a, b) => a + b, 0)) / before.length;
    const back = points.findIndex((_, batch) => batch >= start && batch + RECOVERED.batches <= points.length && points.slice(batch, batch + RECOVERED.batches).every(({ accuracy }) => accuracy >= goal));
    return back < 0 ? undefined : back - start;
  });
  return times.every((time) => time !== undefined) && times.length ? interval(times) : null;
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
