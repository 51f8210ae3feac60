import { randomStream, sfc32 } from '../../src/random/random.ts';
import { expect } from 'chai';
import fc from 'fast-check';

/** sfc32 written again with BigInt arithmetic, straight from its definition in PractRand (Doty-Humphrey 2010). */
function* reference(a: bigint, b: bigint, c: bigint, counter: bigint): Generator<number> {
  const mask = 0xffffffffn;
  for (;;) {
    const out = (a + b + counter) & mask;
    counter = (counter + 1n) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = ((((c << 21n) & mask) | (c >> 11n)) + out) & mask;
    yield Number(out);
  }
}

describe('random streams', () => {
  it('produces sfc32 exactly (against a BigInt version of its definition)', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        const expected = reference(BigInt(a), BigInt(b), BigInt(c), BigInt(d));
        for (let i = 0; i < 12; i++) expected.next();
        const actual = sfc32(a, b, c, d);
        for (let i = 0; i < 50; i++) expect(actual.uint32()).to.equal(expected.next().value);
      }),
      { numRuns: 30 },
    );
  });

  it('gives equal numbers for equal names and different ones for different names', () => {
    const draw = (...names: (string | number)[]) => Array.from({ length: 4 }, randomStream(7, ...names).uint32);
    expect(draw('split', 1)).to.deep.equal(draw('split', 1));
    expect(draw('split', 1)).not.to.deep.equal(draw('split', 2));
    expect(draw('split', 1)).not.to.deep.equal(draw('split1'));
    expect(draw('a')).not.to.deep.equal(Array.from({ length: 4 }, randomStream(8, 'a').uint32));
  });

  it('permutes: every index exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer(), (n, seed) => {
        const sorted = Array.from(randomStream(seed, 'p').permutation(n)).sort((a, b) => a - b);
        expect(sorted).to.deep.equal(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('draws uniform integers without bias (chi-square over 7 cells, 99.9 % quantile 22.46 at 6 degrees of freedom)', () => {
    const random = randomStream(1, 'cells');
    const cells = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) cells[random.int(7)]!++;
    const chi2 = cells.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chi2).to.be.below(22.46);
  });

  it('draws standard normals: mean, variance and tails within five standard errors', () => {
    const random = randomStream(2, 'normal');
    const n = 100_000;
    let sum = 0,
      squares = 0,
      tails = 0;
    for (let i = 0; i < n; i++) {
      const z = random.normal();
      sum += z;
      squares += z * z;
      if (Math.abs(z) > 1.959963984540054) tails++;
    }
    expect(Math.abs(sum / n)).to.be.below(5 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).to.be.below(5 * Math.sqrt(2 / n));
    expect(Math.abs(tails / n - 0.05)).to.be.below(5 * Math.sqrt((0.05 * 0.95) / n));
  });

  it('draws normals in pairs by Marsaglia’s polar method (Marsaglia & Bray 1964), written again', () => {
    const [drawn, twin] = [randomStream(3, 'polar'), randomStream(3, 'polar')];
    const pair = (): readonly [number, number] => {
      const [u, v] = [2 * twin.uniform() - 1, 2 * twin.uniform() - 1];
      const s = u ** 2 + v ** 2;
      return s < 1 ? [u * Math.sqrt((-2 * Math.log(s)) / s), v * Math.sqrt((-2 * Math.log(s)) / s)] : pair();
    };
    for (let i = 0; i < 100; i++) {
      for (const expected of pair()) expect(drawn.normal()).to.equal(expected);
    }
  });

  it('draws integers anew where the remainder would favour small ones, a draw at the very limit included', () => {
    for (let seed = 0; seed < 20; seed++) {
      const first = randomStream(seed, 'limit').uint32();
      // Above half of all draws n goes in once: whatever is not below n is drawn again.
      if (first <= 2 ** 31) continue;
      const twin = randomStream(seed, 'limit');
      let expected = twin.uint32();
      while (expected >= first) expected = twin.uint32();
      expect(randomStream(seed, 'limit').int(first)).to.equal(expected);
    }
    const [random, twin] = [randomStream(1, 'remainder'), randomStream(1, 'remainder')];
    for (let i = 0; i < 50; i++) expect(random.int(1000)).to.equal(twin.uint32() % 1000);
  });

  it('refuses integers below what is no whole number of 1 … 2³²', () => {
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) {
      expect(() => randomStream(1).int(n), String(n)).to.throw(RangeError, `int(n): n is ${n}, expected 1 … 2³²`);
    }
    expect(randomStream(1).int(1)).to.equal(0);
    expect(randomStream(1).int(2 ** 32)).to.equal(randomStream(1).uint32());
  });

  it('draws between two bounds in proportion to a uniform draw', () => {
    const [random, twin] = [randomStream(1, 'between'), randomStream(1, 'between')];
    for (let i = 0; i < 20; i++) expect(random.between(-3, 5)).to.equal(-3 + 8 * twin.uniform());
  });

  it('samples as the first steps of Fisher and Yates’ shuffle (Durstenfeld 1964), written again', () => {
    const [random, twin] = [randomStream(1, 'shuffle'), randomStream(1, 'shuffle')];
    const items = Array.from({ length: 30 }, (_, i) => i);
    for (let i = 0; i < 7; i++) {
      const j = i + twin.int(30 - i);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    expect([...random.sample(30, 7)]).to.deep.equal(items.slice(0, 7));
    expect([...random.sample(5, 0)]).to.deep.equal([]);
  });

  it('refuses to draw more distinct items than there are', () => {
    expect(() => randomStream(1).sample(3, 4)).to.throw(RangeError, 'cannot draw 4 distinct items out of 3');
  });
});
