/** Any valid spec, for property tests. */
import fc from 'fast-check';
import { recipeParts, type RecipeChoice } from '../../src/spec/recipe-parts.ts';
import type { Spec } from '../../src/spec/schema.ts';

const rows = fc.integer({ min: 10, max: 100_000 });
const split = fc.record({ baseTrain: rows, baseTest: rows, newPool: rows, newTest: rows });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const count = (min: number, max: number) => fc.integer({ min, max });

const share = real(0, 1);
const part = real(0.02, 1);
const span = { start: share, end: share };
const values = fc.dictionary(
  fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,39}$/),
  fc.oneof(real(-1e6, 1e6), text, fc.array(share, { maxLength: 5 })),
  { maxKeys: 3, noNullPrototype: true },
);

const data: fc.Arbitrary<Spec['data']> = fc.oneof(
  fc.record({ id: name.filter((id) => id !== 'own'), params: values, split }),
  fc.record({
    id: fc.constant('own' as const),
    params: fc.record({ name: text, label: text, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }),
    split,
  }),
);

const normalisation = fc.constantFrom('none' as const, 'batch' as const);

const model: fc.Arbitrary<Spec['model']> = fc.oneof(
  fc.record({ family: fc.constant('softmax' as const), params: fc.constant({}) }),
  fc.record({
    family: fc.constant('mlp' as const),
    params: fc.record(
      { hidden: fc.array(count(1, 512), { minLength: 1, maxLength: 4 }), norm: normalisation },
      { requiredKeys: ['hidden'] },
    ),
  }),
  fc.record({
    family: fc.constant('cnn' as const),
    params: fc.record(
      { filters: fc.array(count(1, 64), { minLength: 1, maxLength: 3 }), dense: count(1, 512), norm: normalisation },
      { requiredKeys: ['filters', 'dense'] },
    ),
  }),
);

const drift: fc.Arbitrary<Spec['drift'][number]> = fc.record({
  id: name,
  severity: real(0, 5),
  params: values,
  where: fc.oneof(
    fc.record({ scope: fc.constant('all' as const) }),
    fc.record({ scope: fc.constantFrom('class' as const, 'group' as const), name: text }),
    fc.record({ scope: fc.constant('region' as const), column: text, from: share, to: share }),
    fc.record({ scope: fc.constantFrom('rows' as const, 'features' as const), share: part }),
  ),
  when: fc.oneof(
    fc.record({ pattern: fc.constant('sudden' as const), start: share }),
    fc.record({
      pattern: fc.constant('gradual' as const),
      shape: fc.constantFrom('linear' as const, 'sigmoid' as const, 'sigmoid-moa' as const),
      ...span,
    }),
    fc.record({ pattern: fc.constantFrom('incremental' as const, 'blip' as const, 'staggered' as const), ...span }),
    fc.record({ pattern: fc.constant('recurring' as const), ...span, period: part, duty: part }),
    fc.record({ pattern: fc.constant('seasonal' as const), ...span, period: part }),
  ),
});

/** Each part left out, or an option of it with all its parameters. */
const recipe: fc.Arbitrary<RecipeChoice> = fc.record(
  Object.fromEntries(
    recipeParts.map((part) => [
      part.id,
      fc.oneof(
        ...part.options.map(({ id, parameters }) =>
          fc.record({
            id: fc.constant(id),
            ...Object.fromEntries(parameters.map(({ name: key, min, max, whole }) => [key, whole ? count(min, max) : real(min, max)])),
          }),
        ),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

export const anySpec: fc.Arbitrary<Spec> = fc.record(
  {
    version: fc.constant(1 as const),
    kind: fc.constant('compare' as const),
    data,
    model,
    base: fc.record({ learningRate: real(1e-6, 1), batchSize: count(1, 1024), epochs: count(1, 200) }),
    drift: fc.array(drift, { maxLength: 5 }),
    labels: fc.record({ budget: count(2, 100_000) }),
    arms: fc.uniqueArray(fc.record({ id: name, params: values }, { requiredKeys: ['id'] }), {
      minLength: 1,
      maxLength: 10,
      selector: (arm) => arm.id,
    }),
    stop: fc.record(
      {
        epochs: count(1, 500),
        until: fc.record(
          { validation: real(0.05, 0.9), accuracy: share, plateau: count(1, 24), seconds: real(0.001, 3600), joules: real(0.001, 1e6) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['epochs'] },
    ),
    learning: fc.record(
      { rates: fc.array(real(1e-6, 1), { minLength: 1, maxLength: 8 }), validation: real(0.05, 0.9) },
      { requiredKeys: ['validation'] },
    ),
    recipe,
    measure: fc.record({ margin: real(0, 0.5), selfChurn: fc.constant(true as const) }, { requiredKeys: ['margin'] }),
    energy: fc.record(
      {
        device: name,
        pue: real(1, 3),
        region: fc.constantFrom('WORLD', 'FRA'),
        profile: fc.record({ lowW: real(0.1, 50), highW: real(50, 10_000), memoryGB: real(0, 4096) }),
      },
      { requiredKeys: ['device', 'pue'] },
    ),
    seeds: fc.record({ root: count(0, 4_294_967_295), count: count(1, 30) }),
    engine: fc.constantFrom('auto' as const, 'webgpu' as const, 'wasm' as const, 'cpu' as const),
  },
  { requiredKeys: ['version', 'kind', 'data', 'model', 'base', 'drift', 'labels', 'arms', 'stop', 'measure', 'energy', 'seeds', 'engine'] },
);
