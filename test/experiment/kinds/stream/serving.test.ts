import { fitEncoder } from '../../../../src/data/encode.ts';
import type { Samples } from '../../../../src/data/types.ts';
import { buildModel } from '../../../../src/models/families.ts';
import { predictRows } from '../../../../src/experiment/kinds/stream/serving.ts';
import { expect } from 'chai';
import { fakeTrainer } from '../../fake-trainer.ts';

import { spec } from './tiny-stream.ts';

describe('a model that has diverged', () => {
  it('predicts no class and is sure of nothing, whoever asks', async () => {
    const trainer = { ...fakeTrainer(), predict: async () => Float32Array.of(NaN, NaN, 0.25, 0.75) };
    const rows: Samples = { rows: 2, inputShape: [1], x: new Float32Array(2), y: Int32Array.of(0, 1) };
    const encoder = fitEncoder(rows, [{ name: 'a', kind: 'numeric' }]);
    const { predicted, confidence } = await predictRows(
      trainer,
      buildModel(spec.model, [1], 2),
      { weights: new Float32Array(), encoder },
      rows,
    );
    expect([...predicted]).to.deep.equal([-1, 1]);
    expect([...confidence]).to.deep.equal([0, 0.75]);
  });
});
