/**
 * A run as trackers of experiments see it: every repeat (one repair or policy on one seed) is a run of theirs, with parameters, values along the
 * way, and what it came to.
 */
import type { AnyRecord, RunRecord, StreamRecord } from '../../contracts/record.ts';
import { policyTitle } from '../../policies/registry.ts';
import { byKind } from '../by-kind.ts';
import { resultRows } from './csv.ts';

export interface Moment {
  /** Gradient steps, or batches of the stream, from 0 or 1 on. */
  readonly step: number;
  /** Training alone, since the repeat began. */
  readonly seconds: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface Tracked {
  readonly seed: number;
  /** Id of the repair, or of the policy with its place in the experiment. */
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** Why it could not run; then there are no numbers. */
  readonly refused?: string;
  /** Of the experiment, what all repeats share, and its own under `repair` or `policy`; by dotted names. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly along: readonly Moment[];
  /** As in the CSV. */
  readonly results: Readonly<Record<string, number>>;
}

const trackedOf = byKind<readonly Tracked[]>({ compare: ofRepairs, stream: ofPolicies });

/** The repeats that ran, and the moment after them all, each on a clock of training time, one after the other: a record does not say when a repeat began. */
export function inTurn(record: AnyRecord): { readonly repeat: Tracked; readonly startMs: number; readonly endMs: number }[] {
  let at = Date.parse(record.startedAt);
  return trackedOf(record).map((repeat) => {
    const startMs = at;
    at += Math.ceil(1000 * Math.max(repeat.results['seconds'] ?? 0, ...repeat.along.map(({ seconds }) => seconds)));
    return { repeat, startMs, endMs: at };
  });
}

function ofRepairs(record: RunRecord): Tracked[] {
  const { spec, results, skipped = [], derived } = record;
  const rows = resultRows(record);
  const titles = new Map(derived.summary.arms.map(({ id, title }) => [id, title]));
  const { arms, ...shared } = spec;
  const own = (id: string) => ({ ...flat(shared), ...flat({ repair: arms.find((arm) => arm.id === id) ?? { id } }) });
  return [
    ...results.map(({ seed, arm, status, curve }, i) => ({
      ...{ seed, id: arm, title: titles.get(arm) ?? arm, status, params: own(arm), results: numbersOf(rows[i]!) },
      along: curve.map(({ step, seconds, loss, accuracy }) => ({
        ...{ step, seconds },
        values: present({ loss, ...Object.fromEntries(Object.entries(accuracy).map(([set, value]) => [`accuracy-${set}`, value])) }),
      })),
    })),
    ...skipped.map(({ seed, arm, reason }) => ({
      ...{ seed, id: arm, title: titles.get(arm) ?? arm, status: 'skipped', refused: reason, params: own(arm), along: [], results: {} },
    })),
  ];
}

function ofPolicies(record: StreamRecord): Tracked[] {
  const { spec, runs } = record;
  const rows = resultRows(record);
  const { policies, ...shared } = spec;
  return runs.map(({ seed, policy, points }, i) => {
    const chosen = policies[policy]!;
    return {
      ...{ seed, id: `${policy}-${chosen.id}`, title: policyTitle(chosen), status: String(rows[i]!['status']) },
      params: { ...flat(shared), ...flat({ policy: chosen }) },
      along: points.map(({ accuracy, statistic, labels, errors, flops, seconds }, batch) => ({
        ...{ step: batch + 1, seconds },
        values: present({ accuracy, statistic, labels, errors, flops }),
      })),
      results: numbersOf(rows[i]!),
    };
  });
}

const present = (values: Readonly<Record<string, number | null | undefined>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

const numbersOf = ({ seed: _, ...row }: ReturnType<typeof resultRows>[number]): Record<string, number> =>
  Object.fromEntries(Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

/** Fields by dotted name; a list of plain values as JSON. */
function flat(value: object, before = ''): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
      if (inner === undefined || inner === null) return [];
      const plain = Array.isArray(inner) && inner.every((each) => typeof each !== 'object');
      if (typeof inner === 'object' && !plain) return Object.entries(flat(inner, `${before}${name}.`));
      return [[`${before}${name}`, typeof inner === 'object' ? JSON.stringify(inner) : (inner as string | number | boolean)]];
    }),
  );
}
