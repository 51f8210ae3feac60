import { expect } from 'chai';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { decodeTarget, encodeTarget, fitEncoder } from '../../src/data/encode.ts';
import type { Samples } from '../../src/data/types.ts';
import { buildModel } from '../../src/models/families.ts';
import { outputsFor, predictorOf } from '../../src/training/predictions.ts';

const columns = [{ name: 'a', kind: 'numeric' }] as const;
const samples = (x: number[], target: number[]): Samples => ({
  ...{ rows: x.length, inputShape: [1], x: Float32Array.from(x), y: new Int32Array(x.length) },
  target: Float64Array.from(target),
});
const old = samples([0, 1, 2, 3], [8, 10, 10, 12]);
const encoder = fitEncoder(old, columns);
const model = buildModel({ family: 'softmax', params: {} }, [1], 1);
/** Puts out 0 for every row: the mean of old numbers. */
const flat: Pick<Trainer, 'predict' | 'features'> = {
  features: async (_, __, { rows }) => ({ x: new Float32Array(rows), ms: 0 }),
  predict: async (_, __, { rows }) => Float32Array.from({ length: 2 * rows }, (_unused, i) => (i % 2 ? 0.75 : 0.25)),
};
const fitted = { weights: new Float32Array(2), encoder };

describe('the scale of a number', () => {
  it('is mean and standard deviation of the rows it was fitted to, and comes back exactly', () => {
    expect(encoder.target).to.deep.equal({ mean: 10, sd: Math.SQRT2 });
    const coded = encodeTarget(encoder, old)!;
    coded.forEach((value, row) => expect(value).to.be.closeTo((old.target![row]! - 10) / Math.SQRT2, 1e-6));
    decodeTarget(encoder, coded).forEach((value, row) => expect(value).to.be.closeTo(old.target![row]!, 1e-6));
    expect([...decodeTarget(encoder, [NaN, Infinity])], 'a diverged model tells the mean').to.deep.equal([10, 10]);
    expect(fitEncoder(samples([1, 2], [5, 5]), columns).target, 'all alike').to.deep.equal({ mean: 5, sd: 1 });
    const { target: _, ...classes } = old;
    expect(fitEncoder(classes, columns)).to.not.have.property('target');
    expect(encodeTarget(encoder, classes)).to.equal(undefined);
  });
});

describe('what a model says of rows', () => {
  it('is a number, and for each part of the range the share of its errors on held-out old rows that lead there, worked out by hand', async () => {
    const predictor = await predictorOf(flat, model, fitted, old, { target: { name: 'v', edges: [9, 11] } });
    // Told 10 throughout: errors −2, 0, 0 and 2, and one more that lies anywhere.
    expect([...predictor.errors!]).to.deep.equal([-2, 0, 0, 2]);
    const { numbers, probabilities } = await predictor.of(samples([7], [0]));
    expect([...numbers!]).to.deep.equal([10]);
    [1, 2, 1].forEach((count, part) => expect(probabilities[part]).to.be.closeTo((count + 1 / 3) / 5, 1e-7));
  });

  it('are class probabilities where no number is told', async () => {
    const { target: _, ...classes } = old;
    const predictor = await predictorOf(flat, model, { ...fitted, encoder: fitEncoder(classes, columns) }, classes, {});
    expect(predictor.errors).to.equal(undefined);
    const { numbers, probabilities } = await predictor.of(classes);
    expect(numbers).to.equal(undefined);
    expect([...probabilities.slice(0, 2)]).to.deep.equal([0.25, 0.75]);
    const rows = { rows: 1, x: new Float32Array(1), y: new Int32Array(1) };
    expect([...(await outputsFor(flat, model, fitted.weights, rows))]).to.deep.equal([0.25, 0.75]);
    expect([...(await outputsFor(flat, model, fitted.weights, { ...rows, target: new Float32Array(1) }))]).to.deep.equal([0]);
  });
});
