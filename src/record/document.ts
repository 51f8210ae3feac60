/**
 * The document of a run: its record as it is written, compared by id and signed. It is the record, but what is derived is told without the
 * values of single repeats, which are in the results already, and to six digits: whoever reads it works it out again.
 */
import type { AnyRecord } from '../contracts/record.ts';
import { recorded } from '../measure/precision.ts';
import { contentId } from '../spec/canonical.ts';

/** A record whose derived part is slim. */
export type RunDocument = Omit<AnyRecord, 'derived'> & { readonly derived: object };

export function documentOf(record: AnyRecord): RunDocument {
  return { ...record, derived: slim(record.derived) };
}

/** What a document says of what is derived. */
export const slim = (derived: object): object => recorded(withoutValues(derived)) as object;

function withoutValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutValues);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, inner]) => !(name === 'values' && Array.isArray(inner) && 'mean' in value));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutValues(inner)]));
}

/** The id of a document: everything in it but the id itself and who signed it. */
export function documentId({ runId: _, signatures: __, ...content }: Partial<RunDocument>): string {
  return contentId(content);
}
