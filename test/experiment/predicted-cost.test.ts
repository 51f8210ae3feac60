import { expect } from 'chai';
import { arms } from '../../src/adapt/registry.ts';
import { predictedCost } from '../../src/experiment/predicted-cost.ts';
import { buildModel } from '../../src/models/families.ts';
import { trainingFlops } from '../../src/measure/cost/work.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import type { AnySpec, Spec } from '../../src/spec/schema.ts';

const model = buildModel({ family: 'mlp', params: { hidden: [64, 64] } }, [24], 4);
const of = (spec: AnySpec, lanes = 1) => predictedCost(spec, model, [24], arms, lanes);

/** 320 rows ten times, no repair, no rates to choose from. */
const { learning: _, ...rest } = presets.sensors.spec;
const plain: Spec = {
  ...rest,
  data: { ...rest.data, split: { baseTrain: 320, baseTest: 100, newPool: 200, newTest: 100 } },
  base: { learningRate: 0.003, batchSize: 32, epochs: 10 },
  stop: { epochs: 20 },
  labels: { budget: 50 },
  arms: [{ id: 'none' }],
  seeds: { root: 1, count: 4 },
};

describe('the predicted cost of a run', () => {
  it('by hand: 3,200 examples on each of four seeds, at 3 GFLOP/s', () => {
    expect(of(plain).seconds).to.be.closeTo((4 * trainingFlops(model, 3200)) / 3e9, 1e-12);
  });

  it('falls with lanes, as far as there are seeds', () => {
    expect(of(plain, 2).seconds).to.be.closeTo(of(plain).seconds / 2, 1e-12);
    expect(of(plain, 64).seconds).to.equal(of(plain, 4).seconds);
  });

  it('counts repairs: on their labels, twice with old rows, as the base model from the whole past; rates that are tried as well', () => {
    const examples = (ids: readonly string[], more: Partial<Spec> = {}) =>
      of({ ...plain, ...more, arms: [{ id: 'none' }, ...ids.map((id) => ({ id }))] }).seconds / of(plain).seconds;
    expect(examples(['full-fine-tune'])).to.be.closeTo(1 + (20 * 50) / 3200, 1e-9);
    expect(examples(['ewc'])).to.be.closeTo(1 + (2 * 20 * 50) / 3200, 1e-9);
    expect(examples(['retrain-all'])).to.be.closeTo(2, 1e-9);
    expect(examples(['full-fine-tune'], { learning: { validation: 0.3, rates: [1, 0.3] } })).to.be.closeTo(1 + (3 * 20 * 50) / 3200, 1e-9);
  });

  it('grows with the policies of a stream, and most with the oracle', () => {
    const { spec } = streamPresets.plants;
    const only = (id: string) =>
      of({ ...spec, policies: spec.policies.filter((policy) => policy.id === 'never' || policy.id === id) }).seconds;
    expect(only('periodic')).to.be.above(only('never'));
    expect(only('oracle')).to.be.above(only('periodic'));
  });

  it('holds rows three times and parameters six times, in four bytes', () => {
    const parameters = 24 * 64 + 64 + 64 * 64 + 64 + 64 * 4 + 4;
    expect(of(plain).bytes).to.equal(4 * (3 * 720 * 24 + 6 * parameters));
  });
});
