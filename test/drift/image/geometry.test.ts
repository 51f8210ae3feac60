import { expect } from 'chai';
import { scale, shear, translate } from '../../../src/drift/image/geometry.ts';
import { imageContext as context, samplesOf } from '../fixtures.ts';
import { closeTo, drifted, random } from './images.ts';

describe('geometry', () => {
  it('translate moves by whole pixels at 28: each image is its old self, one pixel along both axes', () => {
    const images = random(28, 28);
    const { samples, params } = translate.apply(images, context(images, 1));
    const [down, right] = [params['down'] as number, params['right'] as number];
    expect([Math.abs(down), Math.abs(right)]).to.deep.equal([1, 1]);
    for (let v = 0; v < 28; v++) {
      for (let u = 0; u < 28; u++) {
        const [from, along] = [v - down, u - right];
        const inside = from >= 0 && from < 28 && along >= 0 && along < 28;
        expect(samples.x[v * 28 + u]).to.equal(inside ? images.x[from * 28 + along] : 0);
      }
    }
  });

  it('scale at one half takes every second pixel of an odd image, and black around it', () => {
    const x = drifted(
      scale,
      samplesOf(
        [1, 9, 1],
        [1, 2, 3, 4, 5, 6, 7, 8, 9].map((v) => v / 10),
      ),
      5,
    );
    closeTo(x, [0, 0, 0.1, 0.3, 0.5, 0.7, 0.9, 0, 0]);
  });

  it('shear keeps the centre and moves a dot by the sine of its angle', () => {
    const dot = samplesOf(
      [17, 17, 1],
      Array.from({ length: 289 }, (_, p) => (p === 12 * 17 + 8 ? 1 : 0)),
    );
    const { samples, params } = shear.apply(dot, context(dot, 1));
    const angle = params['angleRad'] as number;
    let [mass, right, down] = [0, 0, 0];
    samples.x.forEach((value, p) => {
      mass += value;
      right += value * ((p % 17) - 8);
      down += value * (Math.floor(p / 17) - 8);
    });
    expect(down / mass).to.be.closeTo(4 / Math.cos(angle), 0.15);
    expect(right / mass).to.be.closeTo((4 / Math.cos(angle)) * Math.sin(angle), 0.15);
  });
});
