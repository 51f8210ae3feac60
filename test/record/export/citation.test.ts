import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { bibtex, cff } from '../../../src/record/export/citation.ts';
import { comparisonRun } from '../runs.ts';

const record = comparisonRun();
const titled = (title: string): RunRecord => ({ ...record, data: { ...record.data, title } });

/** Entries by type, fields by name, read by counting braces as BibTeX does. */
function entriesOf(text: string): Record<string, Record<string, string>> {
  const entries: Record<string, Record<string, string>> = {};
  for (const [, type, body] of text.matchAll(/^@(\w+)\{[^\s,]+,\n(.*?)\n\}$/gms)) {
    const fields: Record<string, string> = (entries[type!] = {});
    for (const [, name, rest] of body!.matchAll(/^ {2}(\w+) = \{(.*)\},$/gm)) {
      let depth = 0;
      for (const brace of rest!.replaceAll(/\\[{}]/g, '').match(/[{}]/g) ?? [])
        expect((depth += brace === '{' ? 1 : -1), name).to.be.at.least(0);
      expect(depth, `braces of ${name}`).to.equal(0);
      fields[name!] = rest!;
    }
  }
  return entries;
}

/** Values of the lines `key: value` of YAML at that depth; strings as JSON, as they are written here. */
const valuesIn = (text: string, key: string, spaces: number): string[] =>
  [...text.matchAll(new RegExp(`^ {${spaces}}(?:- )?${key}: (.*)$`, 'gm'))].map(([, value]) =>
    value!.startsWith('"') ? (JSON.parse(value!) as string) : value!,
  );

describe('how a run is cited', () => {
  it('BibTeX: the run by its id, experiment and date, and the software that made it', () => {
    const { misc, software } = entriesOf(bibtex(record));
    expect(misc).to.include({ year: record.startedAt.slice(0, 4), month: String(Number(record.startedAt.slice(5, 7))) });
    for (const known of [record.runId, record.specId, record.startedAt]) expect(misc!['note']).to.contain(known);
    expect(misc!['title']).to.contain(record.data.title);
    expect(`Drift Lab ${software!['version']}`).to.equal(record.environment.app);
  });

  it('BibTeX: a title cannot end its field', () => {
    const { misc } = entriesOf(bibtex(titled('a}, b = {100 % & \\x_1')));
    expect(misc!['title']).to.contain('a\\}, b = \\{100 \\% \\& \\textbackslash{}x\\_1');
    expect(misc).to.not.have.property('b');
  });

  it('CFF: what its schema requires, the run’s id among the identifiers', () => {
    const text = cff(titled('a "b": # c\nd'));
    expect(valuesIn(text, 'cff-version', 0)).to.deep.equal(['1.2.0']);
    expect(valuesIn(text, 'message', 0)).to.have.length(1);
    expect(valuesIn(text, 'title', 0)[0]).to.match(/^a "b": # c d: /);
    expect(valuesIn(text, 'date-released', 0)).to.deep.equal([record.startedAt.slice(0, 10)]);
    expect(valuesIn(text, 'name', 2)).to.have.length(1);
    expect(valuesIn(text, 'value', 4)).to.deep.equal([record.runId, record.specId]);
    expect(text.split('\n').every((line) => line === '' || /^(#| *(- )?[\w-]+:)/.test(line))).to.equal(true);
  });

  it('the software is cited as CITATION.cff says', () => {
    const own = readFileSync('CITATION.cff', 'utf8');
    const [title] = valuesIn(own, 'title', 0);
    expect(valuesIn(cff(record), 'title', 4)).to.deep.equal([title!.slice(1, -1)]);
    expect(valuesIn(cff(record), 'name', 6)).to.deep.equal(valuesIn(own, 'name', 2));
    expect(valuesIn(cff(record), 'license', 4)).to.deep.equal(valuesIn(own, 'license', 0));
  });
});
