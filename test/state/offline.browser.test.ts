import { expect } from 'chai';
import { OfflineStore } from '../../src/state/offline.ts';

type Register = NonNullable<Parameters<OfflineStore['start']>[0]>;
type Options = Parameters<Register>[0];

function begun() {
  const store = new OfflineStore();
  let told: Options;
  let taken = 0;
  store.start((options) => {
    told = options;
    return () => {
      taken++;
      return Promise.resolve();
    };
  });
  return { store, tell: told!, taken: () => taken };
}

describe('what is kept for offline use', () => {
  it('is being kept, then kept', () => {
    const { store, tell } = begun();
    expect(store.state).to.equal('keeping');
    tell!.onOfflineReady?.();
    expect(store.state).to.equal('kept');
  });
  it('takes over a new version only when asked to', () => {
    const { store, tell, taken } = begun();
    tell!.onNeedRefresh?.();
    expect([store.state, taken()]).to.deep.equal(['update', 0]);
    store.update();
    expect(taken()).to.equal(1);
  });
  it('is nothing where the browser refuses', () => {
    const { store, tell } = begun();
    tell!.onRegisterError?.(new Error('refused'));
    expect(store.state).to.equal('none');
    store.update();
  });
});
