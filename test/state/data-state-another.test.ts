import { expect } from 'chai';
import type { OwnData } from '../../src/contracts/services.ts';
import { parseAny } from '../../src/spec/parse.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import type { DataState } from '../../src/state/data-state.ts';
import { settled } from '../turns.ts';
import { spec, fake, facts, own } from './fake-data-state.ts';

describe('another data set', () => {
  /** A state that knows the catalogue. */
  async function knowing(): Promise<DataState> {
    const { state } = fake();
    state.show(spec);
    await settled();
    return state;
  }
  const blip = { pattern: 'blip', start: 0.2, end: 0.4 } as const;
  const drifts = (changed: Spec) => changed.drift.map(({ id }) => id);

  it('comes with its own split and parameters, as a whole and valid experiment', async () => {
    const state = await knowing();
    const changed = state.onBuiltIn(spec, 'plane');
    expect(changed.data).to.deep.include({ id: 'plane', params: { shape: 'moons', noise: 0.15 } });
    expect(changed.data.split).not.to.deep.equal(spec.data.split);
    expect(parseAny(changed).ok).to.equal(true);
    expect(state.chosen(changed)).to.include({ kind: 'tabular', title: 'Shapes in the plane' });
  });

  it('keeps the drifts that fit, with severity and time, but not the place and names of the old data', async () => {
    const state = await knowing();
    const mixed: Spec = {
      ...spec,
      drift: [{ ...globalDrift('label-cycle', 4), where: { scope: 'class', name: '3' }, when: blip }, globalDrift('contrast', 3)],
    };
    expect(state.onBuiltIn(mixed, 'sensors').drift).to.deep.equal([{ ...globalDrift('label-cycle', 4), when: blip }]);
    expect(state.onBuiltIn(mixed, 'glyphs').drift).to.deep.equal([
      { ...globalDrift('label-cycle', 4), when: blip },
      globalDrift('contrast', 3),
    ]);
  });

  it('replaces drifts of which none fits by one that does, and leaves a control alone', async () => {
    const state = await knowing();
    expect(drifts(state.onBuiltIn(spec, 'sensors'))).to.deep.equal(['gain-offset']);
    expect(drifts(state.onBuiltIn(spec, 'queries'))).to.deep.equal(['slang']);
    expect(drifts(state.onBuiltIn(presets.sensors.spec, 'digits'))).to.deep.equal(['rotation']);
    expect(drifts(state.onOwn(spec, own))).to.deep.equal(['gain-offset']);
    expect(drifts(state.onOwn(spec, { ...own, fits: ['swap-channels'] }))).to.deep.equal(['swap-channels']);
    expect(drifts(state.onOwn(spec, { ...own, fits: [] }))).to.deep.equal([]);
    expect(drifts(state.onBuiltIn({ ...spec, drift: [] }, 'sensors'))).to.deep.equal([]);
  });

  it('lowers the budget to its pool, and never raises it', async () => {
    const state = await knowing();
    expect(state.onOwn(spec, own).labels.budget).to.equal(15);
    expect(state.onBuiltIn({ ...spec, labels: { budget: 10 } }, 'sensors').labels.budget).to.equal(10);
  });

  it('replaces the convolutional net where there are no images, and no other model', async () => {
    const state = await knowing();
    const cnn = presets.glyphs.spec;
    expect(state.onBuiltIn(cnn, 'sensors').model).to.deep.equal({ family: 'mlp', params: { hidden: [64, 64] } });
    expect(state.onOwn(cnn, own).model.family).to.equal('mlp');
    expect(state.onBuiltIn(cnn, 'digits').model).to.deep.equal(cnn.model);
    const softmax: Spec = { ...spec, model: { family: 'softmax', params: {} } };
    expect(state.onBuiltIn(softmax, 'sensors').model).to.deep.equal(softmax.model);
  });

  it('is known by what was said of it: the user’s files once open, a download once read', async () => {
    const state = await knowing();
    const onFiles = { ...spec, data: own.spec };
    expect(state.chosen(onFiles)).to.equal(undefined);
    const download: OwnData = { ...own, spec: { id: 'electricity', params: {}, split: own.spec.split } };
    const changed = state.onOwn(spec, download);
    expect(state.chosen(changed)).to.deep.equal({ ...facts, kind: 'tabular' });
    expect(state.chosen({ ...spec, data: { ...changed.data, id: 'mnist' } as Spec['data'] })).to.equal(undefined);
  });

  it('has as many inputs as its encoder makes: one for each category, else one for each column', async () => {
    const state = await knowing();
    expect(state.chosen(presets.glyphs.spec)!.encodedShape).to.deep.equal(state.chosen(presets.glyphs.spec)!.inputShape);
    const credit = state.chosen(state.onBuiltIn(spec, 'credit'))!;
    const width = credit.columns.reduce((sum, { kind, categories }) => sum + (kind === 'categorical' ? categories!.length : 1), 0);
    expect(credit.encodedShape).to.deep.equal([width]);
    expect(width).to.be.above(credit.columns.length);
  });
});
