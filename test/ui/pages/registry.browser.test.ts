import { expect } from 'chai';
import { specKinds } from '../../../src/spec/kinds/registry.ts';
import { characterKeys, setCharacterKeys } from '../../../src/ui/character-keys.ts';
import { actionOf } from '../../../src/ui/pages/keys.ts';
import { pages } from '../../../src/ui/pages/registry.ts';
import { fakeStore } from '../fake-store.ts';

const frame = { share: () => {}, help: () => {}, present: () => {} };

describe('the pages', () => {
  it('have names, addresses and elements of their own', async () => {
    for (const key of ['id', 'fragment', 'element'] as const)
      expect(new Set(pages.map((page) => page[key])).size, key).to.equal(pages.length);
    expect(new Set(pages.map((page) => page.title())).size).to.equal(pages.length);
    for (const page of pages) {
      await page.load();
      expect(customElements.get(page.element), page.id).to.not.equal(undefined);
    }
  });

  it('open links of every kind, each on one page, where that kind is edited', () => {
    const { store } = fakeStore();
    for (const { id } of specKinds) {
      const opening = pages.filter(({ kind }) => kind === id);
      expect(opening.length, id).to.equal(1);
      expect(opening[0]!.experiment(store).spec.kind).to.equal(id);
    }
  });

  it('can be left without the keyboard starting anything: only where an experiment is edited does Enter run it', () => {
    const { store } = fakeStore();
    for (const page of pages) {
      const keys = page.keys(store, frame).map(({ key }) => key);
      expect(keys.includes('Enter'), page.id).to.equal(page.kind !== undefined);
      expect(keys, page.id).to.include('?');
      expect(new Set(keys).size, page.id).to.equal(keys.length);
    }
  });

  it('leave Space and Enter to the control that has the focus, and take letters in either case', () => {
    const pressed: string[] = [];
    const table = [' ', 'Enter', 'r'].map((key) => ({ key, does: '', act: () => void pressed.push(key) }));
    const press = (key: string, on: HTMLElement) => actionOf(new KeyboardEvent('keydown', { key }), on, table)?.();
    for (const key of [' ', 'Enter', 'R', 'x']) press(key, document.createElement('button'));
    expect(pressed).to.deep.equal(['r']);
    for (const key of [' ', 'Enter', 'r']) press(key, document.body);
    expect(pressed).to.deep.equal(['r', ' ', 'Enter', 'r']);
  });

  it('take Space on a link, which it does not open, and leave it Enter', () => {
    const pressed: string[] = [];
    const table = [' ', 'Enter'].map((key) => ({ key, does: '', act: () => void pressed.push(key) }));
    for (const key of [' ', 'Enter']) actionOf(new KeyboardEvent('keydown', { key }), document.createElement('a'), table)?.();
    expect(pressed).to.deep.equal([' ']);
  });

  it('are no commands where characters are switched off, but Space, Enter and Escape are', () => {
    const table = ['r', '?', '.', ' ', 'Enter', 'Escape'].map((key) => ({ key, does: '', act: () => undefined }));
    const live = table.filter(({ key }) => actionOf(new KeyboardEvent('keydown', { key }), document.body, table, false));
    expect(live.map(({ key }) => key)).to.deep.equal([' ', 'Enter', 'Escape']);
  });

  it('stay switched off on this device', () => {
    expect(characterKeys()).to.equal(true);
    expect([setCharacterKeys(false), characterKeys()]).to.deep.equal([true, false]);
    expect([setCharacterKeys(true), characterKeys()]).to.deep.equal([true, true]);
  });
});
