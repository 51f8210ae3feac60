/** Runs of one experiment on several machines, each with seeds of its own, as one: accuracies are pooled, times never. */
import { findArm } from '../adapt/registry.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { ArmResult, Summary } from '../contracts/results.ts';
import type { Verdict } from '../contracts/verdict.ts';
import { verdict } from '../decide/verdict.ts';
import { summarise } from '../measure/summary.ts';
import { canonicalJson } from '../spec/canonical.ts';

/** One machine's part. */
export interface MergedPart {
  readonly runId: string;
  readonly root: number;
  readonly seeds: number;
  readonly engine: string;
  /** Of all its trainings; shown beside the others’, never added to them. */
  readonly trainSeconds: number;
}

export interface Merged {
  readonly parts: readonly MergedPart[];
  readonly summary: Summary;
  readonly verdict: Verdict;
}

/** A run that cannot join the others, and why. */
export interface Unmerged {
  readonly name: string;
  readonly why: string;
}

/** What has to be the same: the experiment but for its seeds, on the same version of the app and the same rows. */
const sameness = ({ spec: { seeds: _, lead: __, ...spec }, environment: { app }, data: { sha256 } }: RunRecord) => ({
  experiment: canonicalJson(spec),
  app,
  // Data that draw other rows for every root are the same data.
  rows: spec.data.id === 'own' ? sha256 : '',
});

/**
 * All that can be pooled with the first run; those that cannot are told with the reason: another experiment, another version, the same seeds again, a
 * race (its seeds ended by what was seen), stopped by hand.
 * @returns undefined where fewer than two can be pooled
 */
export function merge(runs: readonly { readonly name: string; readonly record: RunRecord }[]): {
  readonly merged?: Merged;
  readonly left: readonly Unmerged[];
} {
  const left: Unmerged[] = [];
  const taken: RunRecord[] = [];
  for (const { name, record } of runs) {
    const why = whyNot(record, taken);
    if (why === undefined) taken.push(record);
    else left.push({ name, why });
  }
  return taken.length < 2 ? { left } : { merged: pooled(taken), left };
}

function whyNot(record: RunRecord, taken: readonly RunRecord[]): string | undefined {
  if (record.aborted) return 'it was stopped by hand';
  if (record.spec.seeds.race) return 'it is a race, whose seeds ended by what was seen; run it with a fixed number of seeds (--seeds)';
  const [first] = taken;
  if (taken.some(({ spec }) => spec.seeds.root === record.spec.seeds.root))
    return `its seeds (root ${record.spec.seeds.root}) are here already`;
  if (!first) return undefined;
  const [own, other] = [sameness(record), sameness(first)];
  if (own.experiment !== other.experiment) return 'it is another experiment than the first';
  if (own.app !== other.app) return `it is of another version, ${own.app} in place of ${other.app}`;
  return own.rows === other.rows ? undefined : 'it is on other rows than the first';
}

function pooled(records: readonly RunRecord[]): Merged {
  const [first] = records as [RunRecord, ...RunRecord[]];
  // An arm that some run does without is left out of all.
  const arms = first.spec.arms.filter(({ id }) => records.every(({ results }) => results.some(({ arm }) => arm === id)));
  let before = 0;
  const results = records.flatMap((record): ArmResult[] => {
    const from = before;
    const seeds = [...new Set(record.results.map(({ seed }) => seed))].sort((a, b) => a - b);
    before += seeds.length;
    return record.results.map((result) => ({ ...result, seed: from + seeds.indexOf(result.seed) }));
  });
  const { margin, metric, target, majority, freshRows } = first.derived.summary;
  const summary = summarise(
    results,
    arms.map(({ id }) => findArm(id)!),
    {
      ...{ margin, majority, freshRows, watts: null, warmedUp: true, softwareAdapter: false, hidden: false },
      ...(metric !== undefined && { metric }),
      ...(target && { target }),
      // Times of different machines say nothing of repairs: work is counted.
      busyElsewhere: true,
    },
  );
  return {
    summary,
    verdict: verdict(summary, first.data.classes),
    parts: records.map(({ runId, spec, results: own, environment: { engine } }) => ({
      ...{ runId, root: spec.seeds.root, engine: engine.engine },
      seeds: new Set(own.map(({ seed }) => seed)).size,
      trainSeconds: own.reduce((sum, { times }) => sum + times.trainMs, 0) / 1000,
    })),
  };
}
