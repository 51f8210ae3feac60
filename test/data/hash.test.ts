import { expect } from 'chai';
import { digestArrays, hashArrays } from '../../src/data/hash.ts';

describe('hash of arrays', () => {
  it('is SHA-256 of lengths and elements as little-endian words (frozen from Python hashlib and struct)', () => {
    expect(hashArrays(Int32Array.of(1, -2), Float32Array.of(0.5, -1.25, NaN))).to.equal(
      '194276f90359be56176b4affc9f0db068b39fab242a58bc1899df9ac9fec3168',
    );
  });

  it('tells where one array ends and the next begins', () => {
    expect(hashArrays(Int32Array.of(1), Int32Array.of(2))).not.to.equal(hashArrays(Int32Array.of(1, 2)));
  });

  it('does not depend on which NaN is stored', () => {
    const odd = new Float32Array(Uint32Array.of(0xffc00001).buffer);
    expect(hashArrays(odd)).to.equal(hashArrays(Float32Array.of(NaN)));
  });

  it('reads a view, not the buffer behind it', () => {
    expect(hashArrays(Int32Array.of(1, 2, 3).subarray(1, 2))).to.equal(hashArrays(Int32Array.of(2)));
  });

  for (const platform of ['with', 'without'])
    it(`is the same ${platform} the platform’s own code`, async () => {
      const arrays = [Float32Array.of(NaN, -0, 1e-40), Int32Array.of(7, 8, 9).subarray(1), new Float32Array(100_000).fill(0.1)];
      const { crypto } = globalThis;
      try {
        if (platform === 'without') Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
        expect(await digestArrays(...arrays)).to.equal(hashArrays(...arrays));
      } finally {
        Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
      }
    });
});
