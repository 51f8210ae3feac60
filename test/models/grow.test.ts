import { expect } from 'chai';
import { buildModel } from '../../src/models/families.ts';
import { firstKernel, lastDense, neverSeen, withClasses, withInputs } from '../../src/models/grow.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';

const mlp = buildModel({ family: 'mlp', params: { hidden: [2] } }, [3], 2);
const cnn = buildModel({ family: 'cnn', params: { filters: [2], dense: 4 } }, [8, 8, 1], 3);
/** Kernel [3, 2], bias [2], kernel [2, 2], bias [2]. */
const weights = Float32Array.from({ length: 14 }, (_, i) => i + 1);

describe('growing a model', () => {
  it('finds inputs that are 0 in every row', () => {
    expect(neverSeen(Float32Array.of(1, 0, 0, 0, 0, -2), 3)).to.deep.equal([1]);
    expect(neverSeen(new Float32Array(), 2)).to.deep.equal([0, 1]);
  });

  it('takes nothing from a new input, and leaves all else alone', () => {
    expect(Array.from(withInputs(weights, firstKernel(mlp)!, [1]))).to.deep.equal([1, 2, 0, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(weights[2]).to.equal(3);
  });

  it('scores a new class 0, and leaves all else alone', () => {
    expect(Array.from(withClasses(weights, lastDense(mlp)!, [0]))).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 0, 10, 0, 12, 0, 14]);
  });

  it('knows a first layer that reads inputs one by one from one that does not', () => {
    expect(firstKernel(mlp)?.shape).to.deep.equal([3, 2]);
    expect(firstKernel(cnn)).to.equal(undefined);
    expect(lastDense(cnn)?.kernel.shape).to.deep.equal([4, 3]);
    expect(initialParameters(cnn, randomStream(1, 'init'))).to.have.length(lastDense(cnn)!.bias.offset + 3);
  });
});
