import { expect } from 'chai';
import { iris } from '../../../datasets/iris/iris.ts';

describe('irises', () => {
  it('have the mean of every measurement that Fisher printed (1936, table II), 50 flowers of each species', async () => {
    const { samples, classes } = await iris.load(150, 1);
    const means = classes.map((_, species) => {
      const rows = [...samples.y.keys()].filter((row) => samples.y[row] === species);
      expect(rows.length).to.equal(50);
      return [0, 1, 2, 3].map((f) => Number((rows.reduce((sum, row) => sum + samples.x[4 * row + f]!, 0) / 50).toFixed(3)));
    });
    expect(means).to.deep.equal([
      [5.006, 3.428, 1.462, 0.246],
      [5.936, 2.77, 4.26, 1.326],
      [6.588, 2.974, 5.552, 2.026],
    ]);
  });

  it('are the published rows, 35 and 38 as Fisher printed them', async () => {
    const { samples } = await iris.load(150, 1);
    const row = (number: number): string => Array.from(samples.x.subarray(4 * (number - 1), 4 * number), (cm) => cm.toFixed(1)).join();
    expect([1, 35, 38, 51, 101, 150].map(row)).to.deep.equal([
      '5.1,3.5,1.4,0.2',
      '4.9,3.1,1.5,0.2',
      '4.9,3.6,1.4,0.1',
      '7.0,3.2,4.7,1.4',
      '6.3,3.3,6.0,2.5',
      '5.9,3.0,5.1,1.8',
    ]);
  });

  it('do not depend on the root seed as a whole; a part of them is a random sample', async () => {
    expect((await iris.load(150, 1)).sha256).to.equal((await iris.load(150, 2)).sha256);
    expect((await iris.load(60, 1)).sha256).not.to.equal((await iris.load(60, 2)).sha256);
  });
});
