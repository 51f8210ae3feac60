import { expect } from 'chai';
import { compress, dct, quantisationSteps } from '../../../src/drift/image/jpeg.ts';
import { randomStream } from '../../../src/random/random.ts';
import { closeTo, random } from './images.ts';

describe('JPEG compression', () => {
  it('the cosine transform of a flat block is its mean alone, and back again is exact', () => {
    const block = new Float64Array(64).fill(3);
    dct(block);
    closeTo(block, [24, ...new Array<number>(63).fill(0)], 1e-12);
    const noise = randomStream(2, 'block');
    const old = Float64Array.from({ length: 64 }, () => noise.normal());
    const copy = old.slice();
    dct(copy);
    expect(copy.reduce((sum, v) => sum + v * v, 0)).to.be.closeTo(
      old.reduce((sum, v) => sum + v * v, 0),
      1e-10,
    );
    dct(copy, true);
    closeTo(copy, old, 1e-12);
  });

  it('matches the DCT-II written out (ITU-T T.81, A.3.3)', () => {
    const noise = randomStream(4, 'block');
    const old = Float64Array.from({ length: 64 }, () => noise.normal());
    const block = old.slice();
    dct(block);
    for (const [v, u] of [
      [0, 0],
      [0, 3],
      [5, 0],
      [7, 6],
    ] as const) {
      let sum = 0;
      old.forEach((value, i) => {
        const [y, x] = [Math.floor(i / 8), i % 8];
        sum += value * Math.cos(((2 * x + 1) * u * Math.PI) / 16) * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
      });
      const factor = (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1);
      expect(block[v * 8 + u]).to.be.closeTo((factor * sum) / 4, 1e-12);
    }
  });

  it('has the table of the standard at quality 50, doubled at 25, and steps of one at 100', () => {
    expect(quantisationSteps(50).slice(0, 8)).to.deep.equal([16, 11, 10, 16, 24, 40, 51, 61]);
    expect(quantisationSteps(25).slice(0, 8)).to.deep.equal([32, 22, 20, 32, 48, 80, 102, 122]);
    expect(new Set(quantisationSteps(100))).to.deep.equal(new Set([1]));
  });

  it('at quality 100 hardly changes an image, even one that no block divides', () => {
    const images = random(13, 10, 2);
    closeTo(compress(images.x, [13, 10, 2], 100), images.x, 3 / 255);
  });
});
