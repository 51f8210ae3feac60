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

/** The same hash, by the platform's code beside this thread where it has one: ten times as fast for what is long. */
export async function digestArrays(...arrays: readonly Numbers[]): Promise<string> {
  // Absent on pages that are neither local nor served by https.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return hashArrays(...arrays);
  const message = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + WORD + byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    message.set(littleEndianBytes(Int32Array.of(array.length)), at);
    message.set(littleEndianBytes(array), at + WORD);
    at += WORD + array.byteLength;
  }
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', message)));
}

/** Bytes of an element. */
const WORD = 4;

function littleEndianBytes(array: Numbers): Uint8Array {
  if (littleEndian && !hasNaN(array)) {
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

function hasNaN(array: Numbers): boolean {
  if (array instanceof Int32Array) return false;
  for (let i = 0; i < array.length; i++) if (Number.isNaN(array[i])) return true;
  return false;
}
