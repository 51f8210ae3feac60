import { expect } from 'chai';
import { trunks } from '../../src/engine/self-test.ts';
import { layerKinds } from '../../src/models/layers/registry.ts';

describe('the self-test of an engine', () => {
  it('goes through every kind of layer', () => {
    const tested = new Set(Object.values(trunks).flatMap(([, layers]) => layers.map(({ kind }) => kind)));
    // A graph has no definition of ours to be compared with; its backends are compared with each other (any-model.browser.test.ts).
    expect([...tested]).to.have.members(Object.keys(layerKinds).filter((kind) => kind !== 'graph'));
  });
});
