import { expect } from 'chai';
import { parseAny } from '../../src/spec/parse.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { shrunk, smallRuns } from '../../src/spec/shrunk.ts';

const { quick, glyphs, tonight } = presets;

describe('a smaller experiment', () => {
  it('has fewer rows to learn from, fewer labels and narrower layers; what is held out stays', () => {
    const small = shrunk(quick.spec, 1 / 4);
    expect(small.data.split).to.deep.equal({ baseTrain: 200, baseTest: 300, newPool: 100, newTest: 297 });
    expect(small.labels.budget).to.equal(25);
    expect(small.model).to.deep.equal({ family: 'mlp', params: { hidden: [16, 16] } });
    expect(small.base).to.deep.equal(quick.spec.base);
    expect(small.seeds).to.deep.equal({ root: quick.spec.seeds.root, count: 6 });
    expect(shrunk(glyphs.spec, 1 / 8).model).to.deep.equal({ family: 'cnn', params: { filters: [1, 2], dense: 4 } });
  });
  it('does without a lead, which changes no result', () => {
    expect(shrunk(tonight.spec, 1 / 2)).not.to.have.property('lead');
  });
  it('is one that can be checked, at every size of every preset', () => {
    for (const { spec } of Object.values(presets)) for (const { spec: small } of smallRuns(spec)) expect(parseAny(small).ok).to.equal(true);
  });
  it('never has less than a unit in a layer', () => {
    const narrow = shrunk({ ...quick.spec, model: { family: 'mlp', params: { hidden: [2] } } }, 1 / 8);
    expect(narrow.model).to.deep.equal({ family: 'mlp', params: { hidden: [1] } });
    const softmax = { family: 'softmax', params: {} } as const;
    expect(shrunk({ ...quick.spec, model: softmax }, 1 / 8).model).to.deep.equal(softmax);
  });
  it('is refused with the number, where too little would be left', () => {
    const few = { ...quick.spec, data: { ...quick.spec.data, split: { ...quick.spec.data.split, newPool: 40 } } };
    expect(() => smallRuns(few)).to.throw(
      RangeError,
      '1/8 of data.split.newPool is 5 rows, fewer than 10: this experiment is small already',
    );
    expect(() => shrunk({ ...quick.spec, labels: { budget: 8 } }, 1 / 8)).to.throw(RangeError, '1/8 of labels.budget is 1');
    expect(shrunk({ ...quick.spec, labels: { budget: 8, perClass: true } }, 1 / 8).labels).to.deep.equal({ budget: 1, perClass: true });
  });
});
