import { expect } from 'chai';
import { rotation } from '../../../src/drift/image/rotation.ts';
import { imageContext as context, samplesOf, SEVERITIES } from '../fixtures.ts';

describe('rotation', () => {
  /** A dot five pixels to the right of the centre of a 17×17 image. */
  const dot = samplesOf(
    [17, 17, 1],
    Array.from({ length: 289 }, (_, i) => (i === 8 * 17 + 13 ? 1 : 0)),
  );

  it('turns by the angles of MNIST-C: a dot lands where the circle says', () => {
    [0.2, 0.4, 0.6, 0.8, 1].forEach((angle, i) => {
      const { samples, params } = rotation.apply(dot, context(dot, SEVERITIES[i]!));
      expect(Math.abs(params['angleRad'] as number)).to.equal(angle);
      let [mass, right, down] = [0, 0, 0];
      samples.x.forEach((value, p) => {
        mass += value;
        right += value * ((p % 17) - 8);
        down += value * (Math.floor(p / 17) - 8);
      });
      expect(right / mass).to.be.closeTo(5 * Math.cos(angle), 0.25);
      expect(down / mass).to.be.closeTo(5 * Math.sin(params['angleRad'] as number), 0.25);
    });
  });

  it('turns all images of a world the same way, and worlds both ways', () => {
    const signs = Array.from({ length: 20 }, (_, seed) => {
      const { params } = rotation.apply(dot, context(dot, 1, seed));
      return Math.sign(params['angleRad'] as number);
    });
    expect(new Set(signs)).to.deep.equal(new Set([-1, 1]));
  });

  it('keeps every channel to itself', () => {
    const colour = samplesOf(
      [3, 3, 2],
      Array.from({ length: 18 }, (_, i) => (i % 2 ? 0.5 : 0)),
    );
    const { x } = rotation.apply(colour, context(colour, 2)).samples;
    expect(x.every((value, i) => (i % 2 ? value > 0 : value === 0))).to.equal(true);
  });
});
