/** What is made of a record, for each kind of experiment; a kind without an entry does not compile. */
import type { AnyRecord, RecordOf } from '../contracts/record.ts';
import type { KindId } from '../spec/schema.ts';

export const byKind =
  <T>(makers: { readonly [Id in KindId]: (record: RecordOf<Id>) => T }) =>
  (record: AnyRecord): T =>
    // A record is of the kind of its spec.
    makers[record.spec.kind](record as never);
