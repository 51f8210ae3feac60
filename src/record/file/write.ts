/** A run as a file: its document, lists column by column, as JSON on one line; gzipped where asked. */
import { gzipSync, strToU8 } from 'fflate';
import type { AnyRecord } from '../../contracts/record.ts';
import { documentOf } from '../document.ts';
import { packed, type Json } from './columns.ts';

/** The text of a `.driftlab.json` file. */
export const runText = (record: AnyRecord): string => textOfDocument(documentOf(record));

/** As `runText`, of its document. */
export const textOfDocument = (document: unknown): string => JSON.stringify(packed(document as Json));

/** The same for the same run, whenever it is written. */
export const runBytes = (record: AnyRecord): Uint8Array<ArrayBuffer> => bytesOfDocument(documentOf(record));

/** As `runBytes`, of its document. */
export const bytesOfDocument = (document: unknown): Uint8Array<ArrayBuffer> =>
  gzipSync(strToU8(textOfDocument(document)), { level: 9, mtime: 0 });
