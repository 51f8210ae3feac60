import { expect } from 'chai';
import { applyTheme, nextTheme, storedTheme, type Theme } from '../../src/ui/theme.ts';

const shown = () => document.documentElement.dataset['theme'];

describe('the colour scheme', () => {
  afterEach(() => {
    localStorage.clear();
    delete document.documentElement.dataset['theme'];
  });

  it('goes from auto over light to dark and back', () => {
    const seen: Theme[] = ['auto'];
    for (let i = 0; i < 3; i++) seen.push(nextTheme(seen.at(-1)!));
    expect(seen).to.deep.equal(['auto', 'light', 'dark', 'auto']);
  });

  it('is what was chosen, and what the system says on auto', () => {
    applyTheme('dark');
    expect(shown()).to.equal('dark');
    applyTheme('light');
    expect(shown()).to.equal('light');
    applyTheme('auto');
    expect(shown()).to.equal(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  });

  it('is remembered, and auto where nothing or nonsense is', () => {
    expect(storedTheme()).to.equal('auto');
    applyTheme('dark');
    expect(storedTheme()).to.equal('dark');
    localStorage.setItem('drift-lab-theme', 'purple');
    expect(storedTheme()).to.equal('auto');
  });

  it('tells those who draw on a canvas, when the new colours are there', () => {
    const heard: unknown[] = [];
    const listen = () => heard.push(shown());
    document.addEventListener('theme-change', listen);
    applyTheme('dark');
    applyTheme('light');
    document.removeEventListener('theme-change', listen);
    expect(heard).to.deep.equal(['dark', 'light']);
  });
});
