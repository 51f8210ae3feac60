import { expect } from 'chai';
import fc from 'fast-check';
import { nthSmallest } from '../../../src/drift/image/nth-smallest.ts';

it('the n-th smallest value is the one that sorting puts there, with ties too', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.float({ noNaN: true })), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.nat(), (list, place) => {
      const n = place % list.length;
      expect(nthSmallest(Float32Array.from(list), n)).to.equal(Float32Array.from(list).sort()[n]);
    }),
  );
});
