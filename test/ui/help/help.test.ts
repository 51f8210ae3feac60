import { expect } from 'chai';
import { find, type HelpPage } from '../../../src/ui/help/help.ts';
import { helpPages } from '../../../src/ui/help/pages.ts';
import { glossary } from '../../../src/ui/glossary.ts';

const entry = (term: string) => ({ term, text: `${term}, explained` });
const known = { keys: [entry('Ctrl+Z')], repairs: [entry('replay')], drifts: [entry('contrast')], data: [entry('digits')], version: '1' };
const pages = helpPages(known);
const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;

describe('the help', () => {
  it('begins with the keys', () => {
    expect([pages[0]!.id, pages[0]!.entries]).to.deep.equal(['keys', known.keys]);
  });

  it('has pages of 250 words at most, with what is folded closed', () => {
    const long = pages.filter(({ text, entries = [], folded }) => {
      const shown = [...text, ...entries.flatMap((each) => (folded ? [each.term] : [each.term, each.text]))];
      return words(shown.join(' ')) > 250;
    });
    expect(long.map(({ id }) => id)).to.deep.equal([]);
  });

  it('has every page once, and none without a word', () => {
    expect(new Set(pages.map(({ id }) => id)).size).to.equal(pages.length);
    expect(pages.filter(({ text, entries = [] }) => text.length + entries.length === 0)).to.deep.equal([]);
  });

  it('says of an interval what it tells before how it is worked out', () => {
    const { meaning } = glossary().find(({ id }) => id === 'interval')!;
    expect(meaning.indexOf('true mean')).to.be.within(0, meaning.indexOf('Student') - 1);
  });
});

describe('a search in the help', () => {
  const page: HelpPage = {
    id: 'a',
    title: 'Fruit',
    text: ['Apples keep for months.'],
    entries: [
      { term: 'pineapple', text: 'sour' },
      { term: 'apple', text: 'sweet' },
      { term: 'Äpfel', text: 'the same in German' },
      { term: 'pear', text: 'an apple’s cousin' },
    ],
  };
  const found = (question: string) => find([page], question).map(({ term }) => term);

  it('puts words that begin so before letters inside of one, and names before texts', () => {
    expect(found('appl')).to.deep.equal(['apple', 'pineapple', 'Fruit', 'pear']);
  });

  it('wants every word, in any case and order, with or without accents', () => {
    expect(found('COUSIN pear')).to.deep.equal(['pear']);
    expect(found('apf ger')).to.deep.equal(['Äpfel']);
    expect(found('apple plum')).to.deep.equal([]);
  });

  it('finds nothing for nothing', () => {
    expect([find(pages, ''), find(pages, '  '), find([], 'apple')]).to.deep.equal([[], [], []]);
  });

  it('finds every word of the glossary first by its name', () => {
    const missed = glossary().filter(({ term }) => find(pages, term)[0]?.term !== term);
    expect(missed.map(({ term }) => term)).to.deep.equal([]);
  });
});
