import { expect } from 'chai';
import { PacedWords, PAUSE_MS } from '../../src/ui/paced-words.ts';

describe('what is read aloud', () => {
  it('comes at once when nothing was said, then no sooner than the pause, and then the latest', () => {
    const words = new PacedWords();
    words.want('begun');
    expect(words.due(100)).to.equal('begun');
    for (const sentence of ['10 %', '20 %']) words.want(sentence);
    expect([words.due(101), words.due(99 + PAUSE_MS)]).to.deep.equal([undefined, undefined]);
    expect(words.wait(100 + PAUSE_MS / 2)).to.equal(PAUSE_MS / 2);
    expect(words.due(100 + PAUSE_MS)).to.equal('20 %');
  });

  it('is never said twice, and nothing waits when there is nothing new', () => {
    const words = new PacedWords();
    words.want('over');
    words.due(0);
    words.want('over');
    expect([words.wait(10 * PAUSE_MS), words.due(10 * PAUSE_MS)]).to.deep.equal([undefined, undefined]);
    words.want('');
    expect(words.due(10 * PAUSE_MS)).to.equal(undefined);
  });

  it('is one sentence in any five seconds of a thousand wishes', () => {
    const words = new PacedWords();
    const said: number[] = [];
    for (let now = 0; now < 60_000; now += 60) {
      words.want(`${now}`);
      if (words.due(now) !== undefined) said.push(now);
    }
    expect(said.length).to.be.within(10, 12);
    expect(said.slice(1).every((now, i) => now - said[i]! >= PAUSE_MS)).to.equal(true);
  });
});
