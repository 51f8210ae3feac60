import { expect } from 'chai';
import { randomStream } from '../../src/random/random.ts';
import { chooseL2, stratifiedFolds } from '../../src/training/choose-l2.ts';
import { headCases } from '../torch/head-cases.ts';

const random = () => randomStream(1, 'folds');

describe('the choice of L2', () => {
  it('deals the rows of each class evenly, and never holds out a row that is alone in its class', () => {
    const y = Int32Array.of(...Array<number>(9).fill(0), ...Array<number>(7).fill(1), 2);
    const folds = stratifiedFolds(y, random());
    expect(folds[16]).to.equal(-1);
    for (const label of [0, 1]) {
      const sizes = [0, 1, 2, 3].map((fold) => folds.filter((each, row) => each === fold && y[row] === label).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(1);
    }
    expect([0, 1, 2, 3].map((fold) => folds.filter((each) => each === fold).length)).to.deep.equal([4, 4, 4, 4]);
  });

  it('holds separable rows back less than noise, and goes to an anchor that is right', async () => {
    const [, ten, separable] = headCases;
    const clear = await chooseL2(separable!, 3, { anchors: [{}], fold: stratifiedFolds(separable!.y, random()) });
    const y = ten!.y.slice();
    for (let row = 0; row < y.length; row++) y[row] = (y[row]! * 7 + row) % 10;
    const noise = await chooseL2({ ...ten!, y }, 10, { anchors: [{}], fold: stratifiedFolds(y, random()) });
    expect(clear!.l2).to.be.below(noise!.l2);
    expect(clear!.loss).to.be.below(noise!.loss);
    const { SoftmaxRegression } = await import('../../src/training/softmax-regression.ts');
    const { weights } = new SoftmaxRegression(separable!, 3, 'held').fit({ l2: 0.001 });
    const right = await chooseL2(separable!, 3, { anchors: [{}, { anchor: weights }], fold: stratifiedFolds(separable!.y, random()) });
    expect(right!.anchor).to.equal(1);
  });

  it('widens the grid at most twice, and says when the best is still at its edge', async () => {
    const { weights } = { weights: new Float64Array((32 + 1) * 10) };
    const data = headCases[1]!;
    const y = data.y.map((_, row) => (row * 7 + (row >> 3)) % 10);
    const choice = await chooseL2({ ...data, y }, 10, { anchors: [{ anchor: weights }], fold: stratifiedFolds(y, random()) });
    expect(choice!.l2).to.be.oneOf([1, 10, 100]);
    expect(choice!.atEdge).to.equal(choice!.l2 === 100);
    // The first of the grid is the best of it, the next two are worse, and then it goes the other way.
    expect(choice!.trials).to.equal(4 * (3 + (choice!.l2 === 1 ? 1 : 2)));
  });

  it('is the same again with the same draw, and chooses nothing where no two rows can be held out or there is no time', async () => {
    const data = headCases[0]!;
    const choose = () => chooseL2(data, 2, { anchors: [{}], fold: stratifiedFolds(data.y, random()) });
    expect(await choose()).to.deep.equal(await choose());
    const alone = { rows: 3, x: Float32Array.of(1, 2, 3), y: Int32Array.of(0, 1, 2) };
    expect(await chooseL2(alone, 3, { anchors: [{}], fold: stratifiedFolds(alone.y, random()) })).to.equal(undefined);
    expect(await chooseL2(data, 2, { anchors: [{}], fold: stratifiedFolds(data.y, random()), mayGoOn: async () => false })).to.equal(
      undefined,
    );
    let steps = 0;
    const cut = await chooseL2(data, 2, { anchors: [{}], fold: stratifiedFolds(data.y, random()), mayGoOn: async () => steps++ < 2 });
    expect(cut!.trials).to.equal(8);
  });
});
