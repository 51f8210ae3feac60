import { expect } from 'chai';
import { loadDataset } from '../../../../datasets/registry.ts';
import type { StreamRecord } from '../../../../src/contracts/record.ts';
import type { Trainer } from '../../../../src/contracts/trainer.ts';
import { asAsked } from '../../../../src/data/parts-of-range.ts';
import type { Dataset } from '../../../../src/data/types.ts';
import { openWasmTrainer } from '../../../../src/engine/open-wasm.ts';
import { analystHere } from '../../../../src/experiment/analyst-here.ts';
import type { Body } from '../../../../src/contracts/record.ts';
import { checkOn, kindOf } from '../../../../src/experiment/kinds/registry.ts';
import { errorAt, isWrong, rankOf, shareRight, toleranceOf } from '../../../../src/experiment/kinds/stream/right.ts';
import { parseAny } from '../../../../src/spec/parse.ts';
import { globalDrift, type StreamSpec } from '../../../../src/spec/schema.ts';
import { spec as tiny } from './tiny-stream.ts';

const { measure: _, ...rest } = tiny;
const spec: StreamSpec = {
  ...rest,
  task: 'regression',
  data: { id: 'friedman', params: {}, split: { baseTrain: 600, baseTest: 200, newPool: 600, newTest: 100 } },
  model: { family: 'mlp', params: { hidden: [16] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 40 },
  drift: [{ ...globalDrift('target-shift', 4), when: { pattern: 'sudden', start: 0.5 } }],
  stop: { epochs: 40 },
  stream: { batch: 30, window: 120 },
  labels: { share: 1, delay: 0 },
  measure: { margin: 0.01 },
  policies: [
    { id: 'never', params: {} },
    { id: 'detector', params: { detector: 'adwin', collect: 2, action: 'full-fine-tune' } },
    { id: 'detector', params: { detector: 'ddm', collect: 2, action: 'full-fine-tune' } },
  ],
  seeds: { root: 3, count: 2 },
};

describe('a stream whose models tell a number', () => {
  let trainer: Trainer;
  let dataset: Dataset;
  before(async () => {
    trainer = await openWasmTrainer();
    dataset = asAsked(spec, await loadDataset('friedman', 1500, 3));
  });
  after(() => trainer.dispose());

  const run = async (of: StreamSpec) => {
    const kind = kindOf(of);
    const pace = kind.control(Infinity);
    const ran = await kind.run({ spec: of, dataset, trainer, analyst: analystHere, pace, emit: () => {} });
    const derived = ran.summarise({ softwareAdapter: false, hidden: false, busyElsewhere: false, interrupted: false });
    return (await ran.complete(derived)) as Body<StreamRecord>;
  };

  it('is accepted, counts what is told within the tolerance as right, and has the prequential root mean squared error', async () => {
    expect(parseAny(spec).ok).to.equal(true);
    expect(checkOn(spec, dataset)).to.deep.equal([]);
    const { derived, runs, seeds, observations } = await run(spec);
    const [never, byValues, byErrors] = derived.policies;
    // As many within it in the old world as the tolerance is made for; nearly none after a shift of 1.5 standard deviations.
    expect(seeds[0]!.baseAccuracy).to.be.closeTo(0.9, 0.01);
    const { points } = runs.find(({ policy }) => policy === 0)!;
    expect(points[5]!.accuracy).to.be.above(0.6);
    expect(points.at(-1)!.accuracy).to.be.below(0.4);
    expect(derived.target).to.include({ name: 'value' });
    expect(derived.target!.tolerance).to.be.within(1.5, 5);
    // Root mean squared error over the whole stream, by hand from the sum of squares of the last point.
    const served = runs.filter(({ policy }) => policy === 0).map((one) => Math.sqrt(one.points.at(-1)!.squared! / 600));
    expect(never!.rmse!.values).to.deep.equal(served);
    // Detectors of values watch how large errors are, those of errors whether they are too large; both are noticed and mended.
    for (const watched of [byValues!, byErrors!]) {
      expect(watched.repairs.mean).to.be.at.least(1);
      expect(watched.rmse!.mean).to.be.below(never!.rmse!.mean);
    }
    // Direct loss estimation follows how far off the model is until what inputs mean changes, which nobody without labels sees.
    const before = observations.filter(({ batch }) => batch < 9);
    for (const { error, estimates } of before.slice(-3)) expect(estimates['dle']!.error).to.be.closeTo(error!, 0.5 * error!);
    const last = observations.at(-1)!;
    expect(last.error!).to.be.above(2 * last.estimates['dle']!.error!);
    expect(Object.keys(last.estimates)).to.have.members(['dle', 'domain-auroc']);
  });

  it('says in its verdict how many are told within how much, and refuses what is of classes', async () => {
    const six = { ...spec, seeds: { root: 3, count: 6 } };
    const { verdict } = (await run(six)).derived;
    expect(verdict.sentences.join(' ')).to.match(/It tells \d+\.\d ± \d+\.\d % of the numbers within \d\.\d\d of what they are/);
    expect(verdict.sentences.join(' ')).to.match(/root mean squared error over the stream is \d\.\d\d/);
    const issues = checkOn({ ...spec, policies: [{ id: 'estimate', params: {} }], measure: { margin: 0.01, in: 'unit' } }, dataset);
    expect(issues.map(({ path }) => path)).to.deep.equal(['measure.in', 'policies[0].id']);
  });
});

describe('right and wrong numbers', () => {
  const old = {
    rows: 10,
    inputShape: [1],
    x: new Float32Array(10),
    y: new Int32Array(10),
    target: Float64Array.from({ length: 10 }, (_, i) => i),
  };
  const tolerance = toleranceOf(new Float64Array(10), old);
  const answers = (numbers: number[]) => ({
    predicted: new Int32Array(numbers.length),
    confidence: new Float32Array(numbers.length),
    numbers: Float64Array.from(numbers),
  });

  it('are told apart by the 90 % quantile of the errors on old rows, worked out by hand', () => {
    // Errors 0 … 9: the quantile (type 7) at 90 % lies a tenth of the way from 8 to 9.
    expect(tolerance.most).to.be.closeTo(8.1, 1e-12);
    const told = answers([8.2, 1, 10, 3, 4, 5, 6, 7, 8, 0]);
    expect(errorAt(told, old, 0)).to.equal(8.2);
    expect([0, 1, 2, 9].map((row) => isWrong(told, old, row, tolerance))).to.deep.equal([true, false, false, true]);
    expect(shareRight(told, old, tolerance)).to.equal(0.8);
    expect([-1, 0, 4.5, 100].map((size) => rankOf(size, tolerance))).to.deep.equal([0, 0, 0.5, 1]);
  });
});
