/** A run from a file of any content: read, brought into the present form, checked. */
import { Gunzip } from 'fflate';
import { jsonIssues } from '../../spec/json-issues.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { RunDocument } from '../document.ts';
import { embeddable, embeddedIn } from '../export/html/embedded.ts';
import { migrated } from '../migrate.ts';
import { issuesOf } from '../schema/run.ts';
import { verify, type Verified } from '../verify.ts';
import { unpacked, type Json } from './columns.ts';
import { textsOfDocument } from './write.ts';

/** Larger files, as they are or as they inflate, are no records of runs. */
export const MOST_BYTES = 64 * 2 ** 20;

export type ReadRun =
  | ({ readonly ok: true } & Omit<Verified, 'ok'> & {
        /** As it was read, in the present form. */ readonly document: RunDocument;
        readonly sound: boolean;
        readonly notes: readonly string[];
      })
  | { readonly ok: false; readonly message: string };

/**
 * Reads a run from a file of any content, gzipped or not, also inside a report (HTML), and checks everything about it. Never throws. `sound`: every check holds; else the run can be
 * looked at, and `checks` say why it should not be trusted.
 */
export function readRun(bytes: Uint8Array): ReadRun {
  try {
    const whole = textOf(bytes);
    const held = embeddedIn(whole);
    const text = held === undefined ? whole : typeof held === 'string' ? held : textOf(held);
    const given = parsed(text);
    const document = migrated(given);
    const issues = issuesOf(document);
    if (issues.length) return { ok: false, message: `This is no record of a run that can be read: ${describeIssues(issues.slice(0, 3))}.` };
    const { ok, checks, record } = verify(document as unknown as RunDocument);
    const ours = textsOfDocument(document);
    const forms = typeof held === 'string' ? ours.map(embeddable) : ours;
    const asWritten = given.format === undefined || forms.includes(text.trimEnd());
    return {
      ...{ ok: true, sound: ok, checks, record, document: document as unknown as RunDocument },
      notes: [
        ...(asWritten ? [] : ['Its letters are not those that Drift Lab writes for this content: another program wrote it anew.']),
        ...(given.format === undefined
          ? ['It was written before records had their present form, and was brought into it; figures are told to six digits.']
          : []),
      ],
    };
  } catch (error) {
    return { ok: false, message: `This is no record of a run that can be read: ${(error as Error).message}.` };
  }
}

/** The document in a file that was checked when it was kept here: what is derived is as slim as it was written. @throws Error for what is none */
export const keptDocument = (bytes: Uint8Array): RunDocument => migrated(parsed(textOf(bytes))) as unknown as RunDocument;

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES / 2 ** 20} MiB`);
  if (bytes.length === 0) throw new Error('it is empty');
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? inflated(bytes) : bytes;
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

/** Stops where it grows beyond all records. */
function inflated(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  const stream = new Gunzip((part, last) => {
    size += part.length;
    if (size > MOST_BYTES) throw new Error(`it inflates to more than ${MOST_BYTES / 2 ** 20} MiB`);
    parts.push(part);
    whole ||= last;
  });
  const PIECE = 65_536;
  for (let at = 0; at < bytes.length; at += PIECE) stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  if (!whole) throw new Error('it ends in the middle');
  const all = new Uint8Array(size);
  parts.reduce((offset, part) => (all.set(part, offset), offset + part.length), 0);
  return all;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`it is not JSON (${(error as Error).message})`);
  }
  const unheld = jsonIssues(value);
  if (unheld.length) throw new Error(describeIssues(unheld.slice(0, 3)));
  const document = unpacked(value as Json);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new Error('it is no JSON object');
  return document as Readonly<Record<string, unknown>>;
}
