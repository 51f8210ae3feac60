import { expect } from 'chai';
import { parameterSlots } from '../../src/models/parameters.ts';
import { cacheRefusal, everything, isTrained, layerTraining, nothing, type Trainable } from '../../src/models/trainable.ts';
import type { Layer, Model } from '../../src/models/types.ts';

const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'relu' });
const norm: Layer = { kind: 'batch-norm', momentum: 0.9, epsilon: 1e-3 };
const model: Model = {
  inputShape: [5],
  blocks: [
    { name: 'first', layers: [dense(4), norm] },
    { name: 'middle', layers: [dense(3), { kind: 'dropout', rate: 0.5 }] },
    { name: 'head', layers: [dense(2)] },
  ],
};
const only = (...blocks: Trainable['blocks']): Trainable => ({ blocks, only: 'everything' });
const biases: Trainable = { ...everything, only: 'biases' };
const trained = (trainable: Trainable) =>
  parameterSlots(model)
    .filter((slot) => isTrained(slot, trainable))
    .map(({ name }) => name);

describe('what a training may change', () => {
  it('is all but moving statistics, a block, or only biases and shifts', () => {
    expect(trained(everything)).to.deep.equal([
      'first/0/kernel',
      'first/0/bias',
      'first/1/scale',
      'first/1/shift',
      'middle/2/kernel',
      'middle/2/bias',
      'head/4/kernel',
      'head/4/bias',
    ]);
    expect(trained(only('middle'))).to.deep.equal(['middle/2/kernel', 'middle/2/bias']);
    expect(trained(biases)).to.deep.equal(['first/0/bias', 'first/1/shift', 'middle/2/bias', 'head/4/bias']);
    expect(trained(nothing)).to.deep.equal([]);
  });

  it('is no bias that a batch normalisation takes away again, unless that goes by its moving statistics', () => {
    const under: Model = {
      ...model,
      blocks: [
        { name: 'first', layers: [{ kind: 'dense', units: 4, activation: 'linear' }] },
        { name: 'middle', layers: [norm, dense(3)] },
        model.blocks[2]!,
      ],
    };
    const trainedOf = (trainable: Trainable) =>
      parameterSlots(under)
        .filter((slot) => isTrained(slot, trainable))
        .map(({ name }) => name);
    expect(trainedOf(everything)).not.to.include('first/0/bias');
    expect(trainedOf(biases)).to.deep.equal(['middle/1/shift', 'middle/2/bias', 'head/3/bias']);
    expect(trainedOf(only('first'))).to.deep.equal(['first/0/kernel', 'first/0/bias']);
  });

  it('tells which layers pass a gradient down: those above the lowest trained one', () => {
    const passes = (trainable: Trainable) => layerTraining(model, trainable).map((layer) => layer.passes);
    expect(passes(everything)).to.deep.equal([false, true, true, true, true]);
    expect(passes(only('middle'))).to.deep.equal([false, false, false, true, true]);
    expect(passes(only('head'))).to.deep.equal([false, false, false, false, false]);
    expect(passes(only('first', 'head'))).to.deep.equal([false, true, true, true, true]);
  });
});

describe('features computed once', () => {
  const without = (kind: Layer['kind']): Model => ({
    ...model,
    blocks: model.blocks.map((block) => ({ ...block, layers: block.layers.filter((layer) => layer.kind !== kind) })),
  });

  it('are refused, with the reason, above dropout', () => {
    expect(cacheRefusal(model, 'head', only('head'))).to.match(/dropout below it/);
    expect(cacheRefusal(model, 'middle', only('middle', 'head'))).to.equal(undefined);
  });

  it('are refused above a batch normalisation or a layer that is trained', () => {
    const plain = without('dropout');
    expect(cacheRefusal(plain, 'middle', only('first', 'middle'))).to.match(/a layer below it is trained/);
    const normFirst: Model = { ...plain, blocks: [{ name: 'first', layers: [norm] }, ...plain.blocks.slice(1)] };
    expect(cacheRefusal(normFirst, 'head', only('first', 'head'))).to.match(/depend on the batch/);
  });

  it('are good above frozen layers, normalisation by moving statistics included', () => {
    expect(cacheRefusal(without('dropout'), 'head', only('head'))).to.equal(undefined);
  });
});
