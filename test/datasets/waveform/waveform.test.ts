import { expect } from 'chai';
import { mixture, wave } from '../../../datasets/waveform/rows.ts';
import { waveform } from '../../../datasets/waveform/waveform.ts';
import { expectShare, rowsOf } from '../stream-checks.ts';

/** h1, h2 and h3 of Breiman et al. (1984), pp. 49–55, at points 1 … 21. */
const WAVES = [
  [0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0],
  [0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
];
const POINTS = Array.from({ length: 21 }, (_, i) => i + 1);

describe('Waveform', () => {
  it('has the three triangles of the book', () => {
    WAVES.forEach((heights, index) => expect(POINTS.map((point) => wave(index, point))).to.deep.equal(heights));
  });

  it('mixes waves 1 and 2, 1 and 3, 2 and 3', () => {
    (
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const
    ).forEach(([first, second], label) => {
      expect(POINTS.map((point) => mixture(label, 1, point))).to.deep.equal(WAVES[first]);
      expect(POINTS.map((point) => mixture(label, 0, point))).to.deep.equal(WAVES[second]);
      expect(mixture(label, 0.25, 11)).to.equal(0.25 * WAVES[first]![10]! + 0.75 * WAVES[second]![10]!);
    });
  });

  it('is balanced; every point has the mean and the spread that follow from the definition', async () => {
    const rows = await rowsOf(waveform, 6000);
    for (let label = 0; label < 3; label++) {
      const own = rows.filter((each) => each.label === label);
      expectShare(
        rows.map((each) => each.label === label),
        1 / 3,
      );
      for (const point of POINTS) {
        const values = own.map(({ row }) => row[point - 1]!);
        const mean = values.reduce((a, b) => a + b) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        // A part uniform in [0, 1] has variance 1/12; the noise has 1.
        const expected = 1 + (mixture(label, 1, point) - mixture(label, 0, point)) ** 2 / 12;
        expect(mean).to.be.closeTo(mixture(label, 0.5, point), 4.5 * Math.sqrt(expected / values.length));
        expect(variance).to.be.closeTo(expected, 0.15 * expected);
      }
    }
  });
});
