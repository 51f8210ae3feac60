import { expect } from 'chai';
import { recall, remember, type Settings } from '../../src/state/reading-memory.ts';

/** Settings in memory. */
function settings() {
  const kept = new Map<string, unknown>();
  const store: Settings = { setting: async (name) => kept.get(name), set: async (name, value) => void kept.set(name, value) };
  return { store, kept };
}
const file = (text: string, name = 'pumps.csv') => new File([text], name);
const reading = { roles: { flow: 'label' } } as const;

describe('how files were last read', () => {
  it('is known for the same bytes under the same name, and for no others', async () => {
    const { store } = settings();
    await remember(store, [file('flow,y\n1,2')], reading);
    expect(await recall(store, [file('flow,y\n1,2')])).to.deep.equal(reading);
    for (const other of [[file('flow,y\n1,3')], [file('flow,y\n1,2', 'other.csv')], [file('flow,y\n1,2'), file('')]])
      expect(await recall(store, other)).to.equal(undefined);
  });

  it('is kept under the hash of the bytes, not their letters', async () => {
    const { store, kept } = settings();
    await remember(store, [file('secret')], reading);
    expect([...kept.keys()]).to.have.length(1);
    expect([...kept.keys()][0]).to.match(/^reading [0-9a-f]{64}$/);
  });

  it('is forgotten when asked', async () => {
    const { store } = settings();
    await remember(store, [file('a')], reading);
    await remember(store, [file('a')], undefined);
    expect(await recall(store, [file('a')])).to.equal(undefined);
  });

  it('is nothing where the browser keeps nothing, or files are too large to hash, and disturbs nobody', async () => {
    const refuse = async () => {
      throw new Error('no storage');
    };
    await remember({ setting: refuse, set: refuse }, [file('a')], reading);
    expect(await recall({ setting: refuse, set: refuse }, [file('a')])).to.equal(undefined);
    const { store, kept } = settings();
    const large = Object.defineProperty(file('a'), 'size', { value: 300 * 2 ** 20 });
    await remember(store, [large], reading);
    expect([kept.size, await recall(store, [large])]).to.deep.equal([0, undefined]);
  });
});
