import { expect } from 'chai';
import type { RunEntry } from '../../../src/contracts/library.ts';
import { LibraryStore, type Library } from '../../../src/state/library-store.ts';
import '../../../src/ui/pages/runs-page.ts';
import { fakeStore } from '../fake-store.ts';
import { findAll, mount, settled, until, words } from '../mount.ts';

const entry = (i: number): RunEntry => ({
  ...{ runId: `sha256:${String(i).padStart(64, '0')}`, specId: `sha256:${i}`, kind: 'compare', data: 'Digits', dataId: 'digits' },
  ...{ drift: 'rotation', about: 'net', engine: 'wasm', verdict: 'tune the head', seeds: 2, durationMs: 900, origin: 'here', sound: true },
  ...{ startedAt: new Date(1e12 + i * 1e6).toISOString(), keptAt: new Date(2e12).toISOString(), bytes: 9_000, state: 'finished' },
  ...{ faults: [], notes: [], tags: [], note: i === 7 ? 'seventh' : '', picture: [] },
});

describe('the list of 250 kept runs', () => {
  it('comes 20 in a frame, 100 in all until more are asked for, and is searched whole', async () => {
    const { store } = fakeStore();
    const entries = Array.from({ length: 250 }, (_, i) => entry(i));
    store.library = new LibraryStore({ list: async () => entries, usage: async () => ({}) } as unknown as Library);
    store.library.addEventListener('change', () => store.told());
    const page = await mount('runs-page', { store });
    const rows = () => findAll(page, 'run-row').length;
    const more = () => findAll(page, 'button').find((each) => words(each).startsWith('Show '));
    const grewBy: number[] = [];
    let before = rows();
    new MutationObserver(() => {
      if (rows() > before) grewBy.push(rows() - before);
      before = rows();
    }).observe(page.shadowRoot!, { childList: true, subtree: true });
    await until(() => more());
    expect(rows()).to.equal(100);
    expect(words(more()!)).to.equal('Show 100 more');
    more()!.click();
    await until(() => rows() === 200 && more());
    expect(words(more()!)).to.equal('Show 50 more');
    more()!.click();
    await until(() => rows() === 250);
    expect(more()).to.equal(undefined);
    expect(Math.max(...grewBy), 'rows in one frame').to.be.at.most(20);
    const search = page.shadowRoot!.querySelector<HTMLInputElement>('.search')!;
    search.value = 'seventh';
    search.dispatchEvent(new Event('input'));
    await settled(page);
    expect(rows()).to.equal(1);
  });
});
