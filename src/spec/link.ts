/**
 * An experiment as a URL fragment: `r1=<payload>.<check>` for a comparison, `s1=…` for a stream.
 *
 * The payload is the difference to a frozen base spec, as canonical JSON, deflated, base64url. The check is the start of
 * SHA-256 over the payload's characters, so a link that was cut or altered anywhere is refused rather than misread. A link that also
 * says what came of the experiment begins with `+` and has two more parts, `+<payload>.<check>.<result>.<check of all before>`.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { deflateSync, Inflate, strFromU8 } from 'fflate';
import { base64UrlToBytes, bytesToBase64Url } from './base64.ts';
import { canonicalJson } from './canonical.ts';
import { specKindOf, specKinds } from './kinds/registry.ts';
import { describeIssues, parseAny } from './parse.ts';
import type { AnySpec } from './schema.ts';

/** How the links of all kinds begin, in words. */
const PREFIXES = specKinds.map(({ link }) => `#${link.prefix}`).join(' or ');
/** Marks a link that says what came of it. */
const WITH_RESULT = '+';
/** Base64url characters of the check: 60 bits. */
const CHECK_LENGTH = 10;
/** A spec is a few hundred bytes; a link that inflates beyond this is an attack or an accident. */
const MAX_INFLATED_BYTES = 64 * 1024;

/** How the text of a lesson begins, which stands in the place of a result. */
const LESSON = '{"lesson":';

/** `shared` is what the sender's run came to, as text (`shared-result.ts`); `lesson` is what a teacher set, with such a result or without (`lesson.ts`). */
export type LinkResult =
  | { readonly ok: true; readonly spec: AnySpec; readonly shared?: string; readonly lesson?: string }
  | { readonly ok: false; readonly message: string };

/** The fragment (without `#`) that restores this spec. @param shared what a run of it came to, or what a teacher set, as text */
export function encodeLink(spec: AnySpec, shared?: string): string {
  const { prefix, base } = specKindOf(spec).link;
  const difference = canonicalJson(diff(base, spec) ?? {});
  const payload = bytesToBase64Url(deflateSync(utf8ToBytes(difference), { level: 9 }));
  const plain = `${payload}.${check(payload)}`;
  if (shared === undefined) return `${prefix}${plain}`;
  const all = `${plain}.${bytesToBase64Url(deflateSync(utf8ToBytes(shared), { level: 9 }))}`;
  return `${prefix}${WITH_RESULT}${all}.${check(all)}`;
}

/** Reads a fragment (with or without `#`). Never throws; the message says what is wrong and what to do. */
export function decodeLink(fragment: string): LinkResult {
  const text = fragment.replace(/^#/, '');
  const refused = (what: string): LinkResult => ({ ok: false, message: `${what} Ask for the link again, or start from a preset.` });
  const link = specKinds.map((kind) => kind.link).find(({ prefix }) => text.startsWith(prefix));
  if (!link) return refused(`This link is not a Drift Lab experiment (it does not start with ${PREFIXES}).`);
  const body = text.slice(link.prefix.length);
  const withResult = body.startsWith(WITH_RESULT);
  const [payload, sum, result, whole, ...rest] = (withResult ? body.slice(1) : body).split('.');
  const parts = withResult ? result && whole !== undefined && !rest.length : result === undefined;
  if (!payload || sum === undefined || !parts) return refused('This link was cut short.');
  if (withResult && whole !== check(`${payload}.${sum}.${result}`))
    return refused('This link was cut short or altered: its checksum does not match.');
  if (sum !== check(payload)) return refused('This link was cut short or altered: its checksum does not match.');
  try {
    const changes: unknown = JSON.parse(strFromU8(inflate(base64UrlToBytes(payload))));
    const parsed = parseAny(patch(link.base, changes));
    const shared = result && strFromU8(inflate(base64UrlToBytes(result)));
    return parsed.ok
      ? { ...parsed, ...(shared && (shared.startsWith(LESSON) ? { lesson: shared } : { shared })) }
      : refused(`This link holds an experiment that this version cannot run: ${describeIssues(parsed.issues)}.`);
  } catch (error) {
    return refused(`This link cannot be read (${(error as Error).message}).`);
  }
}

const check = (payload: string): string => bytesToBase64Url(sha256(utf8ToBytes(payload))).slice(0, CHECK_LENGTH);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
const isRecord = (value: unknown): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What turns `from` into `to`: a record of changed keys where both are records with `to` keeping every key of `from`, else
 * `[to]`. The list marks a replacement, so that a replaced record is not mistaken for a change. Undefined when equal.
 */
function diff(from: unknown, to: unknown): Json | undefined {
  if (canonicalJson(from) === canonicalJson(to)) return undefined;
  if (!isRecord(from) || !isRecord(to) || Object.keys(from).some((key) => !Object.hasOwn(to, key))) return [to as Json];
  const changes: Record<string, Json> = {};
  for (const key of Object.keys(to)) {
    const change = diff(Object.hasOwn(from, key) ? from[key] : null, to[key]);
    if (change !== undefined) changes[key] = change;
    else if (!Object.hasOwn(from, key)) changes[key] = [to[key]!];
  }
  return changes;
}

/** Undoes `diff`. The result shares nothing with prototypes: only own keys are copied. */
function patch(from: unknown, changes: unknown): unknown {
  if (Array.isArray(changes)) return changes[0];
  if (!isRecord(changes)) throw new Error('its content is malformed');
  const result: Record<string, unknown> = isRecord(from) ? { ...from } : {};
  for (const [key, change] of Object.entries(changes)) {
    if (key === '__proto__') throw new Error('its content is malformed');
    result[key] = patch(Object.hasOwn(result, key) ? result[key] : null, change);
  }
  return result;
}

function inflate(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((part) => {
    size += part.length;
    if (size > MAX_INFLATED_BYTES) throw new Error('it is too large');
    parts.push(part);
  });
  stream.push(bytes, true);
  const all = new Uint8Array(size);
  parts.reduce((offset, part) => (all.set(part, offset), offset + part.length), 0);
  return all;
}
