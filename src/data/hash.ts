/** SHA-256 of numbers in memory: the same on every machine, whatever its byte order or its favourite NaN. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

type Numbers = Float32Array | Int32Array;

/** The one NaN that is hashed; engines may store others. */
const CANONICAL_NAN = 0x7fc00000;

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Elements hashed at a time: what must be rewritten first needs no second copy of the whole. */
const BLOCK = 1 << 16;

/**
 * SHA-256 (64 hex digits) of arrays in order. Each contributes its length and then its elements, all as 32-bit
 * little-endian words, so that `([1], [2])` and `([1, 2])` differ.
 */
export function hashArrays(...arrays: readonly Numbers[]): string {
  const hash = sha256.create();
  for (const array of arrays) {
    hash.update(littleEndianBytes(Int32Array.of(array.length)));
    for (let start = 0; start < array.length; start += BLOCK) hash.update(littleEndianBytes(array.subarray(start, start + BLOCK)));
  }
  return bytesToHex(hash.digest());
}

function littleEndianBytes(array: Numbers): Uint8Array {
  if (littleEndian && !(array instanceof Float32Array && array.some(Number.isNaN))) {
    return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  }
  const view = new DataView(new ArrayBuffer(array.byteLength));
  for (let i = 0; i < array.length; i++) {
    const value = array[i]!;
    if (array instanceof Int32Array) view.setInt32(4 * i, value, true);
    else if (Number.isNaN(value)) view.setUint32(4 * i, CANONICAL_NAN, true);
    else view.setFloat32(4 * i, value, true);
  }
  return new Uint8Array(view.buffer);
}
