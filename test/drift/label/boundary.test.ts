import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { boundaryBend, boundaryRotation, boundaryShift } from '../../../src/drift/label/boundary.ts';
import type { Injection } from '../../../src/contracts/drift.ts';
import { contextFor, samplesOf } from '../fixtures.ts';

/**
 * A grid from −3 to 3 whose left half is class 0 and right half class 1: the class means lie on the horizontal axis, and the
 * boundary is the vertical through 0.
 */
const steps = Array.from({ length: 120 }, (_, i) => (i - 59.5) / 20);
const points = steps.flatMap((v) => steps.map((u) => [u, v] as const));
const grid = samplesOf(
  [2],
  points.flat(),
  points.map(([u]) => Number(u > 0)),
);
const sd = Math.sqrt(steps.reduce((sum, v) => sum + v * v, 0) / steps.length);
const apply = (injection: Injection, severity: number, seed = 2, rows: Samples = grid) =>
  injection.apply(rows, contextFor(injection, severity, { reference: grid, classes: ['left', 'right'] }, seed));

describe('a shifted boundary', () => {
  it('relabels exactly the rows within k σ of the old one, on one side', () => {
    [0.25, 0.5, 1, 1.5].forEach((shift, i) => {
      const { samples, params } = apply(boundaryShift, i + 1);
      const toRight = params['to'] === 'right';
      points.forEach(([u], row) => {
        const distance = toRight ? -u / sd : u / sd;
        if (Math.abs(distance - shift) < 0.03) return;
        const flips = distance > 0 && distance < shift;
        expect(samples.y[row] !== grid.y[row], `${u} by ${shift}`).to.equal(flips);
      });
    });
  });

  it('leaves labels that the old boundary did not explain where the move does not reach', () => {
    const odd = { ...grid, y: grid.y.map((label, row) => (points[row]![0] < -2.5 || points[row]![0] > 2.5 ? 1 - label : label)) };
    const { samples } = apply(boundaryShift, 2, 2, odd);
    points.forEach(([u], row) => {
      if (Math.abs(u) > 2.5) expect(samples.y[row]).to.equal(odd.y[row]);
    });
  });
});

describe('a turned boundary', () => {
  it('relabels exactly the wedges between the old and the new line, which goes through the middle', () => {
    [10, 20, 30, 45, 60].forEach((angle, i) => {
      const { samples, params } = apply(boundaryRotation, i + 1);
      const turn = ((params['degrees'] as number) * Math.PI) / 180;
      expect(Math.abs(params['degrees'] as number)).to.equal(angle);
      let flipped = 0;
      points.forEach(([u, v], row) => {
        // The turned point's place across the old boundary.
        const side = Math.cos(turn) * u - Math.sin(turn) * v;
        if (Math.abs(side) < 1e-3) return;
        expect(samples.y[row]).to.equal(Number(side > 0));
        flipped += Number(samples.y[row] !== grid.y[row]);
      });
      // Of a disc the two wedges are angle / 180 of the area; of a square roughly.
      expect(flipped / grid.rows).to.be.closeTo(angle / 180, 0.03);
    });
  });

  it('turns both ways over worlds, and keeps the inputs', () => {
    const turns = Array.from({ length: 12 }, (_, seed) => Math.sign(apply(boundaryRotation, 1, seed).params['degrees'] as number));
    expect(new Set(turns)).to.deep.equal(new Set([-1, 1]));
    expect(apply(boundaryRotation, 5).samples.x).to.equal(grid.x);
  });
});

describe('a bent boundary', () => {
  it('relabels exactly what lies between the line and the parabola, the middle one way and the outside the other', () => {
    [0.2, 0.4, 0.7, 1, 1.5].forEach((size, i) => {
      const { samples, params } = apply(boundaryBend, i + 1);
      const bend = params['bend'] as number;
      expect(Math.abs(bend)).to.equal(size);
      points.forEach(([u, v], row) => {
        const side = u / sd + bend * ((v / sd) ** 2 - 1);
        if (Math.abs(side) > 1e-3) expect(samples.y[row], `${u}, ${v}`).to.equal(Number(side > 0));
      });
    });
  });

  it('bends both ways over worlds, and keeps the inputs', () => {
    const bends = Array.from({ length: 12 }, (_, seed) => Math.sign(apply(boundaryBend, 1, seed).params['bend'] as number));
    expect(new Set(bends)).to.deep.equal(new Set([-1, 1]));
    expect(apply(boundaryBend, 5).samples.x).to.equal(grid.x);
  });
});
