/**
 * A run as it is cited, with the software that made it. A record names nobody, so that whoever cites it puts an author in.
 *
 * - BibTeX: `@misc` and `@software`, as BibLaTeX has it (BibTeX itself takes an unknown type for `@misc`)
 * - CFF 1.2.0, the Citation File Format (Druskat et al. 2021, doi:10.5281/zenodo.5171937): a JSON string is a YAML one
 */
import type { AnyRecord } from '../../contracts/record.ts';
import { dayOf, runTitle, shortId } from './about.ts';
import { software, versionOf } from './software.ts';
import { visible } from './visible.ts';

const NOBODY = 'Whoever made this run (put a name here)';

export function bibtex(record: AnyRecord): string {
  const [year, month] = dayOf(record).split('-');
  return [
    '% A record names nobody: put the author of the run in.',
    entry('misc', `driftlab-run-${shortId(record)}`, {
      author: `{${tex(NOBODY)}}`,
      title: tex(runTitle(record)),
      howpublished: 'Run of Drift Lab',
      ...{ year: year!, month: String(Number(month)) },
      note: `Run ${record.runId}, experiment ${record.specId}, begun ${record.startedAt}`,
    }),
    entry('software', 'driftlab', { author: `{${tex(software.author)}}`, title: tex(software.title), version: tex(versionOf(record)) }),
    '',
  ].join('\n');
}

/** An entry of BibTeX; values are TeX already. */
export const entry = (type: string, key: string, fields: Readonly<Record<string, string>>): string =>
  `@${type}{${key},\n${Object.entries(fields)
    .map(([name, value]) => `  ${name} = {${value}},`)
    .join('\n')}\n}`;

const TEX: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' };
/** Letters that TeX takes for its own; braces among them, so that fields end where they end. */
export const tex = (text: string): string => visible(text).replace(/[\\{}$&#%_~^]/g, (letter) => TEX[letter] ?? `\\${letter}`);

export function cff(record: AnyRecord): string {
  const text = (value: string) => JSON.stringify(visible(value));
  return [
    '# A record names nobody: put the author of the run in.',
    'cff-version: 1.2.0',
    `message: ${text('If you use this run, please cite it and the software that made it.')}`,
    'type: dataset',
    `title: ${text(runTitle(record))}`,
    ...['authors:', `  - name: ${text(NOBODY)}`],
    `date-released: ${dayOf(record)}`,
    'identifiers:',
    ...identifier(record.runId, 'SHA-256 of the record of the run'),
    ...identifier(record.specId, 'SHA-256 of the experiment'),
    'references:',
    '  - type: software',
    `    title: ${text(software.title)}`,
    ...['    authors:', `      - name: ${text(software.author)}`],
    `    version: ${text(versionOf(record))}`,
    `    license: ${software.licence}`,
    '',
  ].join('\n');
}

const identifier = (value: string, what: string): string[] => ['  - type: other', `    value: ${value}`, `    description: ${what}`];
