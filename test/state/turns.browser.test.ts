import { expect } from 'chai';
import { turnOfTab } from '../../src/state/turns.ts';

describe('turns of tabs', () => {
  it('come one after the other, and who waits is told, once it begins and once it ends', async () => {
    const told: string[] = [];
    const turn = (name: string) => turnOfTab((waits) => told.push(`${name} ${waits ? 'waits' : 'has its turn'}`));
    const first = await turn('first');
    const second = turn('second');
    const third = turn('third');
    while (told.length < 2) await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(told).to.have.members(['second waits', 'third waits']);
    first();
    (await second)();
    (await third)();
    expect(told.slice(2)).to.deep.equal(['second has its turn', 'third has its turn']);
    const last = await turn('last');
    expect(told, 'who need not wait is told nothing').to.have.length(4);
    last();
  });
});
