/** A run as text to read: its table, its verdict, and what it was run on. */
import type { AnyRecord } from '../../contracts/record.ts';
import { compareText } from './compare-text.ts';
import { streamText } from './stream-text.ts';

/** By kind of experiment. A record is of the kind of its spec. */
const texts: { readonly [Kind in AnyRecord['spec']['kind']]: (record: Extract<AnyRecord, { spec: { kind: Kind } }>) => string } = {
  compare: compareText,
  stream: streamText,
};

/** Without a line end. */
export const text = (record: AnyRecord): string => texts[record.spec.kind](record as never);
