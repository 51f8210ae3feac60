/**
 * What an experiment is. A spec is complete: every field is present, in bounds, and nothing else is; its canonical JSON
 * identifies the experiment. Ids of data, drifts and arms are checked against their registries by `experiment/check.ts`.
 */
import * as v from 'valibot';
import { engineRequests } from './engines.ts';
import { recipeParts, type RecipeChoice } from './recipe-parts.ts';

const integer = (min: number, max: number, what: string) =>
  v.pipe(
    v.number(`expected a whole number (${what})`),
    v.integer(`expected a whole number (${what})`),
    v.minValue(min, `must be at least ${min} (${what})`),
    v.maxValue(max, `must be at most ${max} (${what})`),
  );
const real = (min: number, max: number, what: string) =>
  v.pipe(
    v.number(`expected a number (${what})`),
    v.minValue(min, `must be at least ${min} (${what})`),
    v.maxValue(max, `must be at most ${max} (${what})`),
  );
const id = v.pipe(v.string('expected a name'), v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name such as "head-only"'));
const list = <T extends v.GenericSchema>(item: T, min: number, max: number, what: string) =>
  v.pipe(
    v.array(item, `expected a list (${what})`),
    v.minLength(min, `needs at least ${min} (${what})`),
    v.maxLength(max, `takes at most ${max} (${what})`),
  );

const rows = (min: number) => integer(min, 100_000, 'rows');

const data = v.variant('id', [
  v.strictObject({
    id: v.literal('own'),
    params: v.strictObject({
      name: v.pipe(v.string('expected the file name'), v.maxLength(200)),
      /** Empty where the files themselves hold the labels, as folders of images do. */
      label: v.pipe(v.string('expected the label column'), v.maxLength(200)),
      sha256: v.pipe(v.string('expected the hash of the data'), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')),
    }),
    split: splitSchema(),
  }),
  v.strictObject({ id, params: parametersSchema(), split: splitSchema() }),
]);

function splitSchema() {
  return v.strictObject({ baseTrain: rows(10), baseTest: rows(10), newPool: rows(10), newTest: rows(10) });
}

/** Values of what the data set or the injection declares; `experiment/check.ts` compares them with the declaration. */
function parametersSchema() {
  const value = v.union(
    [v.number(), v.pipe(v.string(), v.maxLength(200)), v.pipe(v.array(v.number()), v.maxLength(100))],
    'expected a number, a text or a list of numbers',
  );
  return v.record(v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'expected a parameter name such as "alpha"')), value);
}

const share = (what: string) => real(0, 1, what);
const name = v.pipe(v.string('expected a name'), v.maxLength(200));

const where = v.variant('scope', [
  v.strictObject({ scope: v.literal('all') }),
  v.strictObject({ scope: v.literal('class'), name }),
  v.strictObject({ scope: v.literal('group'), name }),
  v.strictObject({ scope: v.literal('region'), column: name, from: share('quantile'), to: share('quantile') }),
  v.strictObject({ scope: v.literal('rows'), share: real(0.01, 1, 'share of the rows') }),
  v.strictObject({ scope: v.literal('features'), share: real(0.01, 1, 'share of the features') }),
]);

const start = share('share of the new regime');
const end = start;
const period = real(0.02, 1, 'share of the new regime');

const when = v.variant('pattern', [
  v.strictObject({ pattern: v.literal('sudden'), start }),
  v.strictObject({
    pattern: v.literal('gradual'),
    shape: v.picklist(['linear', 'sigmoid', 'sigmoid-moa'], 'must be linear, sigmoid or sigmoid-moa'),
    start,
    end,
  }),
  v.strictObject({ pattern: v.literal('incremental'), start, end }),
  v.strictObject({ pattern: v.literal('recurring'), start, end, period, duty: real(0.01, 1, 'share of the period') }),
  v.strictObject({ pattern: v.literal('seasonal'), start, end, period }),
  v.strictObject({ pattern: v.literal('blip'), start, end }),
  v.strictObject({ pattern: v.literal('staggered'), start, end }),
]);

