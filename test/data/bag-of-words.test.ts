import { expect } from 'chai';
import fc from 'fast-check';
import { bagOfWords, bucketOf, fnv1a, mapWords, TEXT_WIDTH, wordsOf } from '../../src/data/bag-of-words.ts';

describe('words', () => {
  it('are letters and digits in lower case, with apostrophes inside', () => {
    expect(wordsOf('My order 48213 hasn’t arrived: it’s LATE!')).to.deep.equal([
      'my',
      'order',
      '48213',
      'hasn’t',
      'arrived',
      'it’s',
      'late',
    ]);
    expect(wordsOf('Größe "L", 12.50 €')).to.deep.equal(['größe', 'l', '12', '50']);
    expect(wordsOf(' — … ')).to.deep.equal([]);
  });

  it('can be replaced where they stand, what is between them kept', () => {
    expect(mapWords('Hi, my lamp’s broken.', (word) => (word === 'Hi' ? 'Hello' : word.toUpperCase()))).to.equal(
      'Hello, MY LAMP’S BROKEN.',
    );
  });
});

describe('FNV-1a', () => {
  it('gives the values of its authors’ test suite (test_fnv.c, 32 bits)', () => {
    const published = [
      ['', 0x811c9dc5],
      ['a', 0xe40c292c],
      ['b', 0xe70c2de5],
      ['foo', 0xa9f37ed7],
      ['foobar', 0xbf9cf968],
    ] as const;
    for (const [word, hash] of published) expect(fnv1a(word), word).to.equal(hash);
  });

  it('hashes UTF-8 bytes, not code units (é is c3 a9: two steps by hand)', () => {
    const step = (hash: number, byte: number): number => Number(((BigInt(hash ^ byte) & 0xffffffffn) * 0x01000193n) % 0x100000000n);
    expect(fnv1a('é')).to.equal(step(step(0x811c9dc5, 0xc3), 0xa9));
  });
});

describe('a bag of words', () => {
  it('counts every word in its bucket, row by row', () => {
    const x = bagOfWords(['a b A', '', 'foo!'], 16);
    const expected = new Float32Array(48);
    // Last hex digits of the published hashes: a c, b 5, foo 7.
    expected[0xc] = 2;
    expected[0x5] = 1;
    expected[32 + 0x7] = 1;
    expect(x).to.deep.equal(expected);
    expect(bucketOf('A', 16)).to.equal(0xc);
  });

  it('does not depend on the order of words and adds up to their number', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 300 }), (parts, width) => {
        const there = bagOfWords([parts.join(' ')], width);
        expect(bagOfWords([[...parts].reverse().join(' ')], width)).to.deep.equal(there);
        expect(there.reduce((a, b) => a + b, 0)).to.equal(parts.flatMap(wordsOf).length);
      }),
    );
  });

  it('spreads the words of the built-in texts over 256 buckets', () => {
    expect(TEXT_WIDTH).to.equal(256);
  });
});
