import { expect } from 'chai';
import fc from 'fast-check';
import { parseAny } from '../../src/spec/parse.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { recipeVariants } from '../../src/spec/recipe-variants.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { anySpec } from './arbitrary-spec.ts';

const ids = (spec: Spec) => recipeVariants(spec).map(({ id }) => id);

describe('other recipes for an experiment', () => {
  it('are six to eight, each a valid experiment with another recipe and nothing else changed', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const variants = recipeVariants(spec);
        expect(variants.length).to.be.within(6, 8);
        for (const variant of variants) {
          expect(parseAny(variant.spec).ok, variant.id).to.equal(true);
          const { data, drift, labels, arms, measure } = variant.spec;
          expect({ data, drift, labels, arms, measure }).to.deep.equal({
            data: spec.data,
            drift: spec.drift,
            labels: spec.labels,
            arms: spec.arms,
            measure: spec.measure,
          });
          expect(variant.spec.seeds.root).to.equal(spec.seeds.root);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('turn schedule and averaging the other way round than they are', () => {
    expect(ids(presets.quick.spec)).to.include.members(['constant', 'averaged']);
    expect(ids(plain(presets.quick.spec) as Spec)).to.include('falling');
    expect(ids({ ...presets.quick.spec, recipe: { average: { id: 'ema', decay: 0.9 } } })).to.include.members(['falling', 'last-weights']);
  });

  it('leave out the width of a model that has none', () => {
    expect(ids({ ...presets.quick.spec, model: { family: 'softmax', params: {} } })).not.to.include('width-half');
    const narrow = recipeVariants({ ...presets.quick.spec, model: { family: 'mlp', params: { hidden: [5, 1] } } }).find(
      ({ id }) => id === 'width-half',
    )!;
    expect(narrow.spec.model.params).to.deep.equal({ hidden: [3, 1] });
  });
});
