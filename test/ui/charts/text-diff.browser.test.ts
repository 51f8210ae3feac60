import { expect } from 'chai';
import fc from 'fast-check';
import type { Preview } from '../../../src/contracts/services.ts';
import { diffWords } from '../../../src/ui/charts/text-diff.ts';
import { findAll, mount, words } from '../mount.ts';

type Kind = ReturnType<typeof diffWords>[number]['kind'];
const text = (pieces: ReturnType<typeof diffWords>, ...kinds: Kind[]): string =>
  pieces
    .filter(({ kind }) => kinds.includes(kind))
    .map((piece) => piece.text)
    .join(' ');

/** Length of the longest common subsequence, by trying every subsequence of `a`. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let best = 0;
  for (let mask = 0; mask < 2 ** a.length; mask++) {
    const chosen = a.filter((_, i) => mask & (1 << i));
    let at = 0;
    const isPart = chosen.every((word) => (at = b.indexOf(word, at) + 1) > 0);
    if (isPart) best = Math.max(best, chosen.length);
  }
  return best;
}

describe('the difference of two texts', () => {
  // Three words, so that they meet often.
  const sentence = fc.array(fc.constantFrom('my', 'card', 'lost'), { maxLength: 8 });

  it('rebuilds the text before from what stayed and went, and the text after from what stayed and came', () => {
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        const pieces = diffWords(a.join(' '), b.join(' '));
        expect(text(pieces, 'same', 'gone')).to.equal(a.join(' '));
        expect(text(pieces, 'same', 'new')).to.equal(b.join(' '));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps as many words as the longest common subsequence has (brute force)', () => {
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        const kept = text(diffWords(a.join(' '), b.join(' ')), 'same')
          .split(' ')
          .filter(Boolean);
        expect(kept).to.have.length(longestCommon(a, b));
      }),
      { numRuns: 500 },
    );
  });

  it('joins neighbours of one kind', () => {
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        const kinds = diffWords(a.join(' '), b.join(' ')).map(({ kind }) => kind);
        kinds.forEach((kind, i) => expect(kind).not.to.equal(kinds[i - 1]));
      }),
    );
  });

  it('puts what went before what came, and does not look at spaces', () => {
    expect(diffWords('where is  my card', ' where is my wee plastic')).to.deep.equal([
      { kind: 'same', text: 'where is my' },
      { kind: 'gone', text: 'card' },
      { kind: 'new', text: 'wee plastic' },
    ]);
    expect(diffWords('', '')).to.deep.equal([]);
  });
});

const rows = (texts: readonly string[], y: readonly number[]) => ({ x: new Float32Array(0), y: Int32Array.from(y), text: texts });
const preview: Preview = {
  inputShape: [5],
  columns: [],
  classes: ['card', 'loss'],
  classCounts: { before: [2, 0], after: [1, 1] },
  before: rows(['where is my card', 'card <b>lost</b>'], [0, 0]),
  after: rows(['where is me card', 'card <b>lost</b>'], [0, 1]),
  ledger: [],
};

describe('texts before and after', () => {
  it('strike out what went and mark what came', async () => {
    const element = await mount('text-diff', { preview });
    const [first, second] = findAll(element, 'dd');
    expect(words(first!)).to.equal('where is my me card');
    expect(words(first!.querySelector('del')!)).to.equal('my');
    expect(first!.querySelector('del')!.getAttribute('aria-label')).to.equal('removed: my');
    expect(words(first!.querySelector('ins')!)).to.equal('me');
    expect(second!.querySelectorAll('ins, del')).to.have.length(0);
  });

  it('show markup in a text as it was written', async () => {
    const element = await mount('text-diff', { preview });
    expect(words(findAll(element, 'dd')[1]!)).to.equal('card <b>lost</b>');
  });

  it('have their labels, and both where one changed', async () => {
    const element = await mount('text-diff', { preview });
    expect(findAll(element, 'dt').map(words)).to.deep.equal(['card', 'card → loss']);
    expect(findAll(element, 'dt.changed').map(words)).to.deep.equal(['card → loss']);
  });

  it('are as many as asked for, evenly taken', async () => {
    const many = Array.from({ length: 16 }, (_, i) => `text ${i}`);
    const samples = rows(
      many,
      many.map(() => 0),
    );
    const element = await mount('text-diff', { preview: { ...preview, before: samples, after: samples }, count: 4 });
    expect(findAll(element, 'dd').map(words)).to.deep.equal(['text 2', 'text 6', 'text 10', 'text 14']);
  });

  it('are nothing where there are no texts', async () => {
    const { text: _, ...numbers } = preview.before;
    const element = await mount('text-diff', { preview: { ...preview, before: numbers } });
    expect(findAll(element, 'dl')).to.have.length(0);
  });
});
