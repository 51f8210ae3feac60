/** The record of a comparison, as it must be in a file. */
import * as v from 'valibot';
import { specSchema } from '../../spec/kinds/compare/schema.ts';
import {
  accuracy,
  curve,
  figure,
  hash,
  ledger,
  many,
  model,
  named,
  path,
  positive,
  share,
  shared,
  target,
  text,
  times,
  whole,
} from './parts.ts';

const scores = v.strictObject({
  ...{ macroF1: share, logLoss: positive, brier: positive, ece: share },
  reliability: many(v.strictObject({ rows: whole, confidence: figure, accuracy: share }), 1_000),
  confusion: many(many(whole), 2_000),
});
const rates = v.strictObject({ group: whole, rows: whole, accuracy: v.nullable(share) });
const fairness = v.nullable(
  v.strictObject({
    groups: many(rates, 10_000),
    worst: v.nullable(rates),
    demographicParity: v.nullable(share),
    equalizedOdds: v.nullable(share),
  }),
);
const numbers = v.strictObject({
  ...{ mae: positive, rmse: positive, r2: accuracy, bias: figure, pinball: positive, coverage: share, width: positive },
});
const binary = v.strictObject({ threshold: share, falsePositives: share, falseNegatives: share, cost: figure });

const measures = v.strictObject({
  ...{ numbersNew: v.optional(numbers), numbersOld: v.optional(numbers), binaryNew: v.optional(binary), binaryOld: v.optional(binary) },
  ...{ accuracyNew: accuracy, accuracyOld: accuracy, recallNew: many(v.nullable(share)), recallOld: many(v.nullable(share)) },
  scoresNew: scores,
  flipsNew: v.strictObject({ negative: share, positive: share, churn: share, compatibility: v.nullable(share) }),
  ...{ fairnessNew: fairness, fairnessOld: fairness },
});

const result = v.strictObject({
  seed: whole,
  arm: text,
  status: v.picklist(['done', 'diverged', 'reached', 'plateau', 'time-up']),
  ...{ startHash: hash, endHash: hash, frozen: v.optional(v.strictObject({ before: hash, after: hash })) },
  model: v.optional(model),
  fit: v.optional(accuracy),
  measures,
  later: v.optional(many(accuracy, 10_000)),
  selfChurn: v.optional(share),
  moved: named(positive),
  counts: v.strictObject({ labels: positive, examples: positive, steps: positive, flops: positive, bytes: positive }),
  times,
  recoveries: whole,
  gpuMs: v.optional(positive),
  memoryBytes: v.optional(positive),
  curve,
  path: v.optional(path),
  details: v.optional(named(figure)),
});

const seed = v.strictObject({
  seed: whole,
  rowsHash: v.optional(text),
  splitHash: hash,
  base: v.strictObject({ startHash: hash, endHash: hash, accuracyOld: accuracy, curve, times }),
  ledger,
  diagnosis: v.nullable(v.looseObject({ kind: text })),
  driftedHash: hash,
  armOrder: many(text, 1_000),
});

const baseRate = v.strictObject({
  ...{ usual: positive, rate: positive, heldOut: whole, steps: whole, examples: whole, flops: positive, trainMs: positive },
  tried: many(v.strictObject({ rate: positive, right: v.nullable(figure) }), 1_000),
});

/** What is derived is told without the values of single repeats, and worked out again wherever it is read. */
export const comparison = v.strictObject({
  ...shared,
  spec: specSchema,
  baseRate: v.optional(baseRate),
  world: v.strictObject({ chance: share, freshRows: v.boolean(), target: v.optional(target) }),
  seeds: many(seed, 10_000),
  results: v.pipe(many(result), v.minLength(1, 'holds no result')),
  skipped: v.optional(many(v.strictObject({ seed: whole, arm: text, reason: text }))),
  retired: v.optional(named(whole)),
  aborted: v.optional(many(v.strictObject({ seed: whole, arm: text }))),
  derived: v.looseObject({ summary: v.looseObject({}), verdict: v.looseObject({}), freshness: v.optional(v.nullable(v.looseObject({}))) }),
  robustness: v.optional(v.looseObject({ favourite: text })),
});
