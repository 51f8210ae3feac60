import { expect } from 'chai';
import fc from 'fast-check';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { axisFrom, grid, some, varied } from '../../src/spec/vary.ts';

const { spec } = presets.quick;

describe('experiments that differ in some fields', () => {
  it('have that field changed, and nothing else', () => {
    const changed = varied(spec, { path: 'drift[0].severity' }, 1.5);
    expect(changed).to.deep.equal({ ...spec, drift: [{ ...spec.drift[0]!, severity: 1.5 }] });
    expect(varied(spec, { path: 'labels.budget' }, 20).labels).to.deep.equal({ budget: 20 });
  });

  it('are every combination, the last axis the fastest', () => {
    const cells = grid(spec, [axisFrom('labels.budget=20,50'), axisFrom('drift[0].severity=1,2,3')]);
    expect(cells.map(({ values }) => values)).to.deep.equal([
      [20, 1],
      [20, 2],
      [20, 3],
      [50, 1],
      [50, 2],
      [50, 3],
    ]);
    expect(cells.every(({ spec: each, values }) => each.labels.budget === values[0] && each.drift[0]!.severity === values[1])).to.equal(
      true,
    );
  });

  it('drawn at random are different ones of the grid, all of them where there are no more', () => {
    const axes = [axisFrom('labels.budget=20,50,100'), axisFrom('stop.epochs=10,20')];
    const all = new Set(grid(spec, axes).map(({ values }) => values.join()));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer(), (count, seed) => {
        let state = seed >>> 0;
        const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
        const drawn = some(spec, axes, count, random).map(({ values }) => values.join());
        expect(new Set(drawn).size).to.equal(drawn.length);
        expect(drawn.length).to.equal(Math.min(count, all.size));
        expect(drawn.every((each) => all.has(each))).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });

  it('are read from text: numbers, words, lists, equal steps and equal factors', () => {
    expect(axisFrom('labels.budget=20, 50')).to.deep.equal({ path: 'labels.budget', values: [20, 50] });
    expect(axisFrom('engine=wasm,cpu').values).to.deep.equal(['wasm', 'cpu']);
    expect(axisFrom('model.params.hidden=[8],[64,64]').values).to.deep.equal([[8], [64, 64]]);
    expect(axisFrom('drift[0].severity=1..5+5').values).to.deep.equal([1, 2, 3, 4, 5]);
    expect(axisFrom('base.learningRate=0.001..0.1*3').values).to.deep.equal([0.001, 0.01, 0.1]);
  });

  it('are refused in words, with the place', () => {
    expect(() => varied(spec, { path: 'model.width.deep' }, 3)).to.throw(RangeError, 'no “width”');
    expect(() => varied(spec, { path: 'labels.budget' }, -3)).to.throw(RangeError, 'labels.budget = -3');
    expect(() => varied(spec, { path: '__proto__.polluted' }, 1)).to.throw(RangeError);
    expect(() => axisFrom('labels.budget')).to.throw(RangeError, 'labels.budget=20,50,100');
    expect(() => axisFrom('base.learningRate=0..1*3')).to.throw(RangeError, 'no 3 values');
    expect(() => grid(spec, [])).to.throw(RangeError, 'nothing is varied');
    expect(() => grid(spec, [axisFrom('stop.epochs=1,2'), axisFrom('stop.epochs=3')])).to.throw(RangeError, 'twice');
    expect(() => grid(spec, [axisFrom('stop.epochs=1..1001+1000'), axisFrom('labels.budget=20,30')])).to.throw(
      RangeError,
      '2000 experiments',
    );
  });
});
