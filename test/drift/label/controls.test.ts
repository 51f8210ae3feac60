import { expect } from 'chai';
import { labelDelay, labelNoise, noDrift } from '../../../src/drift/label/controls.ts';
import { balanced, contextFor, drifted, isNear, worlds } from '../fixtures.ts';

const rows = balanced(5, 4000);
const classes = ['a', 'b', 'c', 'd', 'e'];

describe('the control', () => {
  it('returns the rows themselves', () => {
    expect(noDrift.apply(rows, contextFor(noDrift, 5, { reference: rows, classes })).samples).to.equal(rows);
  });
});

describe('wrong labels', () => {
  it('come at the tabulated rate, the other classes alike (within five standard errors), at a higher rate the same and more', () => {
    let before = new Map<number, number>();
    [0.05, 0.1, 0.2, 0.3, 0.4].forEach((rate, i) => {
      const { samples } = labelNoise.apply(rows, contextFor(labelNoise, i + 1, { reference: rows, classes }));
      const wrong = new Map([...samples.y.keys()].filter((row) => samples.y[row] !== rows.y[row]).map((row) => [row, samples.y[row]!]));
      expect(isNear(wrong.size / rows.rows, rate, rows.rows)).to.equal(true);
      for (const distance of [1, 2, 3, 4]) {
        const share = [...wrong].filter(([row, label]) => (label - rows.y[row]! + 5) % 5 === distance).length / wrong.size;
        expect(isNear(share, 1 / 4, wrong.size)).to.equal(true);
      }
      for (const [row, label] of before) expect(wrong.get(row)).to.equal(label);
      expect(samples.x).to.equal(rows.x);
      before = wrong;
    });
  });
});

describe('late labels', () => {
  it('are missing for the tabulated share of the new regime, and nothing else changes', async () => {
    const { tabular: world } = await worlds();
    [0.1, 0.25, 0.5, 0.75, 0.9].forEach((share, i) => {
      const { samples, labelDelay: late } = drifted(world, [{ id: labelDelay.id, severity: i + 1 }]);
      expect(late).to.equal(share);
      expect([samples.x, samples.y]).to.deep.equal([world.samples.x, world.samples.y]);
    });
    expect(drifted(world, [{ id: 'no-drift', severity: 5 }]).labelDelay).to.equal(0);
  });
});