/** What is left out of a drift acts everywhere, from the first row of the new regime on. */
const drift = v.strictObject({
  id,
  severity: real(0, 5, 'severity'),
  params: v.optional(parametersSchema(), {}),
  where: v.optional(where, { scope: 'all' }),
  when: v.optional(when, { pattern: 'sudden', start: 0 }),
});

/** Absent = none: experiments of before are still the same ones. */
function norm() {
  return v.picklist(['none', 'batch'], 'must be none or batch');
}

const model = v.variant('family', [
  v.strictObject({ family: v.literal('softmax'), params: v.strictObject({}) }),
  v.strictObject({
    family: v.literal('mlp'),
    params: v.strictObject({ hidden: list(integer(1, 512, 'units'), 1, 4, 'hidden layers'), norm: v.exactOptional(norm()) }),
  }),
  v.strictObject({
    family: v.literal('cnn'),
    params: v.strictObject({
      filters: list(integer(1, 64, 'filters'), 1, 3, 'convolutions'),
      dense: integer(1, 512, 'units'),
      norm: v.exactOptional(norm()),
    }),
  }),
  v.strictObject({
    family: v.literal('imported'),
    params: v.strictObject({
      name,
      sha256: v.pipe(v.string('expected the hash of the model'), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')),
      /** Index of the layer at which the head begins. */
      head: integer(0, 1000, 'layer'),
    }),
  }),
]);

/** Every parameter of the option that is chosen has to be given. Absent = its first option throughout, at a constant rate. */
function recipe() {
  const options = recipeParts.map(({ id, options, title }) => {
    const variants = options.map((option) =>
      v.strictObject({
        id: v.literal(option.id),
        ...Object.fromEntries(
          option.parameters.map(({ name, min, max, title, whole }) => [name, whole ? integer(min, max, title) : real(min, max, title)]),
        ),
      }),
    );
    return [id, v.exactOptional(v.variant('id', variants, `expected one of ${options.map((option) => option.id).join(', ')} (${title})`))];
  });
  return v.strictObject(Object.fromEntries(options)) as unknown as v.GenericSchema<RecipeChoice>;
}

/** What every kind of experiment has. */
const common = {
  version: v.literal(1, 'this version of Drift Lab reads spec version 1'),
  data,
  model,
  base: v.strictObject({
    learningRate: real(1e-6, 1, 'learning rate'),
    batchSize: integer(1, 1024, 'rows per step'),
    epochs: integer(1, 200, 'epochs'),
  }),
  /** How a step is taken, by the base model and all repairs that train. */
  recipe: v.exactOptional(recipe()),
  drift: list(drift, 0, 5, 'drifts'),
  /** How long adaptation of an existing model goes on; retraining repeats the base recipe. */
  stop: v.strictObject({ epochs: integer(1, 500, 'epochs') }),
  measure: v.strictObject({
    margin: real(0, 0.5, 'accuracy, 0 … 1'),
    /** Every repair is made once more with other luck, to tell how much of its churn is chance; off unless set. */
    selfChurn: v.optional(v.literal(true, 'is true, or left out')),
  }),
  energy: v.strictObject({
    device: id,
    /** The user's own figures in place of the profile's: power under load, lowest and highest (W), and memory (GB). */
    profile: v.exactOptional(
      v.pipe(
        v.strictObject({ lowW: real(0.1, 10_000, 'watts'), highW: real(0.1, 10_000, 'watts'), memoryGB: real(0, 4096, 'GB of memory') }),
        v.check(({ lowW, highW }) => lowW <= highW, 'has a lowest power above the highest'),
      ),
    ),
    pue: real(1, 3, 'power usage effectiveness'),
    /** Whose grid the greenhouse gas is estimated for; left out, the world's average. */
    region: v.exactOptional(
      v.pipe(v.string('expected a region'), v.regex(/^(WORLD|[A-Z]{3})$/, 'expected WORLD or an ISO 3166 code of three letters')),
    ),
  }),
  seeds: v.strictObject({
    root: integer(0, 4_294_967_295, 'root seed'),
    count: integer(1, 100, 'seeds'),
    /** Seeds come until the question is settled, `count` at most, and who is shown not to be the best runs no more. Left out, all run all seeds. */
    race: v.exactOptional(v.literal(true, 'is true, or left out')),
  }),
  engine: v.picklist(engineRequests, `must be one of ${engineRequests.join(', ')}`),
};

function validation() {
  return real(0.05, 0.9, 'share of the new labels');
}

/** One comparison of repairs. */
export const specSchema = v.strictObject({
  ...common,
  kind: v.literal('compare', 'a comparison has the kind "compare"'),
  stop: v.strictObject({
    epochs: integer(1, 500, 'epochs'),
    /** Ends the training of a repair earlier, whichever comes first: the same budget for every repair that trains. */
    until: v.exactOptional(
      v.strictObject({
        /** Share of the new labels kept from training; needed for `accuracy` and `plateau`, which are looked at there. */
        validation: v.exactOptional(validation()),
        accuracy: v.exactOptional(real(0, 1, 'accuracy, 0 … 1')),
        /** Points of the learning curve in a row that bring nothing. */
        plateau: v.exactOptional(integer(1, 24, 'points of the curve')),
        seconds: v.exactOptional(real(0.001, 3600, 'seconds')),
        /** Turned into seconds by the power that `energy.device` is taken to draw. */
        joules: v.exactOptional(real(0.001, 1e6, 'joules')),
      }),
    ),
  }),
  /**
   * Rates that fit: chosen on a share of the labels, the trials count as cost; absent = one rate for all, `base.learningRate`. With `rates`, every
   * repair tries each of them. Without, the base model's rate is chosen once on old rows around `base.learningRate`, retraining has it too, and
   * repairs that tune try a few rates around it, of which one is taken only if it beats the first by more than noise.
   */
  learning: v.exactOptional(
    v.strictObject({ rates: v.exactOptional(list(real(1e-6, 1, 'learning rate'), 1, 8, 'learning rates')), validation: validation() }),
  ),
  labels: v.strictObject({ budget: integer(2, 100_000, 'labelled rows of the new regime') }),
  arms: v.pipe(
    list(v.strictObject({ id, params: v.exactOptional(parametersSchema()) }), 1, 30, 'repairs'),
    v.check((arms) => new Set(arms.map((arm) => arm.id)).size === arms.length, 'names a repair twice'),
  ),
});

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
  policies: v.pipe(
    list(v.strictObject({ id, params: v.optional(parametersSchema(), {}) }), 1, 8, 'policies'),
    v.check((policies) => new Set(policies.map((policy) => JSON.stringify(policy))).size === policies.length, 'names a policy twice'),
  ),
});

/** What both kinds have in common. */
export type AnySpec = Spec | StreamSpec;
export type StreamSpec = v.InferOutput<typeof streamSpecSchema>;
/** How models are trained, base and repairs. */
export type Recipe = Pick<Spec, 'data' | 'base' | 'stop' | 'recipe'>;
export type Spec = v.InferOutput<typeof specSchema>;
/** What may be written down: a drift may leave out what has a default. */
export type SpecInput = v.InferInput<typeof specSchema>;
export type StreamSpecInput = v.InferInput<typeof streamSpecSchema>;

/** A drift everywhere, from the first row of the new regime on. */
export const globalDrift = (driftId: string, severity: number): Spec['drift'][number] => ({
  id: driftId,
  severity,
  params: {},
  where: { scope: 'all' },
  when: { pattern: 'sudden', start: 0 },
});

/** One thing wrong with an input, and where: `path` is like `drift[0].severity`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}
