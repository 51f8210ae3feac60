import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { cannyEdges, edgeFinder } from '../../../src/drift/image/canny-edges.ts';
import { samplesOf } from '../fixtures.ts';
import { drifted } from './images.ts';

describe('canny edges', () => {
  it('follow the rim of a square and nothing inside it (a step of 1 is an edge, one of 0.04 is not)', () => {
    const square = (step: number): Samples =>
      samplesOf(
        [15, 15, 1],
        Array.from({ length: 225 }, (_, p) => (Math.max(Math.abs((p % 15) - 7), Math.abs(Math.floor(p / 15) - 7)) <= 3 ? step : 0)),
      );
    const x = drifted(cannyEdges, square(1), 5);
    x.forEach((value, p) => {
      const ring = Math.max(Math.abs((p % 15) - 7), Math.abs(Math.floor(p / 15) - 7));
      if (ring < 2 || ring > 5) expect(value).to.equal(0);
    });
    for (const p of [7 * 15 + 3, 7 * 15 + 11, 3 * 15 + 7, 11 * 15 + 7])
      expect(Math.max(x[p]!, x[p - 1]!, x[p + 1]!, x[p - 15]!, x[p + 15]!)).to.equal(1);
    expect(Math.max(...drifted(cannyEdges, square(0.04), 5))).to.equal(0);
  });

  it('go on through weak parts that touch a strong one, and drop weak ones that do not', () => {
    const slope = (rise: (v: number) => number): Float32Array =>
      Float32Array.from({ length: 63 }, (_, p) => (p % 7 < 3 ? 0 : p % 7 === 3 ? rise(Math.floor(p / 7)) / 2 : rise(Math.floor(p / 7))));
    const count = (rise: (v: number) => number): number => edgeFinder(9, 7)(slope(rise)).reduce((sum, edge) => sum + edge, 0);
    expect(count(() => 0.03)).to.equal(0);
    expect(count((v) => (v < 3 ? 0.06 : 0.03))).to.be.at.least(9);
  });
});
