import { expect } from 'chai';
import { elasticTransform } from '../../../src/drift/image/elastic-transform.ts';
import { samplesOf } from '../fixtures.ts';
import { drifted } from './images.ts';

describe('elastic distortion', () => {
  it('the elastic field displaces by the tabulated root mean square (Simard et al.: a uniform field blurred by σ = 4)', () => {
    // On a ramp far from the border, the change of value is the displacement to the right. The field varies by
    // 1/3 · α² / (4 π σ²); its mean over many images is close to that.
    const width = 41;
    const rows = 200;
    const ramp = samplesOf(
      [29, width, 1],
      Array.from({ length: rows * 29 * width }, (_, p) => (p % width) / (width - 1)),
    );
    const x = drifted(elasticTransform, ramp, 4);
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const p = row * 29 * width + 14 * width + 20;
      squares += ((x[p]! - ramp.x[p]!) * (width - 1)) ** 2;
    }
    const variance = 34 ** 2 / (12 * Math.PI * 16);
    expect(squares / rows / variance).to.be.closeTo(1, 5 * Math.sqrt(2 / rows));
  });
});
