import { expect } from 'chai';
import { isNewcomer, remember, type FirstOffer } from '../../../src/ui/stories/first-offer.ts';
import { FIRST_RUN } from '../../../src/ui/stories/first-run.ts';
import { stories, storyOf } from '../../../src/ui/stories/registry.ts';

const plain = { hash: '', search: '', automated: false };
const kept = (value: string | null) => ({ getItem: () => value });
const forbidden = {
  getItem: (): string => {
    throw new DOMException('no storage', 'SecurityError');
  },
};

describe('the offer of a first experiment', () => {
  it('is for whoever comes for the first time, by no link', () => {
    expect(isNewcomer(plain, kept(null))).to.equal(true);
    expect(isNewcomer(plain, kept('offered'))).to.equal(false);
    expect(['#r1=abc', '#/learn/new-slang', '#/stream'].map((hash) => isNewcomer({ ...plain, hash }, kept(null)))).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('is not for programs, nor where nothing can be remembered, unless the address asks', () => {
    expect(isNewcomer({ ...plain, automated: true }, kept(null))).to.equal(false);
    expect(isNewcomer(plain, forbidden)).to.equal(false);
    expect(isNewcomer({ hash: '', search: '?welcome', automated: true }, forbidden)).to.equal(true);
  });

  it('is made once, whatever the answer', async () => {
    localStorage.removeItem('drift-lab-first-run');
    for (const [press, accepted] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const offer: FirstOffer = document.body.appendChild(document.createElement('first-offer'));
      await offer.updateComplete;
      let heard = 0;
      offer.addEventListener('accept', () => heard++);
      offer.shadowRoot!.querySelectorAll('button')[press]!.click();
      expect([heard, offer.isConnected, isNewcomer(plain)]).to.deep.equal([accepted, false, false]);
    }
    localStorage.removeItem('drift-lab-first-run');
    remember();
    expect(isNewcomer(plain)).to.equal(false);
  });

  it('leads to a story of four steps that is not in the list', () => {
    expect(storyOf(FIRST_RUN)?.steps).to.have.length(4);
    expect(stories().some(({ id }) => id === FIRST_RUN)).to.equal(false);
    expect(storyOf('no such story')).to.equal(undefined);
  });
});
