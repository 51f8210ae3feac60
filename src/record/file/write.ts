/** A run as a file: its document, lists column by column, as JSON on one line; gzipped where asked. */
import { gzipSync, strToU8 } from 'fflate';
import type { AnyRecord } from '../../contracts/record.ts';
import { documentOf } from '../document.ts';
import { packed, type Json } from './columns.ts';
import { tightened } from './tightened.ts';

/** The text of a `.driftlab.json` file. */
export const runText = (record: AnyRecord): string => textOfDocument(documentOf(record));

/** As `runText`, of its document. */
export const textOfDocument = (document: unknown): string => JSON.stringify(tightened(packed(document as Json)));

/** The texts of that document in every form that a Drift Lab has written or writes, by which a file is known to be unchanged. */
export const textsOfDocument = (document: unknown): readonly string[] => {
  const columns = packed(document as Json);
  return [JSON.stringify(tightened(columns)), JSON.stringify(columns), JSON.stringify(document, null, 1)];
};

/** The same for the same run, whenever it is written. */
export const runBytes = (record: AnyRecord): Uint8Array<ArrayBuffer> => bytesOfDocument(documentOf(record));

/** As `runBytes`, of its document. */
export const bytesOfDocument = (document: unknown): Uint8Array<ArrayBuffer> =>
  gzipSync(strToU8(textOfDocument(document)), { level: 9, mtime: 0 });
