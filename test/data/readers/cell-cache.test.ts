import { expect } from 'chai';
import fc from 'fast-check';
import { CellCache } from '../../../src/data/readers/cell-cache.ts';

describe('the cache of short cells', () => {
  it('never takes one cell for another, and knows the one it just kept', () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[ -~]{0,9}$/),
      fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !text.includes('\0')),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 300 }), (cells) => {
        const cache = new CellCache();
        const codes = new Map<string, number>();
        for (const text of cells) {
          const code = codes.get(text) ?? codes.size;
          codes.set(text, code);
          const found = cache.find(`a${text}b`, 1, 1 + text.length, -1);
          expect(found === -1 || found === code, text).to.equal(true);
          cache.keep(code);
          const short = text.length <= 8 && [...text].every((character) => character < '\u0080');
          expect(cache.find(text, 0, text.length, -1), text).to.equal(short ? code : -1);
        }
      }),
    );
  });
});
