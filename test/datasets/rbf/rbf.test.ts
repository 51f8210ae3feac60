import { expect } from 'chai';
import { rbf } from '../../../datasets/rbf/rbf.ts';
import { chooseCloud, rbfClouds } from '../../../datasets/rbf/rows.ts';
import { randomStream } from '../../../src/random/random.ts';
import { expectShare, rowsOf } from '../stream-checks.ts';

describe('random RBF', () => {
  const clouds = rbfClouds(1);

  it('has 50 clouds in the unit cube, with a heading of length 1 each', () => {
    expect(clouds.length).to.equal(50);
    for (const { centre, heading } of [...clouds, ...rbfClouds(1, 5000)]) {
      expect(centre.every((at) => at >= 0 && at <= 1)).to.equal(true);
      expect(Math.hypot(...heading)).to.be.closeTo(1, 1e-12);
    }
    expect(rbfClouds(1)).to.deep.equal(clouds);
    expect(rbfClouds(2)).not.to.deep.equal(clouds);
  });

  it('moves its centres at the given speed, as long as they meet no wall', () => {
    const moved = rbfClouds(1, 10, 0.001);
    const free = clouds.filter(({ centre }) => centre.every((at) => at < 0.98));
    expect(free.length).to.be.above(30);
    for (const cloud of free) {
      const after = moved[clouds.indexOf(cloud)]!.centre;
      expect(Math.hypot(...after.map((at, f) => at - cloud.centre[f]!))).to.be.closeTo(0.01, 1e-9);
    }
  });

  it('chooses clouds by weight', () => {
    const weights = [1, 0, 3];
    const three = weights.map((weight) => ({ ...clouds[0]!, weight }));
    const random = randomStream(1, 'test');
    const chosen = Array.from({ length: 4000 }, () => chooseCloud(three, random));
    expectShare(
      chosen.map((c) => c === 2),
      0.75,
    );
    expect(chosen.includes(1)).to.equal(false);
  });

  it('scatters rows around the centres of their class, each class as heavy as its clouds', async () => {
    const rows = await rowsOf(rbf, 2000);
    const total = clouds.reduce((sum, { weight }) => sum + weight, 0);
    const ofB = clouds.reduce((sum, { weight, label }) => sum + weight * label, 0);
    expectShare(
      rows.map(({ label }) => label === 1),
      ofB / total,
    );
    // Spreads are below 1: hardly a row is farther than three of them from the next centre of its class.
    for (const { row, label } of rows) {
      const distances = clouds
        .filter((cloud) => cloud.label === label)
        .map(({ centre }) => Math.hypot(...centre.map((at, f) => at - row[f]!)));
      expect(Math.min(...distances)).to.be.below(4);
    }
    // Centres with a small spread are where the rows are: most rows have their own class beside them.
    const nearest = rows.map(({ row }) =>
      clouds
        .map(({ centre, label }) => ({ label, far: Math.hypot(...centre.map((at, f) => at - row[f]!)) }))
        .reduce((a, b) => (b.far < a.far ? b : a)),
    );
    expect(rows.filter(({ label }, i) => nearest[i]!.label === label).length / rows.length).to.be.above(0.8);
  });
});
