/** A run as Markdown (CommonMark with the tables of GitHub): headline, table, verdict, what it was run on, how to make it again. */
import type { AnyRecord } from '../../contracts/record.ts';
import { driftSentences, runTitle, shortId, stepsToRepeat } from './about.ts';
import { told } from './teller.ts';
import { visible } from './visible.ts';

export function markdown(record: AnyRecord): string {
  const { table, missing, headline, sentences, sections, facts } = told(record);
  const drift = driftSentences(record);
  return [
    `# ${plain(runTitle(record))}`,
    `**${plain(headline)}**`,
    list(sentences),
    tableOf(table),
    list(missing),
    ...(drift.length ? ['## What changed', list(drift)] : []),
    ...sections.flatMap(({ title, sentences: more, rows }) => [`## ${plain(title)}`, list(more), rows ? tableOf(rows) : '']),
    '## How it was run',
    list([
      ...facts.map(([word, sentence]) => `${word ? `${word}: ` : ''}${sentence}`),
      `date: ${record.startedAt}`,
      `run: ${record.runId}`,
    ]),
    '## Check it, run it again',
    ...stepsToRepeat(record, `run-${shortId(record)}.driftlab.json`).map(
      ({ what, command }) => `${plain(what)}${command ? `\n\n    ${visible(command)}` : ''}`,
    ),
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

/** Letters that Markdown would take for its own stand for themselves (CommonMark 0.31, 2.4). */
export const plain = (text: string): string => visible(text).replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');

const list = (lines: readonly string[]): string => lines.map((line) => `- ${plain(line)}`).join('\n');

/** The first column to the left, numbers to the right. */
function tableOf([header, ...rows]: readonly (readonly string[])[]): string {
  if (!header) return '';
  const row = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [row(header), `| ${header.map((_, column) => (column ? '---:' : '---')).join(' | ')} |`, ...rows.map(row)].join('\n');
}
