import { expect } from 'chai';
import { buildModel } from '../../src/models/families.ts';
import { deeper, hiddenLayers, scaled } from '../../src/models/resize.ts';
import { layersOf } from '../../src/models/types.ts';

const mlp = buildModel({ family: 'mlp', params: { hidden: [5, 3], norm: 'batch' } }, [6], 4);
const cnn = buildModel({ family: 'cnn', params: { filters: [8, 16], dense: 32 } }, [8, 8, 1], 10);
const softmax = buildModel({ family: 'softmax', params: {} }, [6], 4);

describe('other sizes of a model', () => {
  it('are the family’s own models of that width', () => {
    expect(scaled(mlp, 2)).to.deep.equal(buildModel({ family: 'mlp', params: { hidden: [10, 6], norm: 'batch' } }, [6], 4));
    expect(scaled(cnn, 0.5)).to.deep.equal(buildModel({ family: 'cnn', params: { filters: [4, 8], dense: 16 } }, [8, 8, 1], 10));
  });

  it('round, keep one unit at least, and leave the outputs alone', () => {
    expect(scaled(mlp, 0.01)).to.deep.equal(buildModel({ family: 'mlp', params: { hidden: [1, 1], norm: 'batch' } }, [6], 4));
    expect(scaled(mlp, 1)).to.deep.equal(mlp);
    expect(scaled(softmax, 4)).to.deep.equal(softmax);
    expect([hiddenLayers(softmax), hiddenLayers(cnn).length]).to.deep.equal([[], 3]);
  });

  it('are deeper by the last hidden layer, with what belongs to it', () => {
    expect(deeper(mlp, 2)).to.deep.equal(buildModel({ family: 'mlp', params: { hidden: [5, 3, 3, 3], norm: 'batch' } }, [6], 4));
    expect(deeper(buildModel({ family: 'mlp', params: { hidden: [5] } }, [6], 4), 1)).to.deep.equal(
      buildModel({ family: 'mlp', params: { hidden: [5, 5] } }, [6], 4),
    );
    expect(layersOf(deeper(cnn, 1)).length).to.equal(layersOf(cnn).length + 1);
    expect(deeper(softmax, 0)).to.equal(softmax);
    expect(() => deeper(softmax, 1)).to.throw(RangeError, 'no hidden layer to repeat');
  });
});
