/** A run as text to read: its table, its verdict, and what it was run on. Without a line end. */
import type { AnyRecord } from '../../contracts/record.ts';
import { aligned } from './aligned.ts';
import { told } from './teller.ts';
import type { Section } from './told.ts';

export function text(record: AnyRecord): string {
  const { table, missing, headline, sentences, sections, facts } = told(record);
  return [
    ...[...aligned(table), ...missing, ''],
    ...[headline, ...sentences.map(indented)],
    ...sections.flatMap(sectionLines),
    ...['', ...aligned(facts, 'left')],
  ].join('\n');
}

const indented = (line: string): string => `  ${line}`;

function sectionLines({ title, sentences, rows }: Section): string[] {
  return ['', `${title}:`, ...sentences.map(indented), ...(rows ? aligned(rows, 'left').map(indented) : [])];
}
