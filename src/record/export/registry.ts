/** Every form in which a run can be saved or printed, in the order in which they are offered. The first is the record itself. */
import type { AnyRecord } from '../../contracts/record.ts';
import { csv } from './csv.ts';
import { text } from './text.ts';

export interface Export {
  /** What the command line calls it. */
  readonly id: string;
  /** In a menu. */
  readonly title: string;
  /** Of a file's name, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The whole file. */
  text(record: AnyRecord): string;
}

const json: Export = {
  id: 'json',
  title: 'record (JSON)',
  extension: 'json',
  mediaType: 'application/json',
  text: (record) => JSON.stringify(record, null, 1),
};

/** All of them; each makes the whole text of a record. */
export const exports: readonly Export[] = [
  json,
  { id: 'csv', title: 'results (CSV)', extension: 'csv', mediaType: 'text/csv', text: csv },
  { id: 'text', title: 'table (text)', extension: 'txt', mediaType: 'text/plain', text },
];
