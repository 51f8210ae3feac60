import { pixelate } from '../../../src/drift/image/pixelate.ts';
import { samplesOf } from '../fixtures.ts';
import { closeTo, drifted } from './images.ts';

describe('pixelate', () => {
  it('pixelate takes means over boxes (by hand: 4×4 reduced to 2×2) and never less than a pixel', () => {
    const x = drifted(
      pixelate,
      samplesOf(
        [4, 4, 1],
        Array.from({ length: 16 }, (_, p) => p / 16),
      ),
      2,
    );
    const [a, b, c, d] = [2.5, 4.5, 10.5, 12.5].map((value) => value / 16) as [number, number, number, number];
    closeTo(x, [a, a, b, b, a, a, b, b, c, c, d, d, c, c, d, d]);
    closeTo(drifted(pixelate, samplesOf([1, 2, 1], [0, 1]), 5), [0.5, 0.5]);
  });
});
