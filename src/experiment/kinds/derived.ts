/** What is concluded from a record of any kind, worked out again from its other parts; without what runs an experiment. */
import type { AnyRecord, RecordOf } from '../../contracts/record.ts';
import type { KindId } from '../../spec/schema.ts';
import { conditionsOf, type Conditions } from '../conditions.ts';
import { derive as ofComparison } from './compare/derive.ts';
import { derive as ofStream } from './stream/derive.ts';

type Derive<R extends AnyRecord> = (record: R, conditions: Conditions) => R['derived'];

const kinds: { readonly [Id in KindId]: Derive<RecordOf<Id>> } = { compare: ofComparison, stream: ofStream };

export const derivedOf = <R extends AnyRecord>(record: Omit<R, 'derived' | 'runId'>): R['derived'] => {
  const { spec, environment } = record as unknown as AnyRecord;
  // A record is of the kind of its spec.
  return (kinds[spec.kind] as unknown as Derive<R>)(record as unknown as R, conditionsOf(environment));
};
