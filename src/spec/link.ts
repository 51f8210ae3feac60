/**
 * An experiment as a URL fragment: `r2=<payload>.<check>` for a comparison, `s2=…` for a stream.
 *
 * The payload is the difference to a frozen base spec, as canonical JSON, deflated, base64url. The check is the start of
 * SHA-256 over everything before it, so a link that was cut or altered anywhere is refused rather than misread. A link that also
 * says what came of the experiment has a `+` and two more parts, `r2=+<payload>.<check>.<result>.<check of all before>`.
 *
 * Links of version 1 (`r1=`, `s1=`) are opened as well. Their checks cover what follows the start alone: one whose first letter was altered is
 * another experiment, and nothing in it can tell.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { deflateSync, Inflate, strFromU8 } from 'fflate';
import { base64UrlToBytes, bytesToBase64Url } from './base64.ts';
import { canonicalJson } from './canonical.ts';
import { specKindOf, specKinds } from './kinds/registry.ts';
import { describeIssues, parseAny } from './parse.ts';
import type { AnySpec, KindId } from './schema.ts';

/** The version that is written. */
const VERSION = 2;
/** How the links of all kinds begin, in words. */
const STARTS = specKinds.map(({ link }) => `#${link.letter}${VERSION}=`).join(' or ');
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
  const { letter, base } = specKindOf(spec).link;
  const difference = canonicalJson(diff(base, spec) ?? {});
  const start = `${letter}${VERSION}=${shared === undefined ? '' : WITH_RESULT}`;
  const plain = checked(`${start}${bytesToBase64Url(deflateSync(utf8ToBytes(difference), { level: 9 }))}`);
  return shared === undefined ? plain : checked(`${plain}.${bytesToBase64Url(deflateSync(utf8ToBytes(shared), { level: 9 }))}`);
}

/** How a link of any version begins. */
const START = /^([a-z])([12])=(\+?)/;

const startOf = (text: string) => {
  const [start = '', letter, version, mark] = START.exec(text) ?? [];
  const kind = specKinds.find(({ link }) => link.letter === letter);
  return kind && { kind, start, version: Number(version), withResult: mark === WITH_RESULT };
};

/** The kind of experiment that a fragment (with or without `#`) says it holds, whether or not it can be read; undefined where it is no link. */
export const kindInLink = (fragment: string): KindId | undefined => startOf(fragment.replace(/^#/, ''))?.kind.id;

/** Reads a fragment (with or without `#`). Never throws; the message says what is wrong and what to do. */
export function decodeLink(fragment: string): LinkResult {
  const text = fragment.replace(/^#/, '');
  const refused = (what: string): LinkResult => ({ ok: false, message: `${what} Ask for the link again, or start from a preset.` });
  const found = startOf(text);
  if (!found) return refused(`This link is not a Drift Lab experiment (it does not start with ${STARTS}).`);
  const { kind, start, version, withResult } = found;
  const [payload, sum, result, whole, ...rest] = text.slice(start.length).split('.');
  const parts = withResult ? result && whole !== undefined && !rest.length : result === undefined;
  if (!payload || sum === undefined || !parts) return refused('This link was cut short.');
  const covered = version === 1 ? '' : start;
  const holds = checked(`${covered}${payload}`) === `${covered}${payload}.${sum}`;
  const before = `${covered}${payload}.${sum}.${result}`;
  if (!holds || (withResult && checked(before) !== `${before}.${whole}`))
    return refused('This link was cut short or altered: its checksum does not match.');
  try {
    const changes: unknown = JSON.parse(strFromU8(inflate(base64UrlToBytes(payload))));
    const parsed = parseAny(patch(kind.link.base, changes));
    const shared = result && strFromU8(inflate(base64UrlToBytes(result)));
    return parsed.ok
      ? { ...parsed, ...(shared && (shared.startsWith(LESSON) ? { lesson: shared } : { shared })) }
      : refused(`This link holds an experiment that this version cannot run: ${describeIssues(parsed.issues)}.`);
  } catch (error) {
    return refused(`This link cannot be read (${(error as Error).message}).`);
  }
}

/** The text with its check behind it. */
const checked = (text: string): string => `${text}.${bytesToBase64Url(sha256(utf8ToBytes(text))).slice(0, CHECK_LENGTH)}`;

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
