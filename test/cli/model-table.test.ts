import { expect } from 'chai';
import { modelJson, modelText } from '../../src/cli/model-table.ts';
import type { OwnModelFacts } from '../../src/contracts/services.ts';

const facts: OwnModelFacts = {
  spec: { family: 'imported', params: { name: 'mine.json', sha256: 'a'.repeat(64), head: 3 } },
  inputShape: [8, 8, 1],
  classes: 10,
  ownKernels: false,
  layers: [
    { name: 'in', kind: 'InputLayer', outputShape: [8, 8, 1], parameters: 0, reads: [], begins: false },
    { name: 'conv', kind: 'Conv2D', outputShape: [6, 6, 40], parameters: 400, reads: [0], begins: true },
    { name: 'joined', kind: 'Concatenate', outputShape: [1440], parameters: 0, reads: [0, 1], begins: false },
    { name: 'out', kind: 'Dense', outputShape: [10], parameters: 14410, reads: [2], begins: true },
  ],
  notes: ['The dropout of layer “conv” is off here.'],
};

describe('a model as text', () => {
  it('has what goes in and out, what was changed, a row per layer, and where the head begins', () => {
    const lines = modelText(facts).split('\n');
    expect(lines[0]).to.equal('mine.json: takes 8×8×1 numbers, tells 10 classes apart, has 14,810 parameters.');
    expect(lines[1]).to.equal(facts.notes[0]);
    expect(lines.filter((line) => /^\d/.test(line)).map((line) => line.split(/ {2,}/))).to.deep.equal([
      ['0', 'in', 'InputLayer', '8×8×1', '0', 'input'],
      ['1', 'conv', 'Conv2D', '6×6×40', '400', '0', 'yes'],
      ['2', 'joined', 'Concatenate', '1440', '0', '0, 1'],
      ['3', 'out', 'Dense', '10', '14,410', '2', 'yes, unless told otherwise'],
    ]);
    expect(lines.at(-1)).to.equal('The head begins at layer 3 (out), unless --head names another.');
  });

  it('says that our own kernels train it where they do', () => {
    expect(modelText(facts)).not.to.contain('kernels');
    expect(modelText({ ...facts, ownKernels: true, notes: [] })).to.contain('\nOur own kernels train it.\n');
  });
});

describe('a model as JSON', () => {
  it('has every layer with its number, and what a spec says of the model', () => {
    expect(modelJson(facts)).to.deep.equal({
      ...{ name: 'mine.json', inputShape: [8, 8, 1], classes: 10, parameters: 14810, trainedBy: 'tensorflow.js' },
      head: { index: 3, name: 'out' },
      layers: facts.layers.map((layer, index) => ({ index, ...layer })),
      ...{ notes: facts.notes, spec: facts.spec },
    });
  });
});
