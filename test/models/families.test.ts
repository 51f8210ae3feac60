import { expect } from 'chai';
import { buildModel } from '../../src/models/families.ts';
import { belowLayer, parameterCount, parameterSlots } from '../../src/models/parameters.ts';
import { layerShapes } from '../../src/models/shapes.ts';
import { layersOf } from '../../src/models/types.ts';
import { everything, isTrained } from '../../src/models/trainable.ts';

const kinds = (model: ReturnType<typeof buildModel>) =>
  model.blocks.map(({ name, layers }) => `${name}: ${layers.map(({ kind }) => kind).join(' ')}`);

describe('models with batch normalisation', () => {
  const mlp = buildModel({ family: 'mlp', params: { hidden: [8, 6], norm: 'batch' } }, [5], 3);
  const cnn = buildModel({ family: 'cnn', params: { filters: [4, 6], dense: 16, norm: 'batch' } }, [16, 16, 1], 10);

  it('normalise every hidden layer before its ReLU, and never the logits', () => {
    expect(kinds(mlp)).to.deep.equal(['first: dense batch-norm relu', 'middle: dense batch-norm relu', 'head: dense']);
    expect(kinds(cnn)).to.deep.equal([
      'first: conv2d batch-norm relu max-pool',
      'middle: conv2d batch-norm relu max-pool flatten dense batch-norm relu',
      'head: dense',
    ]);
    for (const layer of layersOf(cnn)) if ('activation' in layer) expect(layer.activation).to.equal('linear');
  });

  it('are those without where none is asked for', () => {
    expect(buildModel({ family: 'mlp', params: { hidden: [8, 6], norm: 'none' } }, [5], 3)).to.deep.equal(
      buildModel({ family: 'mlp', params: { hidden: [8, 6] } }, [5], 3),
    );
  });

  it('can be trained in their scales and shifts alone', () => {
    const trained = parameterSlots(mlp).filter((slot) => isTrained(slot, { ...everything, only: 'norms' }));
    expect(trained.map(({ role }) => role)).to.deep.equal(['scale', 'shift', 'scale', 'shift']);
  });

  it('can be cut below any layer, and the parameters below come first', () => {
    layersOf(cnn).forEach((_, layer) => {
      const below = belowLayer(cnn, layer);
      expect(layersOf(below)).to.deep.equal(layersOf(cnn).slice(0, layer));
      const first = parameterSlots(cnn).find((slot) => slot.layer >= layer)!;
      expect(parameterCount(below)).to.equal(first.offset);
      expect(layerShapes(below)).to.deep.equal(layerShapes(cnn).slice(0, layer));
    });
  });
});
