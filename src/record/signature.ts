/** Who vouches for a record: Ed25519 over the letters of its id. It says that the same key signed, not that a result is true. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AnyRecord, Signature } from '../contracts/record.ts';

/** 32 bytes each. */
export interface KeyPair {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A new pair of keys, from the randomness of the platform. */
export const newKeys = (): KeyPair => ed25519.keygen();

/** The record with one more signature; of the same key there is one. */
export function signed<R extends AnyRecord>(record: R, { secretKey, publicKey }: KeyPair): R {
  const signature: Signature = {
    alg: 'Ed25519',
    publicKey: bytesToHex(publicKey),
    sig: bytesToHex(ed25519.sign(utf8ToBytes(record.runId), secretKey)),
  };
  const others = (record.signatures ?? []).filter((other) => other.publicKey !== signature.publicKey);
  return { ...record, signatures: [...others, signature] };
}

/** Whether that key signed that id. */
export function holds(runId: string, { publicKey, sig }: Signature): boolean {
  try {
    return ed25519.verify(hexToBytes(sig), utf8ToBytes(runId), hexToBytes(publicKey));
  } catch {
    // What is no point of the curve signed nothing.
    return false;
  }
}

/** A key as people compare it: its first letters. */
export const shortKey = (publicKey: string): string => publicKey.slice(0, 8);
