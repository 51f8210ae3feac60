import { expect } from 'chai';
import { keeping } from '../../src/decide/kept.ts';
import { armOf, summaryOf } from './hand-made.ts';

describe('answers that are kept', () => {
  const summary = summaryOf([armOf('none', 0.5)]);
  const counter = () => {
    let made = 0;
    return () => ++made;
  };

  it('are made once for each question about the same arms, and anew for others', () => {
    const [kept, make] = [keeping<number>(), counter()];
    const ask = (question: string, of = summary) => kept(of, question, make);
    expect([ask('a'), ask('a'), ask('b'), ask('a'), ask('b')]).to.deep.equal([1, 1, 2, 1, 2]);
    // The summary may be another, as long as its arms are the same ones.
    expect(ask('a', { ...summary, seeds: 9 })).to.equal(1);
    expect(ask('a', summaryOf([armOf('none', 0.5)]))).to.equal(3);
  });

  it('are made anew when they rest on something else', () => {
    const [kept, make] = [keeping<number>(), counter()];
    const [cheap, dear] = [{}, {}];
    const ask = (restsOn?: object) => kept(summary, 'a', make, restsOn);
    expect([ask(cheap), ask(cheap), ask(dear), ask(dear), ask(cheap), ask()]).to.deep.equal([1, 1, 2, 2, 3, 4]);
  });
});
