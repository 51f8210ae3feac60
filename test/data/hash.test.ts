import { expect } from 'chai';
import { hashArrays } from '../../src/data/hash.ts';

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
});
