import { expect } from 'chai';
import { glassBlur } from '../../../src/drift/image/glass-blur.ts';
import { imageContext as context, samplesOf, SEVERITIES } from '../fixtures.ts';
import { closeTo, drifted, flat, mean, random } from './images.ts';

/** Mean distance that light travels from the middle of a 57×57 image (two pixels for each of the source's), at most once. */
function spread(severity: number): number {
  const point = samplesOf(
    [57, 57, 1],
    Array.from({ length: 57 * 57 }, (_, p) => Number(p === 28 * 57 + 28)),
  );
  let distance = 0;
  for (let seed = 0; seed < 12; seed++) {
    drifted(glassBlur, point, severity, seed).forEach(
      (light, p) => (distance += light * Math.hypot(Math.floor(p / 57) - 28, (p % 57) - 28)),
    );
  }
  return distance / 12;
}

describe('frosted glass', () => {
  it('moves light about and makes none: the mean of an image whose border is flat stays', () => {
    const images = random(28, 28);
    for (let p = 0; p < 784; p++) if (p < 252 || p >= 532 || p % 28 < 9 || p % 28 >= 19) images.x[p] = 0.5;
    for (const severity of [1, 2]) expect(mean(drifted(glassBlur, images, severity))).to.be.closeTo(mean(images.x), 1e-3);
    closeTo(drifted(glassBlur, flat(9, 0.25), 5), new Array<number>(81).fill(0.25), 1e-6);
  });

  it('spreads a point further at every severity', () => {
    const distances = SEVERITIES.map(spread);
    distances.slice(1).forEach((far, i) => expect(far).to.be.above(distances[i]!));
  });

  it('has the σ 0.7 and the reach of one pixel of MNIST-C at severity 1, and lets one pixel in five look for a partner', () => {
    const images = random(28, 28);
    expect(glassBlur.apply(images, context(images, 1)).params).to.deep.equal({ sigma: 0.7, reach: 1, share: 0.2 });
  });

  it('swaps whole pixels: colours keep their channels', () => {
    const colour = samplesOf(
      [9, 9, 3],
      Array.from({ length: 243 }, (_, i) => [0, 0.5, 1][i % 3]!),
    );
    closeTo(drifted(glassBlur, colour, 5), colour.x, 1e-6);
  });
});
