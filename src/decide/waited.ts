/** A verdict with what waiting comes to: the same whoever says how long repairs take, before a run or after it. */
import type { Freshness } from '../contracts/freshness.ts';
import type { Summary } from '../contracts/results.ts';
import type { Verdict } from '../contracts/verdict.ts';
import { freshness, type Concluded } from '../measure/freshness/freshness.ts';
import type { Lead } from '../spec/lead/schema.ts';
import { freshnessReasons, doingsOf } from './freshness.ts';
import { verdict } from './verdict.ts';

/** @param classes their names, by index */
export function waited(
  lead: Lead,
  { summary, results, retired }: Concluded & { readonly summary: Summary },
  classes: readonly string[],
): { readonly verdict: Verdict; readonly freshness: Freshness | null } {
  const plain = verdict(summary, classes);
  const found = freshness(lead, { summary, results, ...(retired && { retired }) });
  return { freshness: found, verdict: { ...plain, sentences: [...plain.sentences, ...freshnessReasons(found, doingsOf(summary))] } };
}
