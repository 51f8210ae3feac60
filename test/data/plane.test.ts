import { expect } from 'chai';
import { isPlane, planeBounds, planeGrid, planeView } from '../../src/data/plane.ts';
import type { Samples } from '../../src/data/types.ts';

const points = (...cells: readonly number[]): Samples => ({
  rows: cells.length / 2,
  inputShape: [2],
  x: Float32Array.from(cells),
  y: new Int32Array(cells.length / 2),
});
const numeric = { name: 'a', kind: 'numeric' } as const;

describe('a plane', () => {
  it('is data of two numeric columns', () => {
    expect(isPlane([numeric, { ...numeric, name: 'b' }])).to.equal(true);
    expect(isPlane([numeric])).to.equal(false);
    expect(isPlane([numeric, { name: 'b', kind: 'categorical', categories: ['x', 'y'] }])).to.equal(false);
    expect(isPlane([numeric, numeric, numeric])).to.equal(false);
  });

  it('is bounded by all rows of all batches, with a twentieth of their span around them', () => {
    expect(planeBounds(points(0, -1, 10, 1), points(4, 3))).to.deep.equal({ x: [-0.5, 10.5], y: [-1.2, 3.2] });
  });

  it('is bounded by what is known where cells are missing, and by 0 … 1 where nothing is', () => {
    expect(planeBounds(points(NaN, 0, 1, 1, 3, NaN))).to.deep.equal({ x: [0.9, 3.1], y: [-0.05, 1.05] });
    expect(planeBounds(points(NaN, NaN)).x).to.deep.equal([0, 1]);
    expect(planeBounds().y).to.deep.equal([0, 1]);
  });

  it('has room around values that are all the same', () => {
    expect(planeBounds(points(5, 2, 5, 2))).to.deep.equal({ x: [4, 6], y: [1, 3] });
  });

  it('is asked at the middles of its cells, row by row upwards', () => {
    const bounds = { x: [0, 96], y: [-48, 0] } as const;
    const { rows, x } = planeGrid(bounds);
    const side = Math.sqrt(rows);
    // 48 cells of 2 × 1.
    expect(side).to.equal(48);
    expect([...x.subarray(0, 4)]).to.deep.equal([1, -47.5, 3, -47.5]);
    expect([...x.subarray(2 * side, 2 * side + 2)]).to.deep.equal([1, -46.5]);
    expect([...x.subarray(-2)]).to.deep.equal([95, -0.5]);
  });

  it('shows what was predicted, and at most 300 rows', () => {
    const bounds = { x: [0, 1], y: [0, 1] } as const;
    const many = points(...Array.from({ length: 800 }, (_, i) => i));
    const {
      side,
      predicted,
      points: shown,
    } = planeView(
      bounds,
      Array.from({ length: 48 * 48 }, (_, i) => i % 3),
      many,
    );
    expect(side * side).to.equal(predicted.length);
    expect([...predicted.subarray(0, 4)]).to.deep.equal([0, 1, 2, 0]);
    expect([shown.x.length, shown.y.length]).to.deep.equal([600, 300]);
    expect(planeView(bounds, [], points(1, 2)).points.x).to.deep.equal(Float32Array.of(1, 2));
  });
});
