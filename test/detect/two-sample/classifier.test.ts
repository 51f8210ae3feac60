import { expect } from 'chai';
import { inverse, multiply } from '../../../src/maths/special/linear.ts';
import { auroc } from '../../../src/detect/two-sample/logistic.ts';
import { findTest } from '../../../src/detect/two-sample/registry.ts';
import { randomStream } from '../../../src/random/random.ts';

const normals = (rows: number, name: string, sd = 1) => {
  const random = randomStream(3, 'classifier', name);
  return { x: Float64Array.from({ length: rows }, () => sd * random.normal()), rows, width: 1 };
};

describe('classifiers as tests', () => {
  it('the area under the ROC curve counts pairs in order, ties half (by hand)', () => {
    expect(auroc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).to.equal(0.75);
    expect(auroc([1, 1, 1], [0, 1, 0])).to.equal(0.5);
    expect(auroc([3, 2, 1], [0, 0, 1])).to.equal(0);
    expect(() => auroc([1, 2], [1, 1])).to.throw(RangeError, 'both classes');
  });

  it('a change of spread shows with squares only', () => {
    const [a, b] = [normals(1000, 'a'), normals(1000, 'b', 2)];
    const area = (features: string) => findTest('domain-classifier')!.run(a, b, { features }, randomStream(1)).statistic;
    expect(area('linear')).to.be.within(0.42, 0.58);
    expect(area('squares')).to.be.above(0.65);
    expect(findTest('c2st')!.run(a, b, {}, randomStream(1)).pValue).to.be.below(1e-4);
  });

  it('constant columns carry nothing: the area is ½ and the accuracy near it', () => {
    const same = { x: new Float64Array(40).fill(2), rows: 40, width: 1 };
    expect(findTest('domain-classifier')!.run(same, same, {}, randomStream(1)).statistic).to.equal(0.5);
    expect(findTest('c2st')!.run(same, same, {}, randomStream(1)).pValue).to.be.above(0.4);
  });

  it('samples of different size are judged on equally many rows', () => {
    const { details } = findTest('c2st')!.run(normals(50, 'a'), normals(500, 'b'), { testShare: 0.5 }, randomStream(1));
    expect(details.testRows).to.equal(50);
  });

  it('black-box shift detection names the class that moved', () => {
    const random = randomStream(1, 'bbsd');
    const outputs = (boost: number) => {
      const x = Float64Array.from({ length: 600 }, () => random.uniform() + 0.1);
      for (let i = 2; i < x.length; i += 3) x[i]! += boost;
      for (let i = 0; i < x.length; i += 3) {
        const sum = x[i]! + x[i + 1]! + x[i + 2]!;
        for (let c = 0; c < 3; c++) x[i + c]! /= sum;
      }
      return { x, rows: 200, width: 3 };
    };
    const { pValue, details } = findTest('bbsd-soft')!.run(outputs(0), outputs(1), {}, randomStream(1));
    expect(pValue).to.be.below(1e-6);
    expect(details).to.deep.equal({ class: 2, classes: 3 });
  });
});

describe('inverse matrices', () => {
  it('undo the matrix, also where rows have to change places', () => {
    const matrix = [0, 2, 1, 1, 0, 3, 4, 1, 0];
    const found = inverse(matrix, 3)!;
    const back = multiply(found, multiply(matrix, [1, -2, 3]));
    [1, -2, 3].forEach((value, i) => expect(back[i]).to.be.closeTo(value, 1e-12));
  });

  it('do not exist for dependent rows', () => {
    expect(inverse([1, 2, 2, 4], 2)).to.equal(undefined);
    expect(inverse([0, 0, 0, 0], 2)).to.equal(undefined);
  });
});
