/** The record of a stream, as it must be in a file. */
import * as v from 'valibot';
import { streamSpecSchema } from '../../spec/kinds/stream/schema.ts';
import { accuracy, figure, hash, ledger, many, named, positive, share, shared, target, text, whole } from './parts.ts';

const action = v.strictObject({
  ...{ batch: figure, arm: text, by: v.picklist(['policy', 'person']), labels: whole, seconds: positive, flops: positive, endHash: hash },
  ...{ serves: v.optional(whole), diverged: v.optional(v.literal(true)) },
});

const point = v.strictObject({
  ...{ accuracy: share, statistic: v.nullable(figure), threshold: v.nullable(figure), warning: v.boolean(), alarm: v.boolean() },
  ...{ action: v.optional(action), then: v.optional(action), waiting: v.optional(v.literal(true)), pending: v.optional(v.literal(true)) },
  ...{ labels: whole, seconds: positive, flops: positive, errors: whole, squared: v.optional(positive), complaints: v.optional(whole) },
});

const estimated = v.strictObject({
  ...{ accuracy: v.optional(figure), error: v.optional(figure), prior: v.optional(many(figure)), auroc: v.optional(share) },
  ...{ interval: v.optional(v.tuple([share, share])), refusal: v.optional(text) },
});

export const streamed = v.strictObject({
  ...shared,
  spec: streamSpecSchema,
  world: v.strictObject({ target: v.optional(target) }),
  seeds: many(
    v.strictObject({
      ...{
        seed: whole,
        splitHash: hash,
        baseAccuracy: share,
        baseHash: hash,
        tolerance: v.optional(positive),
        ledger,
        complaints: v.optional(v.strictObject({ wrong: share, right: share })),
        driftedHash: hash,
      },
    }),
    10_000,
  ),
  runs: v.pipe(
    many(
      v.strictObject({
        ...{ seed: whole, policy: whole, points: v.pipe(many(point), v.minLength(1)), actions: many(action) },
        ...{ matrix: v.optional(many(many(share))), accuracyOld: accuracy, accuracyEnd: accuracy },
      }),
    ),
    v.minLength(1, 'holds no run of a policy'),
  ),
  edits: many(
    v.strictObject({
      ...{ seed: whole, batch: whole, what: v.picklist(['drift', 'approve', 'reject', 'rollback']), policy: v.optional(whole) },
      drift: v.optional(v.looseObject({ id: text })),
    }),
  ),
  observations: many(
    v.strictObject({
      ...{ batch: whole, rows: whole, accuracy: share, error: v.optional(positive), prior: many(share), estimates: named(estimated) },
    }),
  ),
  retired: v.optional(many(v.strictObject({ policy: whole, after: whole }), 1_000)),
  aborted: v.optional(v.strictObject({ seed: whole, batch: whole })),
  derived: v.looseObject({ verdict: v.looseObject({}) }),
});
