import { expect } from 'chai';
import { plasma } from '../../../src/drift/image/plasma.ts';
import { fog, snow, spatter } from '../../../src/drift/image/weather.ts';
import { randomStream } from '../../../src/random/random.ts';
import { samplesOf, SEVERITIES } from '../fixtures.ts';
import { closeTo, drifted, mean } from './images.ts';

describe('weather', () => {
  it('a cloud spans 0 … 1 and gets rougher with less decay', () => {
    const roughness = (decay: number): number => {
      const field = plasma(32, decay, randomStream(1, 'cloud'));
      expect([Math.min(...field), Math.max(...field)]).to.deep.equal([0, 1]);
      return field.reduce((sum, value, i) => sum + Math.abs(value - field[(i + 1) % field.length]!), 0);
    };
    expect(roughness(1.5)).to.be.above(roughness(3));
  });

  it('fog is (x + t·cloud) · max / (max + t) with the thickness of CIFAR-10-C', () => {
    const images = samplesOf(
      [8, 8, 1],
      Array.from({ length: 64 }, (_, p) => (p % 9) / 10),
    );
    [0.2, 0.5, 0.75, 1, 1.5].forEach((thickness, i) => {
      const cloud = plasma(8, [3, 3, 2.5, 2, 1.75][i]!, randomStream(1, 'noise'));
      closeTo(
        drifted(fog, images, SEVERITIES[i]!),
        images.x.map((value, p) => ((value + thickness * cloud[p]!) * 0.8) / (0.8 + thickness)),
      );
    });
  });

  it('snow only brightens, and every image gets its own flakes', () => {
    const images = samplesOf([16, 16, 1], new Array<number>(512).fill(0.1));
    const x = drifted(snow, images, 3);
    expect(x.every((value) => value >= 0.1 * 0.9 + 0.1 * 0.65 - 1e-6)).to.equal(true);
    expect([...x.subarray(0, 256)]).not.to.deep.equal([...x.subarray(256)]);
  });

  it('spatter puts the tabulated share of the picture under mud of grey 63/255', () => {
    const white = samplesOf([32, 32, 1], new Array<number>(10 * 1024).fill(1));
    [0.05, 0.1, 0.2, 0.3, 0.4].forEach((covered, i) => {
      const x = drifted(spatter, white, SEVERITIES[i]!);
      expect((1 - mean(x)) / (1 - 63 / 255)).to.be.closeTo(covered, 0.01);
      expect(Math.min(...x)).to.be.closeTo(63 / 255, 1e-2);
    });
  });
});
