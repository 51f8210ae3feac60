import { expect } from 'chai';
import fc from 'fast-check';
import { forwardFlops, layerFlops, momentWork, trainingBytes, trainingFlops } from '../../../src/measure/cost/work.ts';
import type { Layer, Model } from '../../../src/models/types.ts';

const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'relu' });

const mlp: Model = {
  inputShape: [11],
  blocks: [
    { name: 'first', layers: [dense(7)] },
    { name: 'middle', layers: [dense(5)] },
    { name: 'head', layers: [dense(4)] },
  ],
};
const cnn: Model = {
  inputShape: [12, 10, 2],
  blocks: [
    {
      name: 'first',
      layers: [
        { kind: 'conv2d', filters: 6, kernel: 3, activation: 'relu' },
        { kind: 'max-pool', size: 2 },
      ],
    },
    { name: 'middle', layers: [{ kind: 'conv2d', filters: 5, kernel: 3, activation: 'relu' }, { kind: 'flatten' }, dense(8)] },
    { name: 'head', layers: [dense(4)] },
  ],
};
const head: Model = { inputShape: [5], blocks: [{ name: 'head', layers: [dense(4)] }] };

/** Multiplications and additions of a valid convolution, by walking over every one of them. */
function walkedConvolution(height: number, width: number, channels: number, kernel: number, filters: number): number {
  let operations = 0;
  for (let top = 0; top + kernel <= height; top++) {
    for (let left = 0; left + kernel <= width; left++) {
      for (let filter = 0; filter < filters; filter++) operations += 2 * kernel * kernel * channels;
    }
  }
  return operations;
}

describe('work of a model', () => {
  it('is 2·in·out for dense layers', () => {
    expect(layerFlops(mlp)).to.deep.equal([2 * 11 * 7, 2 * 7 * 5, 2 * 5 * 4]);
  });

  it('is every multiply and add of a convolution, and nothing for pooling and flattening', () => {
    const side = fc.integer({ min: 3, max: 9 });
    const few = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(side, side, few, few, fc.integer({ min: 1, max: 3 }), (height, width, channels, filters, kernel) => {
        const layers: Layer[] = [{ kind: 'conv2d', filters, kernel, activation: 'relu' }, { kind: 'flatten' }];
        const model: Model = { inputShape: [height, width, channels], blocks: [{ name: 'first', layers }] };
        expect(layerFlops(model)).to.deep.equal([walkedConvolution(height, width, channels, kernel, filters), 0]);
      }),
    );
  });

  // Sums over the matrix and convolution kernels that tf.profile lists for one Adam step on 3 rows (TensorFlow.js 4.22).
  it('counts the kernels TensorFlow.js runs in a training step: 3F − F₁', () => {
    expect(trainingFlops(mlp, 3)).to.equal(1914);
    expect(trainingFlops(cnn, 3)).to.equal(137_736);
  });

  it('trains a single-layer head on cached features for 2F, less than a third of the whole model', () => {
    expect(trainingFlops(head, 10)).to.equal(10 * 2 * forwardFlops(head));
    expect(trainingFlops(head, 10)).to.be.below(trainingFlops(mlp, 10) / 3);
  });

  it('moves 4 × (inputs + activations) per example and 10 × parameters per step, 4 bytes each', () => {
    const activations = 11 + 7 + 5 + 4;
    const parameters = 11 * 7 + 7 + (7 * 5 + 5) + (5 * 4 + 4);
    expect(trainingBytes(mlp, 30, 2)).to.equal(4 * (30 * 4 * activations + 2 * 10 * parameters));
    expect(trainingBytes(mlp, 0, 0)).to.equal(0);
  });

  it('asks no work of a model without layers', () => {
    const trunk: Model = { inputShape: [8], blocks: [] };
    expect(forwardFlops(trunk)).to.equal(0);
    expect(trainingFlops(trunk, 5)).to.equal(0);
  });

  it('leaves out what a partial training does not compute', () => {
    const [first, middle, last] = layerFlops(mlp) as [number, number, number];
    const only = (block: 'first' | 'middle' | 'head') => trainingFlops(mlp, 1, { blocks: [block], only: 'everything' });
    expect(only('head')).to.equal(first + middle + 2 * last);
    expect(only('middle')).to.equal(first + 2 * middle + 2 * last);
    expect(only('first')).to.equal(2 * first + 2 * middle + 2 * last);
    expect(trainingFlops(mlp, 1, { blocks: ['first', 'middle', 'head'], only: 'biases' })).to.equal(first + 2 * middle + 2 * last);
  });

  it('counts mean and variance in two passes: a sum; a difference, a square and a sum; each value read twice', () => {
    const values = [3, 1, 4, 1, 5];
    let [operations, read, mean, squares] = [0, 0, 0, 0];
    for (const value of values) [mean, operations, read] = [mean + value / values.length, operations + 1, read + 1];
    for (const value of values) [squares, operations, read] = [squares + (value - mean) ** 2, operations + 3, read + 1];
    expect(squares).to.be.closeTo(12.8, 1e-12);
    expect(momentWork(values.length)).to.deep.equal({ flops: operations, bytes: 4 * read });
  });
});
