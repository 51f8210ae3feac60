/** What a run record is, as one schema: of the document as it is before its lists are written column by column. */
import * as v from 'valibot';
import type { AnyRecord } from '../../contracts/record.ts';
import { toIssue } from '../../spec/parse.ts';
import type { Issue } from '../../spec/schema.ts';
import { comparison } from './compare.ts';
import { streamed } from './stream.ts';

const kinds = { compare: comparison, stream: streamed } satisfies { readonly [Id in AnyRecord['spec']['kind']]: v.GenericSchema };

export const runSchema = v.union(Object.values(kinds));

/** What is wrong with it, each with its place; empty where it is a record. @param document as read, of any content */
export function issuesOf(document: unknown): Issue[] {
  const kind = v.safeParse(v.looseObject({ spec: v.looseObject({ kind: v.picklist(['compare', 'stream']) }) }), document);
  if (!kind.success) return [{ path: 'spec.kind', message: 'expected compare or stream' }];
  const parsed = v.safeParse(kinds[kind.output.spec.kind] as v.GenericSchema, document);
  return parsed.success ? [] : parsed.issues.map(toIssue);
}
