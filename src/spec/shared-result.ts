/** What a run came to, small enough for a link: who receives it sees it beside their own. Nothing in it is evidence; the run itself is. */
import * as v from 'valibot';
import { canonicalJson } from './canonical.ts';
import { jsonIssues } from './json-issues.ts';

const share = v.pipe(v.number(), v.finite());
const short = (most: number) => v.pipe(v.string(), v.maxLength(most));

const schema = v.strictObject({
  runId: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  /** The verdict in one line. */
  verdict: short(400),
  /** ISO 8601, UTC. */
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  engine: short(40),
  seeds: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Repairs or policies with their score on new rows: mean and interval. */
  arms: v.pipe(v.array(v.strictObject({ id: short(60), title: short(120), mean: share, lo: share, hi: share })), v.maxLength(60)),
});

export type SharedResult = v.InferOutput<typeof schema>;

/** For a link (≤ 8 KB with the experiment). */
export const sharedText = (result: SharedResult): string => canonicalJson(result);

/** What a link says; undefined where it says nothing that can be shown. Never throws. */
export function readShared(text: string): SharedResult | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = v.safeParse(schema, value);
    return parsed.success && !jsonIssues(value).length ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
