/** What every kind of experiment has, with its bounds; and the pieces that schemas are made of. */
import * as v from 'valibot';
import { engineRequests } from './engines.ts';
import { CLASSES, decimalMarks, encodings, targetKinds } from './reading-options.ts';
import { roles } from './roles.ts';
import { divisions } from './divisions.ts';
import { recipeParts, type RecipeChoice } from './recipe-parts.ts';

export const integer = (min: number, max: number, what: string) =>
  v.pipe(
    v.number(`expected a whole number (${what})`),
    v.integer(`expected a whole number (${what})`),
    v.minValue(min, `must be at least ${min} (${what})`),
    v.maxValue(max, `must be at most ${max} (${what})`),
  );

export const real = (min: number, max: number, what: string) =>
  v.pipe(
    v.number(`expected a number (${what})`),
    v.minValue(min, `must be at least ${min} (${what})`),
    v.maxValue(max, `must be at most ${max} (${what})`),
  );

export const id = v.pipe(v.string('expected a name'), v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name such as "head-only"'));

export const list = <T extends v.GenericSchema>(item: T, min: number, max: number, what: string) =>
  v.pipe(
    v.array(item, `expected a list (${what})`),
    v.minLength(min, `needs at least ${min} (${what})`),
    v.maxLength(max, `takes at most ${max} (${what})`),
  );

/** What really bounds rows, units and epochs is memory and work, which are predicted before anything is trained (`experiment/check-common.ts`). */
const rows = (min: number) => integer(min, 100_000_000, 'rows');

const data = v.variant('id', [
  v.strictObject({
    id: v.literal('own'),
    params: v.strictObject({
      name: v.pipe(v.string('expected the file name'), v.maxLength(200)),
      /** Empty where the files themselves hold the labels, as folders of images do. */
      label: v.pipe(v.string('expected the label column'), v.maxLength(200)),
      sha256: v.pipe(v.string('expected the hash of the data'), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')),
    }),
    /** How the files are read, where somebody said so; absent = as the reader finds them. */
    read: v.exactOptional(readSchema()),
    ...rowsSchema(),
  }),
  v.strictObject({ id, params: parametersSchema(), ...rowsSchema() }),
]);

/** `ReadingOptions`, with their bounds. */
function readSchema() {
  const cell = v.pipe(v.string('expected a text'), v.maxLength(200));
  return v.strictObject({
    roles: v.exactOptional(v.record(cell, v.picklist(roles, `expected one of ${roles.join(', ')}`))),
    header: v.exactOptional(v.boolean('expected true or false')),
    separator: v.exactOptional(v.pipe(v.string('expected one character'), v.length(1, 'expected one character'))),
    decimal: v.exactOptional(v.picklist(decimalMarks, 'expected . or ,')),
    encoding: v.exactOptional(v.picklist(encodings, `expected one of ${encodings.join(', ')}`)),
    missing: v.exactOptional(list(cell, 0, 50, 'marks of missing values')),
    classes: v.exactOptional(
      v.pipe(v.string('expected exact or quantiles:n'), v.regex(CLASSES, 'expected exact or quantiles:2 … quantiles:100')),
    ),
    target: v.exactOptional(v.picklist(targetKinds, `expected ${targetKinds.join(' or ')}`)),
    rows: v.exactOptional(integer(1, 1e9, 'rows')),
  });
}

/** How many rows each part has, and which rows it may have. */
function rowsSchema() {
  const time = v.union([v.number(), v.pipe(v.string(), v.maxLength(40))], 'expected a date or a number');
  const names = (what: string) => list(v.pipe(v.string('expected a regime'), v.maxLength(200)), 1, 100, what);
  return {
    split: splitSchema(),
    /** Which rows are of the old world and which of the new one; absent = all are of one, and only `drift` changes it. */
    regimes: v.exactOptional(
      v.union(
        [
          v.strictObject({ cut: time, ends: v.exactOptional(list(time, 1, 200, 'times')) }),
          v.strictObject({ old: names('old regimes'), new: names('new regimes'), later: v.exactOptional(names('later regimes')) }),
        ],
        'expected { "cut": … }, a date or a number, or { "old": […], "new": […] }, names of regimes',
      ),
    ),
    /** Absent = at random. */
    division: v.exactOptional(v.picklist(divisions, `expected one of ${divisions.join(', ')}`)),
  };
}

function splitSchema() {
  return v.strictObject({ baseTrain: rows(10), baseTest: rows(10), newPool: rows(10), newTest: rows(10) });
}

/** Values of what the data set or the injection declares; `experiment/kinds/registry.ts` compares them with the declaration. */
export function parametersSchema() {
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
    params: v.strictObject({ hidden: list(integer(1, 4_096, 'units'), 1, 8, 'hidden layers'), norm: v.exactOptional(norm()) }),
  }),
  v.strictObject({
    family: v.literal('cnn'),
    params: v.strictObject({
      filters: list(integer(1, 256, 'filters'), 1, 3, 'convolutions'),
      dense: integer(1, 4_096, 'units'),
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
      /** Its columns come in their own units; absent = standardised by the old world, as our own models have them. */
      inputs: v.optional(v.literal('raw', 'expected raw, or nothing')),
      /** Its outputs are put into the order of the data's classes by old rows; absent = they are in it. */
      classes: v.optional(v.literal('matched', 'expected matched, or nothing')),
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
export const common = {
  version: v.literal(1, 'this version of Drift Lab reads spec version 1'),
  data,
  /** What a model tells: the number that the data has, or, left out, its classes. */
  task: v.exactOptional(v.literal('regression', 'is regression, or left out: then classes are told')),
  model,
  base: v.strictObject({
    learningRate: real(1e-6, 1, 'learning rate'),
    batchSize: integer(1, 1024, 'rows per step'),
    epochs: integer(1, 100_000, 'epochs'),
  }),
  /** How a step is taken, by the base model and all repairs that train. */
  recipe: v.exactOptional(recipe()),
  drift: list(drift, 0, 5, 'drifts'),
  /** How long adaptation of an existing model goes on; retraining repeats the base recipe. */
  stop: v.strictObject({ epochs: integer(1, 100_000, 'epochs') }),
  measure: v.pipe(
    v.strictObject({
      /** Difference of the deciding metric that does not matter; of one in the unit of a number, in standard deviations of that number. */
      margin: real(0, 1e12, 'accuracy, 0 … 1, or in the unit of measure.metric'),
      /** The margin is in the metric's own unit after all, and may be larger than 0.5. */
      in: v.exactOptional(v.literal('unit', 'is unit, or left out: then a margin of a number is a share of its standard deviation')),
      /** What verdict, advice and race go by; left out, the accuracy, or of numbers the root mean squared error, or where errors have costs these. */
      metric: v.exactOptional(id),
      /**
       * Of two classes, what the two errors cost: to name the second where it is not (a false alarm), and not to where it is (a miss). The second
       * class is named from `threshold` on; left out, where that costs least for probabilities that are right, falsePositive / (falsePositive + falseNegative).
       */
      binary: v.exactOptional(
        v.strictObject({
          falsePositive: real(1e-9, 1e9, 'cost of a false alarm'),
          falseNegative: real(1e-9, 1e9, 'cost of a miss'),
          threshold: v.exactOptional(real(0, 1, 'probability of the second class')),
        }),
      ),
      /** Every repair is made once more with other luck, to tell how much of its churn is chance; off unless set. */
      selfChurn: v.optional(v.literal(true, 'is true, or left out')),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { margin, in: unit } = dataset.value;
      if (unit === 'unit' || margin <= 0.5) return;
      const path = [{ type: 'object', origin: 'value', input: dataset.value, key: 'margin', value: margin }] as const;
      addIssue({
        message: 'must be at most 0.5 (accuracy, 0 … 1, or in the unit of measure.metric)',
        received: String(margin),
        path: [...path],
      });
    }),
  ),
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
