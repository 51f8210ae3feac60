/** The spec of a stream that models serve while the world changes. */
import { integer, real, id, list, parametersSchema, common } from '../../common.ts';
import { leadSchema } from '../../lead/schema.ts';
import { complaintsSchema } from './complaints.ts';
import * as v from 'valibot';

/** Policies of a stream: each has a model of its own. */
export const MOST_POLICIES = 8;

/**
 * A stream that models serve while the world changes. Of `data.split`, `newPool` rows stream by, in `batch`es; `newTest` rows are
 * held out of the world at the stream's end.
 */
export const streamSpecSchema = v.strictObject({
  ...common,
  kind: v.literal('stream', 'a stream has the kind "stream"'),
  stream: v.strictObject({
    batch: integer(1, 10_000, 'rows per batch'),
    /** Labelled rows, the latest ones, that an adaptation of an existing model or a retraining on new rows learns from. */
    window: integer(10, 100_000, 'labelled rows'),
  }),
  labels: v.strictObject({
    /** Share of the rows whose labels come back. */
    share: real(0, 1, 'share of the rows'),
    /** Batches after which they come. */
    delay: integer(0, 1000, 'batches'),
  }),
  /** Until a repair is in service; left out, it is with the next batch. */
  lead: v.exactOptional(leadSchema),
  /** Who complains of which answers; absent = nobody is heard. */
  complaints: v.exactOptional(complaintsSchema),
  policies: v.pipe(
    list(v.strictObject({ id, params: v.optional(parametersSchema(), {}) }), 1, MOST_POLICIES, 'policies'),
    v.check((policies) => new Set(policies.map((policy) => JSON.stringify(policy))).size === policies.length, 'names a policy twice'),
  ),
});
