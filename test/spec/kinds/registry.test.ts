import { expect } from 'chai';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { allPresets, can, kindsThat, specKindOf } from '../../../src/spec/kinds/registry.ts';
import { streamPresets } from '../../../src/spec/kinds/stream/presets.ts';
import { parseAny } from '../../../src/spec/parse.ts';
import { plain } from '../../../src/spec/fitting.ts';
import type { AnySpec } from '../../../src/spec/schema.ts';

const { spec: quick } = presets.quick;
const { spec: loans } = presets.loans;
const { spec: plants } = streamPresets.plants;

const onDataOf = (spec: AnySpec, other: AnySpec) => specKindOf(spec).onDataOf(spec, other);

describe('a kind of experiment, where specs are read', () => {
  it('says what it can, and which kinds can is told in words', () => {
    expect([quick, plants].map((spec) => can(spec, 'choosesMetric'))).to.deep.equal([true, false]);
    expect(kindsThat('variesBudget')).to.equal('comparison');
  });

  it('says what it learns from', () => {
    expect([quick, plants].map((spec) => specKindOf(spec).labelled(spec))).to.deep.equal(['100 labels', 'a stream of 3000 rows']);
    const timed: AnySpec = { ...plants, data: { ...plants.data, regimes: { cut: '2024-01-01' } } };
    expect(specKindOf(timed).labelled(timed)).to.equal('a stream of 3000 rows in the order of their times');
  });

  it('is trained as is recommended as its presets are, at rates that fit where it can have them', () => {
    for (const { id, spec } of allPresets) {
      const recommended = specKindOf(spec).recommended(plain(spec) as AnySpec);
      expect(recommended, id).to.deep.equal(spec);
      expect('learning' in recommended, id).to.equal(can(spec, 'fitsRates'));
    }
  });

  it('goes on other data with the model and the drift of that, and labels that mean the same; nothing else changes', () => {
    const { data, model, drift, labels } = loans;
    expect(onDataOf(quick, loans)).to.deep.equal({ ...quick, data, model, drift, labels });
    expect(onDataOf(plants, loans)).to.deep.equal({ ...plants, data, model, drift });
    expect(onDataOf(quick, plants)).to.deep.equal({ ...quick, data: plants.data, model: plants.model, drift: plants.drift });
    for (const { spec } of allPresets) expect(parseAny(onDataOf(spec, quick)).ok).to.equal(true);
  });

  it('asks for no more labels than its pool has rows', () => {
    const asking = (budget: number): AnySpec => ({ ...quick, labels: { budget } });
    const within = (spec: AnySpec) => specKindOf(spec).withinPool(spec);
    expect([100, 9000].map((budget) => within(asking(budget)).labels)).to.deep.equal([{ budget: 100 }, { budget: 400 }]);
    expect(within(plants)).to.equal(plants);
  });
});
