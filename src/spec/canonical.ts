/** One byte sequence per value: RFC 8785 (JSON Canonicalization Scheme), and the ids made from it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Spec } from './schema.ts';

/** Canonical JSON; throws for NaN, infinities and lone surrogates. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no canonical JSON');
  return text;
}

/** `sha256:` and the hex digest of the value's canonical JSON. */
export const contentId = (value: unknown): string => `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;

/** Equal for equal experiments. */
export const specId = (spec: Spec): string => contentId(spec);
