import { expect } from 'chai';
import { buildModel } from '../../src/models/families.ts';
import { layersOf } from '../../src/models/types.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';
import { chosenOf, recipeParts, recipeWords, type RecipeChoice } from '../../src/spec/recipe-parts.ts';
import { recipeTexts } from '../../src/spec/recipe-texts.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { balancedWeights } from '../../src/training/class-balance.ts';
import { followed, heldOutShare, visits } from '../../src/training/recipe.ts';
import { takesDropout, withDropout } from '../../src/training/dropout.ts';

const model = buildModel({ family: 'mlp', params: { hidden: [4, 3], norm: 'batch' } }, [5], 3);
const y = Int32Array.of(0, 0, 0, 0, 1, 1, 2, 0, 0, 0);
const base = { learningRate: 0.01, batchSize: 4, epochs: 2 };
const of = (recipe: RecipeChoice | undefined, more: object = {}) =>
  followed({ base, ...(recipe && { recipe }) }, { model, data: { rows: y.length, y }, epochs: 2, ...more });

describe('what a recipe makes of a training', () => {
  it('is Adam at one constant rate without one, as before there were recipes', () => {
    const plain = { model, epochs: 2, batchSize: 4, learningRate: 0.01, optimizer: 'adam', points: 24 };
    expect(of(undefined)).to.deep.equal(plain);
    expect(of({}), 'and with the first option of every part').to.deep.equal(
      of(Object.fromEntries(recipeParts.map(({ id, options }) => [id, { id: options[0].id }]))),
    );
  });

  it('says how a step is taken', () => {
    expect(of({ optimizer: { id: 'sgd', momentum: 0.8, nesterov: 1 } })).to.deep.include({
      optimizer: 'sgd',
      momentum: { factor: 0.8, nesterov: true },
    });
    expect(of({ optimizer: { id: 'sgd', momentum: 0, nesterov: 0 } })).not.to.have.property('momentum');
    expect(of({ optimizer: { id: 'adamw', decay: 0.1 } })).to.include({ optimizer: 'adam', decay: 0.1 });
    expect(of({ clip: { id: 'norm', at: 2 }, labels: { id: 'smoothed', amount: 0.1 } })).to.include({ clip: 2, smoothing: 0.1 });
  });

  it('lays tables over all steps: three batches an epoch here', () => {
    const { schedule, averaging } = of({ schedule: { id: 'linear', warmUp: 0, from: 0 }, average: { id: 'last', share: 0.5 } });
    expect([schedule!.length, averaging!.length]).to.deep.equal([6, 6]);
    expect([...averaging!].map((value) => Number(value.toFixed(3)))).to.deep.equal([0, 0, 0, 1, 0.5, 0.333]);
  });

  it('spans one schedule over a training in pieces', () => {
    const recipe: RecipeChoice = { schedule: { id: 'linear', warmUp: 0, from: 0 }, average: { id: 'last', share: 0.25 } };
    const whole = of(recipe, { epochs: 4 });
    const [first, second] = [0, 2].map((before) => of(recipe, { epochs: 2, piece: { before, of: 4 } }));
    expect([...first!.schedule!, ...second!.schedule!]).to.deep.equal([...whole.schedule!]);
    expect(first, 'where none of its steps is averaged').not.to.have.property('averaging');
    expect([...second!.averaging!]).to.deep.equal([...whole.averaging!.slice(6)]);
  });

  it('keeps the best only where labels are held out', () => {
    expect(of({ keep: { id: 'best', share: 0.2 } })).not.to.have.property('keepBest');
    expect(of({ keep: { id: 'best', share: 0.2 } }, { heldOut: 'validation' })).to.deep.include({ keepBest: { of: 'validation' } });
    expect(heldOutShare({ stop: {}, recipe: { keep: { id: 'best', share: 0.2 } } })).to.equal(0.2);
    expect(heldOutShare({ stop: { until: { validation: 0.3 } } })).to.equal(0.3);
    expect(heldOutShare({ stop: {} })).to.equal(undefined);
  });

  it('weighs rare classes as scikit-learn’s “balanced” does: rows / (classes × rows of the class)', () => {
    const weights = balancedWeights(y);
    expect([weights[0], weights[4], weights[6]].map((value) => Number(value!.toFixed(4)))).to.deep.equal([0.4762, 1.6667, 3.3333]);
    expect([...of({ classes: { id: 'weights' } }).rowWeights!]).to.deep.equal([...weights]);
  });

  it('lets rare classes come as often as others', () => {
    const order = visits({ recipe: { classes: { id: 'batches' } } }, y, 3, randomStream(1, 'order'));
    expect(order).to.have.length(30);
    for (const label of [0, 1, 2]) expect([...order].filter((row) => y[row] === label)).to.have.length(10);
  });

  it('puts dropout behind every hidden layer’s ReLU, and no parameter anywhere', () => {
    const dropped = withDropout(model, 0.3);
    expect(layersOf(dropped).map(({ kind }) => kind)).to.deep.equal([
      'dense',
      'batch-norm',
      'relu',
      'dropout',
      'dense',
      'batch-norm',
      'relu',
      'dropout',
      'dense',
    ]);
    expect(parameterSlots(dropped).map(({ offset, size }) => [offset, size])).to.deep.equal(
      parameterSlots(model).map(({ offset, size }) => [offset, size]),
    );
    expect(takesDropout(buildModel({ family: 'softmax', params: {} }, [5], 3))).to.equal(false);
    expect(takesDropout(buildModel({ family: 'cnn', params: { filters: [2], dense: 4 } }, [8, 8, 1], 3))).to.equal(true);
  });
});

describe('the parts of a recipe', () => {
  it('each have a first option that does nothing, with no parameters', () => {
    for (const { options } of recipeParts) expect(options[0].parameters).to.deep.equal([]);
  });

  it('name where they are from, and what they are in words', () => {
    for (const { id, options } of recipeParts) {
      const { sources, parameters } = recipeTexts[id];
      for (const option of options.slice(1)) expect(sources[option.id], `${id} ${option.id}`).to.be.a('string');
      expect(Object.keys(parameters), id).to.have.members([
        ...new Set(options.flatMap((option) => option.parameters.map(({ name }) => name))),
      ]);
    }
    expect(chosenOf(presets.quick.spec.recipe, 'schedule').option.title).to.equal('linear to zero');
    expect(recipeWords(presets.quick.spec)).to.equal('rates that fit, schedule linear to zero, heads alone solved');
    expect(recipeWords({})).to.equal('one rate for all, constant');
  });
});
