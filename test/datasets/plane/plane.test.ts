import { expect } from 'chai';
import { plane } from '../../../datasets/plane/plane.ts';
import { planeWriter } from '../../../datasets/plane/rows.ts';
import { expectShare } from '../stream-checks.ts';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

async function points(shape: string, noise: number, rows = 1000): Promise<Point[]> {
  const { samples } = await plane.load(rows, 1, { shape, noise });
  return Array.from(samples.y, (label, i) => ({ x: samples.x[2 * i]!, y: samples.x[2 * i + 1]!, label }));
}

/** Points are rounded to 0.001. */
const NEAR = 0.002;

describe('shapes in the plane, without noise', () => {
  it('moons: the upper half of a circle about (0, 0), and the lower half of one about (1, ½), as in scikit-learn', async () => {
    for (const { x, y, label } of await points('moons', 0)) {
      expect(Math.hypot(x - label, y - label / 2)).to.be.closeTo(1, NEAR);
      expect(label === 0 ? y >= 0 : y <= 0.5).to.equal(true);
    }
  });

  it('circles: of radius 1 and ½', async () => {
    for (const { x, y, label } of await points('circles', 0)) expect(Math.hypot(x, y)).to.be.closeTo(label === 0 ? 1 : 0.5, NEAR);
  });

  it('blobs: clouds of standard deviation 0.4 about (−0.8, −0.8) and (0.8, 0.8)', async () => {
    const all = await points('blobs', 0, 4000);
    for (const label of [0, 1]) {
      const own = all.filter((point) => point.label === label);
      for (const axis of ['x', 'y'] as const) {
        const mean = own.reduce((sum, point) => sum + point[axis], 0) / own.length;
        const sd = Math.sqrt(own.reduce((sum, point) => sum + (point[axis] - mean) ** 2, 0) / own.length);
        expect(mean).to.be.closeTo(label === 0 ? -0.8 : 0.8, 0.04);
        expect(sd).to.be.closeTo(0.4, 0.03);
      }
    }
  });

  it('spirals: two arms of one and a half turns, each half a turn from the other', async () => {
    for (const { x, y, label } of await points('spirals', 0)) {
      const way = Math.hypot(x, y) / 1.2;
      if (way < 0.1) continue;
      const turns = Math.atan2(y, x) / (2 * Math.PI) - 1.5 * way - label / 2;
      expect(Math.abs(turns - Math.round(turns))).to.be.below(0.01);
      expect(way).to.be.below(1.001);
    }
  });

  it('xor: the class says whether the signs differ', async () => {
    for (const { x, y, label } of await points('xor', 0)) expect(x * y === 0 || Number(x * y < 0) === label).to.equal(true);
  });
});

describe('shapes in the plane', () => {
  it('are balanced, whatever the shape', async () => {
    for (const shape of ['moons', 'circles', 'blobs', 'spirals', 'xor'])
      expectShare(
        (await points(shape, 0.1)).map(({ label }) => label === 1),
        0.5,
      );
  });

  it('are shifted by noise of the given standard deviation (radius of the outer circle)', async () => {
    const off = (await points('circles', 0.1, 4000)).filter(({ label }) => label === 0).map(({ x, y }) => Math.hypot(x, y) - 1);
    expect(Math.sqrt(off.reduce((sum, each) => sum + each ** 2, 0) / off.length)).to.be.closeTo(0.1, 0.01);
  });

  it('refuse a shape that is none, and name those there are', () => {
    expect(() => planeWriter('star', 0)).to.throw(RangeError, 'shape is star, expected one of moons, circles, blobs, spirals, xor');
  });
});
