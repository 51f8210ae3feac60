/** What of a record can be checked by anybody: its ids, what is derived from its raw numbers, who signed it, and that it agrees with itself. */
import type { AnyRecord, Check, RunRecord, Signature, StreamRecord } from '../contracts/record.ts';
import { derivedOf } from '../experiment/kinds/derived.ts';
import { contentId } from '../spec/canonical.ts';
import { byKind } from './by-kind.ts';
import { differences } from './differences.ts';
import { documentId, slim, type RunDocument } from './document.ts';
import { holds, shortKey } from './signature.ts';

export interface Verified {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** The record with what is derived as this version works it out. */
  readonly record: AnyRecord;
}

/** Figures that differ by less are the same: one engine's logarithm may end otherwise than another's. */
const TOLERANCE = 1e-4;
/** Places that are named. */
const MOST_PLACES = 3;

/** Told, not found: the words of the version that wrote it. Whoever reads a record is shown those of their own version, made of the same figures. */
const WORDS: Readonly<Record<string, readonly string[]>> = { verdict: ['headline', 'sentences', 'evidence', 'prices'], arms: ['title'] };

/** What is derived, less its words. */
function wordless(value: unknown, within = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => wordless(each, within));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (WORDS[within]?.includes(name) ? [] : [[name, wordless(inner, name)]])),
  );
}

/** @param document a document that fits the schema */
export function verify(document: RunDocument): Verified {
  const { spec, runId, specId, signatures = [] } = document;
  const found = documentId(document);
  const derived = derivedOf(document as AnyRecord);
  const off = differences(wordless(document.derived), wordless(slim(derived)), TOLERANCE);
  const checks: Check[] = [
    {
      id: 'content',
      ok: found === runId,
      text:
        found === runId
          ? 'Its content has the id that it bears.'
          : 'It was changed after the run: its content does not have the id that it bears.',
    },
    {
      id: 'spec',
      ok: contentId(spec) === specId,
      text:
        contentId(spec) === specId ? 'Its experiment has the id that it bears.' : 'The experiment in it is not the one whose id it bears.',
    },
    {
      id: 'derived',
      ok: off.length === 0,
      text: off.length
        ? `What is derived does not follow from its raw numbers: ${off.slice(0, MOST_PLACES).join(', ')}${off.length > MOST_PLACES ? ` and ${off.length - MOST_PLACES} more` : ''}.`
        : 'What is derived follows from its raw numbers.',
    },
    consistency(document as AnyRecord),
    ...signatures.map((signature) => signatureCheck(runId, signature)),
  ];
  return { ok: checks.every(({ ok }) => ok), checks, record: { ...document, derived } as AnyRecord };
}

function signatureCheck(runId: string, signature: Signature): Check {
  const ok = holds(runId, signature);
  const key = shortKey(signature.publicKey);
  return {
    id: 'signature',
    ok,
    text: ok ? `Signed by key ${key}… (the same author, not a true result).` : `The signature of key ${key}… is not of this record.`,
  };
}

/** What no honest run can say. */
function consistency(record: AnyRecord): Check {
  const wrong = wrongOf(record);
  return { id: 'consistent', ok: !wrong, text: wrong ?? 'It agrees with itself.' };
}

const wrongOf = byKind<string | undefined>({ compare: wrongOfComparison, stream: wrongOfStream });

function wrongOfStream({ spec, seeds, runs }: StreamRecord): string | undefined {
  const known = new Set(seeds.map(({ seed }) => seed));
  const seen = new Set<string>();
  for (const { policy, seed } of runs) {
    if (!spec.policies[policy]) return `It holds a run of policy ${policy + 1}, which its experiment does not have.`;
    if (!known.has(seed)) return `It holds a run of seed ${seed + 1}, of which it says nothing else.`;
    if (seen.has(`${policy} ${seed}`)) return `It holds two runs of policy ${policy + 1} on seed ${seed + 1}.`;
    seen.add(`${policy} ${seed}`);
  }
  return undefined;
}

function wrongOfComparison({ spec, seeds, results }: RunRecord): string | undefined {
  const arms = new Set<string>(spec.arms.map(({ id }) => id));
  const known = new Set(seeds.map(({ seed }) => seed));
  const seen = new Set<string>();
  for (const { arm, seed, frozen } of results) {
    if (!arms.has(arm)) return `It holds a result of “${arm}”, which its experiment does not have.`;
    if (!known.has(seed)) return `It holds a result of seed ${seed + 1}, of which it says nothing else.`;
    if (seen.has(`${arm} ${seed}`)) return `It holds two results of “${arm}” on seed ${seed + 1}.`;
    if (frozen && frozen.before !== frozen.after) return `“${arm}” changed what it must keep frozen on seed ${seed + 1}.`;
    seen.add(`${arm} ${seed}`);
  }
  return undefined;
}
