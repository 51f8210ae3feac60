import { expect } from 'chai';
import { saturate } from '../../../src/drift/image/saturate.ts';
import { imageContext, samplesOf } from '../fixtures.ts';
import { closeTo } from './images.ts';

/** One pixel of hue 20°, S = 0.6 and V = 0.5, one grey, one black. */
const pixels = samplesOf([1, 3, 3], [0.5, 0.3, 0.2, 0.4, 0.4, 0.4, 0, 0, 0]);
const after = (severity: number, direction: string): Float32Array =>
  saturate.apply(pixels, { ...imageContext(pixels, severity), params: { direction } }).samples.x;

describe('saturation', () => {
  it('fades to S × 0.8, 0.4 and 0 with hue and value kept (by hand: c = V − (V − c) · factor)', () => {
    closeTo(after(1, 'fade').subarray(0, 3), [0.5, 0.34, 0.26]);
    closeTo(after(3, 'fade').subarray(0, 3), [0.5, 0.42, 0.38]);
    closeTo(after(5, 'fade').subarray(0, 3), [0.5, 0.5, 0.5]);
  });

  it('boosts to S × 1.5, and no further than S = 1 (by hand: 0.6 × 1.5 = 0.9; then × 1 / 0.6)', () => {
    closeTo(after(1, 'boost').subarray(0, 3), [0.5, 0.2, 0.05]);
    closeTo(after(2, 'boost').subarray(0, 3), [0.5, 1 / 6, 0]);
    closeTo(after(5, 'boost').subarray(0, 3), [0.5, 1 / 6, 0]);
  });

  it('leaves grey and black alone, which have no hue', () => {
    for (const direction of ['fade', 'boost']) closeTo(after(5, direction).subarray(3), [0.4, 0.4, 0.4, 0, 0, 0], 1e-7);
  });

  it('goes one way in each world, and both ways over worlds', () => {
    const directions = Array.from({ length: 20 }, (_, seed) => saturate.apply(pixels, imageContext(pixels, 3, seed)).params['direction']);
    expect(new Set(directions)).to.deep.equal(new Set(['fade', 'boost']));
  });

  it('refuses grey images', () => {
    expect(saturate.refuses!({ inputShape: [8, 8, 1], columns: [], classes: ['0', '1'] })).to.equal(
      'it needs colour images, with red, green and blue',
    );
    expect(saturate.refuses!({ inputShape: [8, 8, 3], columns: [], classes: ['0', '1'] })).to.equal(undefined);
  });
});
