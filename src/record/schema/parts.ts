/** What the records of all kinds of experiment share, as it must be in a file. */
import * as v from 'valibot';
import { MOST_CHANGES, PRESSURES } from '../../measure/energy/pressure.ts';
import { engines } from '../../spec/engines.ts';

export const figure = v.pipe(v.number('expected a number'), v.finite('expected a finite number'));
export const whole = v.pipe(figure, v.integer('expected a whole number'), v.minValue(0, 'expected 0 or more'));
export const positive = v.pipe(figure, v.minValue(0, 'expected 0 or more'));
export const share = v.pipe(figure, v.minValue(0, 'expected 0 … 1'), v.maxValue(1, 'expected 0 … 1'));
/** Accuracy, 0 … 1; of numbers R², 1 at most. */
export const accuracy = v.pipe(figure, v.maxValue(1, 'expected 1 at most'));
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected SHA-256 in hexadecimal letters'));
const contentHash = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal letters'));
export const text = v.pipe(v.string(), v.maxLength(20_000, 'is longer than 20,000 letters'));
export const many = <T extends v.GenericSchema>(item: T, most = 100_000) => v.pipe(v.array(item), v.maxLength(most));
const named = <T extends v.GenericSchema>(item: T) => v.record(v.pipe(v.string(), v.maxLength(200)), item);
export { named };

export const times = v.strictObject({ compileMs: positive, trainMs: positive, evaluateMs: positive });

const accuracies = v.strictObject({ new: v.optional(accuracy), old: v.optional(accuracy), validation: v.optional(accuracy) });
export const curve = many(
  v.strictObject({ step: positive, examples: positive, seconds: positive, loss: v.nullable(figure), accuracy: accuracies }),
);
export const path = many(v.strictObject({ share, accuracy: accuracies }), 1_000);

const where = v.pipe(v.looseObject({ scope: text }), v.readonly());
const when = v.pipe(v.looseObject({ pattern: text }), v.readonly());
export const ledger = many(
  v.strictObject({
    id: text,
    kind: text,
    severity: positive,
    where,
    when,
    params: named(v.unknown()),
    rowsTouched: share,
    featuresTouched: share,
    realised: v.strictObject({
      ...{ meanBefore: figure, meanAfter: figure, rmsChange: figure, labelFlips: share },
      ...{ priorsBefore: many(share), priorsAfter: many(share), rows: whole, distinct: whole },
    }),
    sentence: text,
  }),
  100,
);

const pressure = v.picklist(PRESSURES);

const environment = v.strictObject({
  app: text,
  commit: v.optional(text),
  userAgent: text,
  cores: whole,
  engine: v.strictObject({
    engine: v.picklist(engines.map(({ id }) => id)),
    ...{ reason: text, adapter: text, software: v.boolean(), library: text, threads: whole, selfTest: named(positive) },
    tfjs: v.exactOptional(text),
  }),
  hidden: v.boolean(),
  interruptions: v.exactOptional(
    v.pipe(v.array(v.strictObject({ lost: v.picklist(['tab', 'worker', 'engine']), kept: whole })), v.minLength(1), v.maxLength(1_000)),
  ),
  stoodStillMs: v.exactOptional(positive),
  pressure: v.strictObject({
    ...{ before: pressure, during: pressure },
    log: v.exactOptional(
      v.pipe(v.array(v.strictObject({ seconds: positive, state: pressure })), v.minLength(1), v.maxLength(MOST_CHANGES)),
    ),
  }),
  timerStepMs: v.optional(positive),
  isolated: v.optional(v.boolean()),
  cpuPerformance: v.optional(figure),
});

const data = v.strictObject({
  title: text,
  card: v.strictObject({
    ...{ summary: text, origin: v.picklist(['real', 'procedural', 'yours']), source: text, licence: text },
    caution: v.optional(text),
  }),
  sha256: hash,
  rows: whole,
  inputShape: many(whole, 8),
  classes: many(text),
  notes: many(text, 1_000),
});

export const model = v.strictObject({ parameters: whole, blocks: many(v.strictObject({ name: text, parameters: whole }), 1_000) });

export const target = v.strictObject({ name: text, unit: v.optional(text), sd: positive });

/** Ed25519 over the letters of the run id (RFC 8032). */
const signature = v.strictObject({
  alg: v.literal('Ed25519'),
  publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 32 bytes in hexadecimal letters')),
  sig: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/, 'expected 64 bytes in hexadecimal letters')),
});

/** What a person decided on this run; its own id is over it. */
const decision = v.looseObject({ id: contentHash });

export const shared = {
  format: v.literal('drift-lab-run'),
  version: v.literal(1),
  runId: contentHash,
  /** Of the run that it replicates. */
  parentId: v.optional(contentHash),
  /** Of the record that was written before there was a version 1, from which it was made. */
  formerId: v.optional(contentHash),
  specId: contentHash,
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  durationMs: positive,
  environment,
  data,
  model,
  shift: v.optional(v.looseObject({ changed: whole, of: whole })),
  decisions: v.optional(many(decision, 1_000)),
  signatures: v.optional(many(signature, 100)),
};
