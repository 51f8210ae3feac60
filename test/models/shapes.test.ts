import { expect } from 'chai';
import fc from 'fast-check';
import { layerShapes, outputShape, volume } from '../../src/models/shapes.ts';
import type { Layer, Model } from '../../src/models/types.ts';

const conv = (filters: number, kernel: number): Layer => ({ kind: 'conv2d', filters, kernel, activation: 'relu' });

describe('layer shapes', () => {
  it('follows LeNet-5 from 32 × 32 to 10 classes (feature map sizes of LeCun et al. 1998, fig. 2)', () => {
    const model: Model = {
      inputShape: [32, 32, 1],
      blocks: [
        { name: 'first', layers: [conv(6, 5), { kind: 'max-pool', size: 2 }] },
        { name: 'middle', layers: [conv(16, 5), { kind: 'max-pool', size: 2 }, conv(120, 5), { kind: 'flatten' }] },
        {
          name: 'head',
          layers: [
            { kind: 'dense', units: 84, activation: 'relu' },
            { kind: 'dense', units: 10, activation: 'linear' },
          ],
        },
      ],
    };
    expect(layerShapes(model)).to.deep.equal([[28, 28, 6], [14, 14, 6], [10, 10, 16], [5, 5, 16], [1, 1, 120], [120], [84], [10]]);
  });

  it('takes exactly the positions a valid convolution has', () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(side, side, side, (height, width, kernel) => {
        fc.pre(kernel <= height && kernel <= width);
        let rows = 0,
          columns = 0;
        for (let top = 0; top + kernel <= height; top++) rows++;
        for (let left = 0; left + kernel <= width; left++) columns++;
        expect(outputShape(conv(3, kernel), [height, width, 2])).to.deep.equal([rows, columns, 3]);
      }),
    );
  });

  it('cuts off what a pooling window does not fill', () => {
    expect(outputShape({ kind: 'max-pool', size: 2 }, [5, 7, 4])).to.deep.equal([2, 3, 4]);
  });

  it('keeps every value when flattening', () => {
    expect(outputShape({ kind: 'flatten' }, [3, 4, 5])).to.deep.equal([volume([3, 4, 5])]);
    expect(volume([])).to.equal(1);
  });

  it('says which layer no longer fits, and why', () => {
    expect(() => outputShape(conv(8, 5), [4, 9, 1])).to.throw(
      RangeError,
      'a conv2d layer does not fit an input of [4, 9, 1]: its kernel is 5 × 5',
    );
    expect(() => outputShape({ kind: 'max-pool', size: 3 }, [2, 2, 8])).to.throw(RangeError, 'its window is 3 × 3');
    expect(() => outputShape({ kind: 'dense', units: 4, activation: 'relu' }, [2, 2, 8])).to.throw(RangeError, 'flatten');
    expect(() => outputShape(conv(8, 3), [64])).to.throw(RangeError, '[height, width, channels]');
    expect(() => outputShape({ kind: 'dense', units: 0, activation: 'relu' }, [8])).to.throw(RangeError, 'units is 0');
  });

  it('follows TensorFlow in strides and same padding: ceil of size over stride', () => {
    const strided = (stride: number, padding: 'valid' | 'same'): Layer => ({
      kind: 'conv2d',
      filters: 4,
      kernel: 3,
      stride,
      padding,
      activation: 'relu',
    });
    expect(outputShape(strided(2, 'same'), [9, 8, 3])).to.deep.equal([5, 4, 4]);
    expect(outputShape(strided(2, 'valid'), [9, 8, 3])).to.deep.equal([4, 3, 4]);
    expect(outputShape(strided(1, 'same'), [2, 2, 3])).to.deep.equal([2, 2, 4]);
    expect(outputShape({ kind: 'global-average-pool' }, [4, 5, 6])).to.deep.equal([6]);
  });

  it('refuses a dropout rate that leaves nothing', () => {
    expect(() => outputShape({ kind: 'dropout', rate: 1 }, [4])).to.throw(RangeError, 'its rate is 1');
  });
});
