import { expect } from 'chai';
import { buildModel } from '../../src/models/families.ts';
import { epochOrder } from '../../src/models/epoch-order.ts';
import { layersOf, type Layer, type Model } from '../../src/models/types.ts';
import { randomStream } from '../../src/random/random.ts';
import type { RecipeChoice } from '../../src/spec/recipe-parts.ts';
import { balancedOrder } from '../../src/training/class-balance.ts';
import { takesDropout, withDropout } from '../../src/training/dropout.ts';
import { chooseRate } from '../../src/training/rate-choice.ts';
import { followed, solvesHeads, visits } from '../../src/training/recipe.ts';
import { rateTable } from '../../src/training/schedule.ts';
import { rightOn } from './rate-trials.ts';

describe('rows visited in balance', () => {
  const group = Int32Array.of(12, 12, 3, 7, 3, 3);

  it('come group by group, the groups in the order of their numbers', () => {
    const order = balancedOrder(group, 9, randomStream(1, 'balance'));
    expect([...order].map((row) => group[row])).to.deep.equal([3, 7, 12, 3, 7, 12, 3, 7, 12]);
  });

  it('come all of a group before any comes again', () => {
    for (let seed = 0; seed < 5; seed++) {
      const order = [...balancedOrder(group, 18, randomStream(seed, 'balance'))].filter((row) => group[row] === 3);
      for (const round of [order.slice(0, 3), order.slice(3, 6)]) expect([...round].sort()).to.deep.equal([2, 4, 5]);
    }
  });
});

describe('dropout', () => {
  const of = (...layers: Layer[]): Model => ({ inputShape: [4, 4, 1], blocks: [{ name: 'first', layers }] });
  const kinds = (model: Model) => layersOf(withDropout(model, 0.5)).map(({ kind }) => kind);

  it('stands behind the ReLU of a dense layer only', () => {
    expect(kinds(of({ kind: 'dense', units: 2, activation: 'linear' }, { kind: 'relu' }))).to.deep.equal(['dense', 'relu', 'dropout']);
    expect(kinds(of({ kind: 'relu' })), 'below it there is nothing').to.deep.equal(['relu']);
    expect(kinds(of({ kind: 'flatten' }, { kind: 'relu' }))).to.deep.equal(['flatten', 'relu']);
    expect(kinds(of({ kind: 'conv2d', filters: 2, kernel: 3, activation: 'linear' }, { kind: 'relu' }))).to.deep.equal(['conv2d', 'relu']);
    expect(kinds(of({ kind: 'dense', units: 2, activation: 'relu' }, { kind: 'relu' })), 'one is enough').to.deep.equal([
      ...['dense', 'dropout', 'relu'],
    ]);
    expect(takesDropout(of({ kind: 'dense', units: 2, activation: 'linear' }))).to.equal(false);
  });
});

describe('the choice of a rate', () => {
  it('takes the nearest to the usual one of equals, and tells how many rows each was right on', async () => {
    const { rate, tried } = await chooseRate(0.01, [0.5, 1, 3], rightOn((each) => (each === 0.01 ? 20 : 29)).trial);
    expect(rate).to.equal(0.005);
    // It lies at the edge, so that two more are tried below it.
    expect(tried.map(({ right }) => right)).to.deep.equal([20, 29, 29, 29, 29].slice(0, tried.length));
  });

  it('takes one that is right on nothing rather than one that diverges', async () => {
    const { rate } = await chooseRate(0.01, [0.5, 1, 3], rightOn((each) => (each > 0.02 ? 0 : undefined)).trial);
    expect(rate).to.be.at.least(0.03);
  });

  it('looks no further where the usual rate is the last of the grid, and stays', async () => {
    const { asked, trial } = rightOn(() => 20);
    expect(await chooseRate(0.01, [1, 3], trial)).to.include({ rate: 0.01, edge: false });
    expect(asked).to.deep.equal([0.01, 0.03]);
  });
});

describe('a recipe', () => {
  const model = buildModel({ family: 'mlp', params: { hidden: [4] } }, [5], 3);
  const y = Int32Array.of(0, 1, 2, 0, 0);
  const of = (recipe: RecipeChoice, more: object = {}) =>
    followed({ base: { learningRate: 0.01, batchSize: 4, epochs: 2 }, recipe }, { model, data: { rows: y.length, y }, epochs: 2, ...more });

  it('has momentum of either kind, and dropout in the model that is trained', () => {
    expect(of({ optimizer: { id: 'sgd', momentum: 0.8, nesterov: 0 } })).to.deep.include({ momentum: { factor: 0.8, nesterov: false } });
    expect(of({ dropout: { id: 'hidden', rate: 0.25 } }).model).to.deep.equal(withDropout(model, 0.25));
    expect(of({ dropout: { id: 'none' } }).model).to.deep.equal(model);
  });

  it('keeps the best only where it says so', () => {
    expect(of({}, { heldOut: 'validation' })).not.to.have.property('keepBest');
  });

  it('visits rows epoch by epoch unless classes are to come in balance', () => {
    for (const recipe of [{}, { classes: { id: 'weights' } }]) {
      expect(visits({ recipe }, y, 3, randomStream(1, 'order'))).to.deep.equal(epochOrder(y.length, 3, randomStream(1, 'order')));
    }
  });

  it('solves heads where it says so', () => {
    expect(solvesHeads({ recipe: { heads: { id: 'solved' } } })).to.equal(true);
    expect([solvesHeads({ recipe: {} }), solvesHeads({})]).to.deep.equal([false, false]);
  });

  it('warms up over no more than all steps but the last', () => {
    expect([...rateTable('linear', { warmUp: 0.9, from: 0 }, 2)!]).to.deep.equal([0.5, 1]);
  });
});
