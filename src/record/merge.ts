/** Runs of one experiment on several machines, each with seeds of its own, as one: accuracies are pooled, times never. */
import type { ArmInfo, Design, JudgedArm, SummaryOf } from '../contracts/results.ts';
import type { Verdict } from '../contracts/verdict.ts';
import { verdict } from '../decide/verdict.ts';
import { judged } from '../measure/judged.ts';
import { summarise } from '../measure/summary.ts';
import { ANOTHER, type Part } from './class/part.ts';

/** One machine's part. */
export interface MergedPart {
  /** Absent of a code, which does not say it. */
  readonly runId?: string;
  readonly root: number;
  readonly seeds: number;
  readonly engine: string;
  /** Of all its trainings; shown beside the others’, never added to them. */
  readonly trainSeconds: number;
}

export interface Merged {
  readonly parts: readonly MergedPart[];
  /** With all that a run tells where every part is a record; of codes, what a verdict rests on. */
  readonly summary: SummaryOf<JudgedArm>;
  readonly verdict: Verdict;
}

/** A run that cannot join the others, and why. */
export interface Unmerged {
  readonly name: string;
  readonly why: string;
}

/**
 * All that can be pooled with the first run; those that cannot are told with the reason: another experiment, another version, the same seeds again, a
 * race (its seeds ended by what was seen), stopped by hand.
 * @param known every repair there is
 * @returns undefined where fewer than two can be pooled
 */
export function merge(parts: readonly Part[], known: readonly ArmInfo[]): { readonly merged?: Merged; readonly left: readonly Unmerged[] } {
  const left: Unmerged[] = [];
  const taken: Part[] = [];
  for (const part of parts) {
    const why = whyNot(part, taken);
    if (why === undefined) taken.push(part);
    else left.push({ name: part.name, why });
  }
  return taken.length < 2 ? { left } : { merged: pooled(taken, known), left };
}

/** Why a part cannot join those that are taken; undefined where it can. */
export function whyNot({ record, root, sameness, app }: Part, taken: readonly Part[]): string | undefined {
  if (record?.aborted) return 'it was stopped by hand';
  if (record?.spec.seeds.race) return 'it is a race, whose seeds ended by what was seen; run it with a fixed number of seeds (--seeds)';
  if (taken.some((other) => other.root === root)) return `its seeds (root ${root}) are here already`;
  const [first] = taken;
  if (!first) return undefined;
  if (sameness.experiment !== first.sameness.experiment) return ANOTHER;
  if (sameness.app !== first.sameness.app)
    return app && first.app
      ? `it is of another version, ${app} in place of ${first.app}`
      : 'it is of another version of Drift Lab than the first';
  return sameness.rows === first.sameness.rows ? undefined : 'it is on other rows than the first';
}

/** Parts that can be pooled, as one; one is enough. @param known every repair there is @param design `race` where it is looked at after every part: then what is said holds whenever one looks */
export function pooled(parts: readonly Part[], known: readonly ArmInfo[], design: Design = 'fixed'): Merged {
  const [first] = parts as readonly [Part, ...Part[]];
  // An arm that some run does without is left out of all.
  const arms = first.arms.filter((id) => parts.every((part) => part.arms.includes(id))).map((id) => known.find((arm) => arm.id === id)!);
  const options = { ...first.options, design };
  const records = parts.flatMap(({ record }) => record ?? []);
  const summary =
    records.length === parts.length
      ? summarise(numbered(records.map(({ results }) => results)), arms, {
          ...{ ...options, watts: null, warmedUp: true, softwareAdapter: false, hidden: false },
          // Times of different machines say nothing of repairs: work is counted.
          ...{ busyElsewhere: true, interrupted: false },
        })
      : judged(numbered(parts.map(({ scored }) => scored)), arms, options).summary;
  return {
    summary,
    verdict: verdict(summary, records[0]?.data.classes),
    parts: parts.map(({ record, root, seeds, engine, trainSeconds }) => ({
      ...(record && { runId: record.runId }),
      ...{ root, engine, seeds, trainSeconds },
    })),
  };
}

/** The seeds of all parts one after the other. */
function numbered<R extends { readonly seed: number }>(parts: readonly (readonly R[])[]): R[] {
  let before = 0;
  return parts.flatMap((results) => {
    const from = before;
    const seeds = [...new Set(results.map(({ seed }) => seed))].sort((a, b) => a - b);
    before += seeds.length;
    return results.map((result) => ({ ...result, seed: from + seeds.indexOf(result.seed) }));
  });
}
