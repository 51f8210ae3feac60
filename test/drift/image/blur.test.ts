import { expect } from 'chai';
import { defocusBlur, disc, gaussianBlur, motionBlur, zoomBlur } from '../../../src/drift/image/blur.ts';
import { gaussianKernel, mirror } from '../../../src/drift/image/taps.ts';
import { imageContext as context, samplesOf, SEVERITIES } from '../fixtures.ts';
import { closeTo, drifted, flat, mean, random } from './images.ts';

describe('blur', () => {
  it('kernels sum to 1, and the Gaussian is its density', () => {
    for (const sigma of [0, 0.3, 1, 2.5]) expect(gaussianKernel(sigma).reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
    for (const radius of [0.1, 0.86, 2, 3.4]) expect(disc(radius).kernel.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-12);
    const kernel = gaussianKernel(1);
    expect(kernel.length).to.equal(9);
    expect(kernel[4]).to.be.closeTo(1 / Math.sqrt(2 * Math.PI), 1e-4);
  });

  it('Gaussian blur equals the direct two-dimensional sum with the border going on', () => {
    const images = random(28, 30);
    const kernel = Array.from({ length: 17 }, (_, i) => Math.exp(-((i - 8) ** 2) / 8));
    const sum = kernel.reduce((a, b) => a + b);
    const direct = images.x.map((_, p) => {
      let value = 0;
      for (let i = -8; i <= 8; i++) {
        for (let j = -8; j <= 8; j++) {
          const v = Math.min(27, Math.max(0, Math.floor(p / 30) + i));
          const u = Math.min(29, Math.max(0, (p % 30) + j));
          value += (kernel[i + 8]! * kernel[j + 8]! * images.x[v * 30 + u]!) / sum ** 2;
        }
      }
      return value;
    });
    closeTo(drifted(gaussianBlur, images, 2), direct);
  });

  it('defocus spreads a point evenly over a disc (area π r², radius 3 of 28 pixels)', () => {
    const point = samplesOf(
      [28, 28, 1],
      Array.from({ length: 784 }, (_, p) => (p === 14 * 28 + 14 ? 1 : 0)),
    );
    const x = drifted(defocusBlur, point, 1);
    expect(mean(x) * 784).to.be.closeTo(1, 1e-5);
    expect(x[14 * 28 + 14]).to.be.closeTo(1 / (Math.PI * 9), 1e-3);
    expect([x[14 * 28 + 16], x[14 * 28 + 18]]).to.deep.equal([x[14 * 28 + 14], 0]);
    expect([-1, 0, 4, 5, 8].map((i) => mirror(i, 5))).to.deep.equal([1, 0, 4, 3, 0]);
  });

  it('motion blur smears a point to one side along the drawn angle, with the weights of a half normal', () => {
    const point = samplesOf(
      [28, 28, 1],
      Array.from({ length: 784 }, (_, p) => (p === 14 * 28 + 25 ? 1 : 0)),
    );
    const { samples, params } = motionBlur.apply(point, context(point, 1));
    const angle = params['angleRad'] as number;
    const weights = Array.from({ length: 21 }, (_, i) => Math.exp(-(i ** 2) / 18));
    const sum = weights.reduce((a, b) => a + b);
    expect(Math.abs(angle)).to.be.at.most(Math.PI / 4);
    for (const i of [0, 4, 8]) {
      const place = (14 - Math.round(i * Math.sin(angle))) * 28 + 25 - Math.round(i * Math.cos(angle));
      expect(samples.x[place]).to.be.at.least(weights[i]! / sum - 1e-6);
    }
    expect(samples.x[14 * 28 + 26]).to.equal(0);
  });

  it('blurs and zooms leave a flat image as it is where they do not look outside', () => {
    for (const injection of [gaussianBlur, defocusBlur, motionBlur, zoomBlur]) {
      for (const severity of SEVERITIES) closeTo(drifted(injection, flat(9, 0.5), severity), new Array<number>(81).fill(0.5), 1e-5);
    }
  });

  it('zoom blur of a ramp keeps its centre and pulls its ends inwards by the mean zoom', () => {
    const ramp = samplesOf(
      [1, 11, 1],
      Array.from({ length: 11 }, (_, u) => u / 10),
    );
    const x = drifted(zoomBlur, ramp, 1);
    const zooms = [1, ...Array.from({ length: 11 }, (_, i) => 1 + i / 100)];
    const pulled = zooms.reduce((sum, zoom) => sum + 0.5 / zoom, 0) / 12;
    closeTo([x[5]!, x[10]!, x[0]!], [0.5, 0.5 + pulled, 0.5 - pulled]);
  });
});
