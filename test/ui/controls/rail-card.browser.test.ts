import { expect } from 'chai';
import '../../../src/ui/controls/rail-card.ts';
import { find, mount, settled, words } from '../mount.ts';

describe('a card of the experiment', () => {
  const facts = { number: 3, title: 'Drift', choice: 'Rotation', detail: 'severity 3' };
  const details = (card: HTMLElement) => find<HTMLDetailsElement>(card, 'details');

  it('shows its choice in a line while it is closed', async () => {
    const card = await mount('rail-card', facts);
    expect(details(card).open).to.equal(false);
    expect(words(find(card, 'summary'))).to.equal('3Drift Rotation severity 3');
  });

  it('shows its controls when it is opened', async () => {
    const card = await mount('rail-card', facts);
    card.append(Object.assign(document.createElement('button'), { textContent: 'a control' }));
    const control = card.querySelector('button')!;
    expect(control.checkVisibility({ contentVisibilityAuto: true })).to.equal(false);
    find(card, 'summary').click();
    await settled(card);
    expect(control.checkVisibility({ contentVisibilityAuto: true })).to.equal(true);
  });

  it('stays as the user left it when its choice changes', async () => {
    const card = await mount('rail-card', { ...facts, open: true });
    expect(details(card).open).to.equal(true);
    find(card, 'summary').click();
    card.choice = 'Contrast';
    await settled(card);
    expect(details(card).open).to.equal(false);
    expect(words(find(card, '.choice'))).to.equal('Contrast');
  });
});
