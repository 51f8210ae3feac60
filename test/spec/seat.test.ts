import { expect } from 'chai';
import fc from 'fast-check';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { classSpec, MOST_SEATS, seatRoot, seatSpec, whyNoClass } from '../../src/spec/seat.ts';
import type { Spec } from '../../src/spec/schema.ts';

const FROZEN = [3640035055, 2540668920, 3154242048, 409008310];
const roots = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the seats of a class', () => {
  it('have roots of their own: none twice, none the root of the class', () => {
    for (const root of [0, 7, 20260101, 2 ** 32 - 1]) {
      const all = Array.from({ length: 999 }, (_, i) => seatRoot(root, i + 1));
      expect(new Set([root, ...all]).size).to.equal(1000);
    }
    fc.assert(
      fc.property(roots, fc.integer({ min: 1, max: MOST_SEATS }), fc.integer({ min: 1, max: MOST_SEATS }), (root, a, b) => {
        const [one, other] = [seatRoot(root, a), seatRoot(root, b)];
        expect(one === other).to.equal(a === b);
        expect([one, other]).to.not.include(root);
        expect(Number.isInteger(one) && one >= 0 && one < 2 ** 32).to.equal(true);
      }),
      { numRuns: 40 },
    );
  });
  it('find the same root on every machine, whatever was asked before', () => {
    // Frozen: another derivation would make codes of before those of other seeds.
    expect([1, 2, 17, 9999].map((seat) => seatRoot(20260101, seat))).to.deep.equal(FROZEN);
    expect(seatRoot(20260101, 1)).to.equal(FROZEN[0]);
  });
  it('are whole numbers from 1 to 9999', () => {
    for (const seat of [0, -1, 1.5, NaN, 10_000]) expect(() => seatRoot(1, seat)).to.throw(RangeError, /expected 1 … 9999/);
  });
  it('run the experiment of the class but for the root', () => {
    const spec = classSpec(presets.quick.spec);
    expect(seatSpec(spec, 17)).to.deep.equal({ ...spec, seeds: { root: seatRoot(spec.seeds.root, 17), count: spec.seeds.count } });
    expect(spec.seeds).to.deep.equal({ root: presets.quick.spec.seeds.root, count: 2 });
  });
});

describe('an experiment that a class cannot take', () => {
  const spec = classSpec(presets.quick.spec);
  const why = (change: object) => whyNoClass({ ...spec, ...change } as Spec);
  it('is told why', () => {
    expect(whyNoClass(spec)).to.equal(undefined);
    expect(why({ data: { id: 'own' } })).to.match(/Data of your own/);
    expect(why({ model: { family: 'imported' } })).to.match(/model of your own/);
    expect(why({ task: 'regression' })).to.match(/number is told/);
    expect(why({ measure: { ...spec.measure, metric: 'macro-f1' } })).to.match(/let the accuracy decide/);
    expect(why({ measure: { ...spec.measure, metric: 'accuracy' } })).to.equal(undefined);
    expect(why({ measure: { ...spec.measure, binary: { falsePositive: 1, falseNegative: 5 } } })).to.match(/leave the costs out/);
    expect(why({ seeds: { root: 1, count: 4, race: true } })).to.match(/fixed number/);
  });
});
