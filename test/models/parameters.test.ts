import { expect } from 'chai';
import { buildModel } from '../../src/models/families.ts';
import { cutAtHead, initialParameters, parameterCount, parameterSlots } from '../../src/models/parameters.ts';
import { randomStream } from '../../src/random/random.ts';

const mlp = buildModel({ family: 'mlp', params: { hidden: [64, 32] } }, [8, 8, 1], 10);
const cnn = buildModel({ family: 'cnn', params: { filters: [8, 16], dense: 32 } }, [16, 16, 1], 10);

describe('the parameters of a model', () => {
  it('are counted as by hand', () => {
    expect(parameterCount(mlp)).to.equal(64 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10);
    // 16×16 → conv 14×14×8 → pool 7×7 → conv 5×5×16 → pool 2×2 → 64 → 32 → 10
    expect(parameterCount(cnn)).to.equal(9 * 8 + 8 + 9 * 8 * 16 + 16 + 64 * 32 + 32 + 32 * 10 + 10);
  });

  it('lie one after the other without gaps', () => {
    for (const model of [mlp, cnn]) {
      const end = parameterSlots(model).reduce((offset, slot) => (expect(slot.offset).to.equal(offset), offset + slot.size), 0);
      expect(end).to.equal(parameterCount(model));
    }
  });

  it('start within the Glorot-uniform bound with its variance, biases at zero (Glorot & Bengio 2010)', () => {
    const weights = initialParameters(mlp, randomStream(1, 'init'));
    const [kernel, bias] = parameterSlots(mlp);
    const values = weights.subarray(kernel!.offset, kernel!.offset + kernel!.size);
    const limit = Math.sqrt(6 / 128);
    expect(Math.max(...values.map(Math.abs))).to.be.at.most(limit);
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance).to.be.closeTo((limit * limit) / 3, 0.001);
    expect(weights.subarray(bias!.offset, bias!.offset + bias!.size).every((value) => value === 0)).to.equal(true);
  });

  it('are cut at the head where the head’s kernel begins', () => {
    const { trunk, head, at } = cutAtHead(cnn);
    expect(head.inputShape).to.deep.equal([32]);
    expect(parameterCount(trunk)).to.equal(at);
    expect(parameterCount(head)).to.equal(330);
    const softmax = cutAtHead(buildModel({ family: 'softmax', params: {} }, [5], 3));
    expect(softmax.at).to.equal(0);
    expect(softmax.head.inputShape).to.deep.equal([5]);
  });

  it('a convolutional net on 8×8 images leaves out the pooling that has nothing left to pool', () => {
    const small = buildModel({ family: 'cnn', params: { filters: [8, 16], dense: 32 } }, [8, 8, 1], 10);
    // 8×8 → conv 6×6×8 → pool 3×3 → conv 1×1×16 → 16 → 32 → 10
    expect(parameterCount(small)).to.equal(9 * 8 + 8 + 9 * 8 * 16 + 16 + 16 * 32 + 32 + 32 * 10 + 10);
  });

  it('a convolutional net refuses images that are too small, in words', () => {
    expect(() => buildModel({ family: 'cnn', params: { filters: [4, 4, 4], dense: 8 } }, [4, 4, 1], 3)).to.throw(RangeError);
  });
});
