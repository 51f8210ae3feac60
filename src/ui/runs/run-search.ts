/** Finding runs among many: every word must be somewhere in what is listed. */
import type { RunEntry } from '../../contracts/library.ts';

export type Order = 'newest' | 'oldest' | 'data' | 'longest' | 'largest';

const by: Readonly<Record<Order, (a: RunEntry, b: RunEntry) => number>> = {
  newest: (a, b) => (a.startedAt < b.startedAt ? 1 : -1),
  oldest: (a, b) => (a.startedAt < b.startedAt ? -1 : 1),
  data: (a, b) => `${a.data} ${a.specId} ${b.startedAt}`.localeCompare(`${b.data} ${b.specId} ${a.startedAt}`),
  longest: (a, b) => b.durationMs - a.durationMs,
  largest: (a, b) => b.bytes - a.bytes,
};

const words = new WeakMap<RunEntry, string>();

/** What of an entry is searched, in lower case. */
function wordsOf(entry: RunEntry): string {
  let text = words.get(entry);
  if (text === undefined) {
    const { kind, data, dataId, drift, about, engine, verdict, state, tags, note, runId, specId, sound, origin } = entry;
    text = [kind, data, dataId, drift, about, engine, verdict, state, ...tags, note, runId, specId, sound ? '' : 'unsound', origin]
      .join(' ')
      .toLowerCase();
    words.set(entry, text);
  }
  return text;
}

/** Those that have every word, in that order; cells of a sweep only where they are asked for. */
export function found(entries: readonly RunEntry[], search: string, order: Order): RunEntry[] {
  const asked = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => asked.every((word) => wordsOf(entry).includes(word))).sort(by[order]);
}

/** Runs of one experiment on one data set, in the order of their first. */
export interface RunGroup {
  readonly specId: string;
  readonly entries: readonly RunEntry[];
}

export function grouped(entries: readonly RunEntry[]): RunGroup[] {
  const groups = new Map<string, RunEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.specId);
    if (group) group.push(entry);
    else groups.set(entry.specId, [entry]);
  }
  return [...groups].map(([specId, members]) => ({ specId, entries: members }));
}
