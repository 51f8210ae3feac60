import { expect } from 'chai';
import { AdviceStore } from '../../src/state/advice-store.ts';
import { dataSetOf } from '../../src/state/per-data.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { memory } from '../memory-storage.ts';

describe('the situation of a person', () => {
  it('is that said for a data set where one was, else as it was last said', () => {
    const storage = memory();
    const store = new AdviceStore(() => storage);
    store.about('digits');
    store.say({ patches: 4 });
    store.about('loans');
    expect(store.situation.patches).to.equal(4);
    store.say({ patches: 1 });
    const after = new AdviceStore(() => storage);
    expect(after.situation.patches).to.equal(1);
    after.about('digits');
    expect(after.situation.patches).to.equal(4);
  });

  it('is of one’s own files by their hash, of ours by their name', () => {
    const { data } = presets.quick.spec;
    expect(dataSetOf(data)).to.equal('digits');
    expect(dataSetOf({ ...data, id: 'own', params: { name: 'a.csv', label: 'y', sha256: 'f'.repeat(64) } })).to.equal('f'.repeat(64));
  });
});
