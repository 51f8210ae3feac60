import { expect } from 'chai';
import fc from 'fast-check';
import { resample } from '../../../src/drift/label/resample.ts';
import { randomStream } from '../../../src/random/random.ts';

it('strata come in the shares asked for, within a row; rows of one stratum as often as each other, within one', () => {
  const strata = fc.array(fc.nat(3), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(
      fc.nat(),
      strata,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
      (seed, of, asked) => {
        const from = resample(of, asked, randomStream(seed));
        const weight = asked.map((w, c) => (of.includes(c) ? w : 0));
        const sum = weight.reduce((a, b) => a + b);
        const copies = of.map((_, row) => from.filter((origin) => origin === row).length);
        expect(from.length).to.equal(of.length);
        for (const c of new Set(of)) {
          const own = copies.filter((_, row) => of[row] === c);
          expect(Math.max(...own) - Math.min(...own)).to.be.at.most(1);
          if (sum > 0) expect(Math.abs(own.reduce((a, b) => a + b) - (of.length * weight[c]!) / sum)).to.be.below(1 + 1e-9);
        }
      },
    ),
  );
});
