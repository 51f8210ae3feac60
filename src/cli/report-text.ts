/** What was read of files of the user's, in lines. */
import type { ReadingReport } from '../data/report.ts';
import { noteLine } from './note-line.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** The whole report: what `lab inspect` prints. */
export function reportText({ files, rowsRead, rows, guesses, columns, leftOut, warnings }: ReadingReport): string {
  return [
    `${files.join(' + ')}: ${count(rowsRead)} rows read, ${count(rows)} used${columns.length ? `, ${columns.length} columns` : ''}`,
    ...section(
      'Columns',
      aligned(
        columns.map(({ name, role, said, cells, missing, reason }) => [
          name,
          said ? `${role} (said)` : role,
          missing ? `${cells}, ${count(missing)} missing` : cells,
          reason,
        ]),
      ),
    ),
    ...section(
      'Guessed',
      guesses.map(({ what, value, reason, flag }) => `${what}: “${value}” (${reason})${flag ? `  ${flag}` : ''}`),
    ),
    ...section(
      'Left out',
      leftOut.map(({ what, reason, line }) => `${what}: ${reason}${line === undefined ? '' : ` (line ${line})`}`),
    ),
    ...section('Warnings', warnings.map(noteLine)),
  ].join('\n');
}

/** What is said of a file on the way: every guess that can be answered, what is left out, and warnings. */
export function reportLines({ files, rowsRead, rows, guesses, columns, leftOut, warnings }: ReadingReport): string[] {
  const roles = new Map<string, string[]>();
  for (const { name, role } of columns) roles.set(role, [...(roles.get(role) ?? []), name]);
  const listed = [...roles].map(
    ([role, names]) => `${role} ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}`,
  );
  return [
    `Read ${files.join(' + ')}: ${count(rows)} of ${count(rowsRead)} rows${listed.length ? `; ${listed.join('; ')}` : ''}.`,
    ...guesses.map(({ what, value, reason, flag }) => `  ${what}: “${value}”, as ${reason}${flag ? ` (${flag} says otherwise)` : ''}`),
    ...leftOut.map(({ what, reason, line }) => `  left out: ${what}, as ${reason}${line === undefined ? '' : ` (line ${line})`}`),
    ...warnings.map((warning) => `  note: ${noteLine(warning)}`),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length ? ['', title, ...lines.map((line) => `  ${line}`)] : [];

/** Columns of text side by side; the last one runs on. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, c) => Math.min(40, Math.max(...rows.map((cells) => cells[c]!.length))));
  return rows.map((cells) => cells.map((cell, c) => (c === cells.length - 1 ? cell : cell.padEnd(widths[c]!))).join('  '));
}
