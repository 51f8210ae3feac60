import { expect } from 'chai';
import { factsOf } from '../../src/experiment/data-facts.ts';
import { checkAny } from '../../src/experiment/kinds/registry.ts';
import { trainingFlops } from '../../src/measure/cost/work.ts';
import { buildModel } from '../../src/models/families.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { parseAny } from '../../src/spec/parse.ts';
import type { AnySpec, Spec, StreamSpec } from '../../src/spec/schema.ts';
import { loadDataset } from '../../datasets/registry.ts';

/** Floating-point operations above which a run is refused. */
const LIMIT = 2e14;

const dataset = await loadDataset('sensors', 1000, 1, {});
const facts = { ...factsOf(dataset), maxRows: 1e9 };
const { encodedShape } = facts;

const small: Spec = {
  ...plain(presets.sensors.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 320, baseTest: 100, newPool: 1000, newTest: 100 } },
  model: { family: 'mlp', params: { hidden: [64, 64] } },
  base: { learningRate: 0.003, batchSize: 32, epochs: 10 },
  stop: { epochs: 20 },
  labels: { budget: 50 },
  arms: [{ id: 'none' }, { id: 'full-fine-tune' }, { id: 'retrain-new' }],
  seeds: { root: 1, count: 4 },
};
const { stop: _stop, ...ofStream } = streamPresets.plants.spec;
const stream: StreamSpec = {
  ...ofStream,
  data: { id: 'sensors', params: {}, split: { baseTrain: 320, baseTest: 100, newPool: 1000, newTest: 100 } },
  model: small.model,
  base: small.base,
  stop: { epochs: 20 },
  stream: { batch: 50, window: 200 },
  policies: [
    { id: 'never', params: {} },
    { id: 'oracle', params: { action: 'full-fine-tune', price: 20 } },
  ],
};

/** What the check of a spec says of its work. */
function refusal(spec: AnySpec): { readonly path: string; readonly message: string } | undefined {
  expect(parseAny(spec).ok, JSON.stringify(parseAny(spec))).to.equal(true);
  return checkAny(spec, facts).find(({ message }) => message.includes('TFLOP'));
}

describe('the limit on work', () => {
  it('sees the epochs of repairs times their labels: 1,000 labels, 100,000 epochs, seventy seeds', () => {
    const spec: Spec = { ...small, stop: { epochs: 100_000 }, labels: { budget: 1000 }, seeds: { root: 1, count: 70 } };
    const model = buildModel(spec.model, encodedShape, facts.classes.length);
    const flops = 70 * trainingFlops(model, 2 * 3200 + 100_000 * 1000);
    expect(flops).to.be.above(LIMIT);
    expect(refusal(spec)).to.deep.include({ path: 'stop.epochs' });
    expect(refusal(spec)!.message).to.contain(`${(flops / 1e12).toFixed(0)} TFLOP`);
    expect(refusal({ ...spec, stop: { epochs: 20 } })).to.equal(undefined);
  });

  it('counts by the formulas of the predicted cost, and refuses from there on, to the epoch', () => {
    const model = buildModel(small.model, encodedShape, facts.classes.length);
    // Base model and one retraining of 320 rows ten times each, then 1,000 labels in every epoch, on seventy seeds.
    const most = Math.floor((LIMIT / 70 / trainingFlops(model, 1) - 2 * 3200) / 1000);
    const of = (epochs: number) => refusal({ ...small, stop: { epochs }, labels: { budget: 1000 }, seeds: { root: 1, count: 70 } });
    expect(most).to.be.within(1, 99_999);
    expect(of(most)).to.equal(undefined);
    expect(of(most + 1)).to.deep.include({ path: 'stop.epochs' });
  });

  // Each raises the work of a run to more than the limit by itself, as far as the schema lets it.
  const rates = { rates: [1e-4, 1e-3, 1e-2, 1e-1, 2e-1, 3e-1, 5e-1, 1], validation: 0.3 };
  const heavy: Spec = {
    ...small,
    stop: { epochs: 10_000 },
    labels: { budget: 900 },
    model: { family: 'mlp', params: { hidden: [16, 16] } },
  };
  const split = (part: Partial<Spec['data']['split']>): Spec['data'] =>
    ({ ...small.data, split: { ...small.data.split, ...part } }) as Spec['data'];
  const bounds: readonly (readonly [string, AnySpec])[] = [
    ['base.epochs', { ...small, base: { ...small.base, epochs: 100_000 }, data: split({ baseTrain: 100_000 }) }],
    ['stop.epochs', { ...small, stop: { epochs: 100_000 }, labels: { budget: 1000 }, seeds: { root: 1, count: 70 } }],
    ['labels.budget', { ...small, labels: { budget: 10_000_000 }, data: split({ newPool: 10_000_000 }), stop: { epochs: 1000 } }],
    [
      'labels.perClass',
      { ...small, labels: { budget: 3_000_000, perClass: true }, data: split({ newPool: 90_000_000 }), stop: { epochs: 1000 } },
    ],
    ['seeds.count', { ...heavy, model: { family: 'mlp', params: { hidden: [256, 256] } }, seeds: { root: 1, count: 100 } }],
    ['model.params', { ...heavy, model: { family: 'mlp', params: { hidden: [4096, 4096] } } }],
    [
      'learning.rates',
      { ...heavy, model: { family: 'mlp', params: { hidden: [160, 160] } }, learning: rates, seeds: { root: 1, count: 20 } },
    ],
    ['stream.window', { ...stream, stop: { epochs: 100_000 }, stream: { batch: 50, window: 100_000 } }],
    ['policies', { ...stream, stop: { epochs: 100_000 }, stream: { batch: 1, window: 200 }, seeds: { root: 1, count: 10 } }],
  ];
  for (const [what, spec] of bounds)
    it(`holds at the bounds of ${what}`, () => {
      expect(refusal(spec), what)
        .to.have.property('path')
        .that.matches(/^(base|stop)\.epochs$/);
    });

  it('lets every preset be', () => {
    for (const { spec } of [...Object.values(presets), ...Object.values(streamPresets)])
      if (spec.data.id === 'sensors') expect(refusal(spec)).to.equal(undefined);
  });
});
