/**
 * A gallery: a folder that any static host can serve. `index.json` names benchmarks, each a folder with `eval.json`, its card and its runs. Runs are
 * only added; one that is taken back stays, with `retracted` and the reason.
 */
import * as v from 'valibot';
import { describeIssues, toIssue } from '../spec/parse.ts';

const text = (most: number) => v.pipe(v.string(), v.nonEmpty('is empty'), v.maxLength(most));
/** A name that is a folder or a file, and nothing that leads out of its folder. */
const plain = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,80}$/, 'expected a plain name of small letters, digits, . _ -'));
const contentHash = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal letters'));

const index = v.strictObject({
  version: v.literal(1, 'is of a version that this Drift Lab does not know'),
  benchmarks: v.pipe(v.array(plain), v.maxLength(1_000)),
});

const run = v.strictObject({
  runId: contentHash,
  file: plain,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal letters')),
  addedAt: v.pipe(v.string(), v.isoDate('expected a date, yyyy-mm-dd')),
  author: text(200),
  machine: text(200),
  verdict: text(400),
  retracted: v.optional(text(400)),
});

const card = v.strictObject({
  title: text(200),
  specId: contentHash,
  task: text(2_000),
  metric: text(200),
  seeds: text(400),
  rules: v.pipe(v.array(text(400)), v.maxLength(30)),
  runs: v.pipe(v.array(run), v.maxLength(10_000)),
});

export type GalleryIndex = v.InferOutput<typeof index>;
export type GalleryCard = v.InferOutput<typeof card>;

/** @throws Error in words, with the place */
export const indexFrom = (json: string): GalleryIndex => read(json, index);

/** @throws Error in words, with the place */
export const cardFrom = (json: string): GalleryCard => read(json, card);

function read<T extends v.GenericSchema>(json: string, schema: T): v.InferOutput<T> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`not JSON (${(error as Error).message})`);
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw new Error(describeIssues(parsed.issues.slice(0, 3).map(toIssue)));
  return parsed.output;
}
