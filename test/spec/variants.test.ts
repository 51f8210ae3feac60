import { plain } from '../../src/spec/fitting.ts';
import { expect } from 'chai';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { recipeVariants } from '../../src/spec/recipe-variants.ts';
import type { Spec } from '../../src/spec/schema.ts';

const spec: Spec = {
  ...plain(presets.quick.spec),
  base: { learningRate: 0.03, batchSize: 32, epochs: 30 },
  stop: { epochs: 60 },
  model: { family: 'mlp', params: { hidden: [64, 9] } },
  seeds: { root: 5, count: 10 },
};
const of = (given: Spec, id: string): Spec => recipeVariants(given).find((variant) => variant.id === id)!.spec;
const ids = (given: Spec) => recipeVariants(given).map(({ id }) => id);

describe('an experiment under another recipe', () => {
  it('has the first three seeds at most, all at once', () => {
    expect(of(spec, 'rate-third').seeds).to.deep.equal({ root: 5, count: 3 });
    expect(of({ ...spec, seeds: { root: 5, count: 2, race: true } }, 'batch-twice').seeds).to.deep.equal({ root: 5, count: 2 });
  });

  it('learns at a third and at three times the rate, those that are tried included, within what a spec may say', () => {
    expect(of(spec, 'rate-third').base.learningRate).to.be.closeTo(0.01, 1e-12);
    expect(of(spec, 'rate-thrice').base.learningRate).to.be.closeTo(0.09, 1e-12);
    const rates = { ...spec, learning: { rates: [0.0003, 0.6], validation: 0.3 } };
    expect(of(rates, 'rate-thrice').learning!.rates!.map((rate) => Number(rate.toPrecision(6)))).to.deep.equal([0.0009, 1]);
    expect(of(rates, 'rate-third').learning!.validation).to.equal(0.3);
    expect(of({ ...spec, learning: { validation: 0.3 } }, 'rate-third').learning).to.deep.equal({ validation: 0.3 });
    expect(of(spec, 'rate-third')).not.to.have.property('learning');
    expect(of({ ...spec, base: { ...spec.base, learningRate: 2e-6 } }, 'rate-third').base.learningRate).to.equal(1e-6);
  });

  it('takes half and twice the epochs, one at least and no more than a spec may say', () => {
    const epochs = ({ base, stop }: Spec) => [base.epochs, stop.epochs];
    expect([epochs(of(spec, 'epochs-half')), epochs(of(spec, 'epochs-twice'))]).to.deep.equal([
      [15, 30],
      [60, 120],
    ]);
    const short = { ...spec, base: { ...spec.base, epochs: 1 }, stop: { epochs: 1 } };
    expect(epochs(of({ ...short, base: { ...short.base, epochs: 1 } }, 'epochs-half'))).to.deep.equal([1, 1]);
    expect(epochs(of({ ...spec, base: { ...spec.base, epochs: 150 }, stop: { epochs: 400 } }, 'epochs-twice'))).to.deep.equal([200, 500]);
  });

  it('takes twice the rows per step, and half the width where the model has one', () => {
    expect(of(spec, 'batch-twice').base.batchSize).to.equal(64);
    expect(of({ ...spec, base: { ...spec.base, batchSize: 1000 } }, 'batch-twice').base.batchSize).to.equal(1024);
    expect(of(spec, 'width-half').model).to.deep.equal({ family: 'mlp', params: { hidden: [32, 5] } });
    expect(of({ ...spec, model: { family: 'cnn', params: { filters: [8, 1], dense: 16 } } }, 'width-half').model).to.deep.equal({
      ...{ family: 'cnn', params: { filters: [4, 1], dense: 8 } },
    });
    expect(ids({ ...spec, model: { family: 'softmax', params: {} } })).not.to.include('width-half');
  });

  it('turns the schedule and the averaging round, and leaves the other parts of the recipe', () => {
    const clip = { id: 'norm', at: 1 } as const;
    expect(of({ ...spec, recipe: { clip } } as Spec, 'falling').recipe).to.deep.equal({
      ...{ clip, schedule: { id: 'linear', warmUp: 0, from: 0.33 } },
    });
    expect(of({ ...spec, recipe: { clip } } as Spec, 'averaged').recipe).to.deep.equal({ clip, average: { id: 'last', share: 0.25 } });
    const falling = {
      ...spec,
      recipe: { clip, schedule: { id: 'cosine', warmUp: 0, from: 0 }, average: { id: 'ema', decay: 0.9 } },
    } as Spec;
    expect(of(falling, 'constant').recipe).to.deep.include({ clip, schedule: { id: 'constant' } });
    expect(of(falling, 'last-weights').recipe).to.deep.include({ clip, average: { id: 'none' } });
    expect(ids(spec)).to.have.length(8);
  });
});
