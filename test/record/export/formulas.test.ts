import { expect } from 'chai';
import Papa from 'papaparse';
import { cellsCsv } from '../../../src/cli/sweep/table.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import { csvLine } from '../../../src/data/writers/csv-text.ts';
import { beside } from '../../../src/record/beside.ts';
import { besideCsv } from '../../../src/record/export/beside-csv.ts';
import { csv, longCsv } from '../../../src/record/export/csv.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { comparisonRun, streamRun } from '../runs.ts';

/** How cells begin that a spreadsheet executes (OWASP, CSV injection). */
const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝'];
const hostile = STARTS.map((start) => `${start}cmd|' /C calc'!A0`);

const record = comparisonRun();
const repairs = [...new Set(record.results.map(({ arm }) => arm))];
/** The run with repairs called by these texts in turn, as a file that was made by hand may have it. */
const renamed = (texts: readonly string[]) =>
  ({
    ...record,
    results: record.results.map((result) => ({ ...result, arm: texts[repairs.indexOf(result.arm)]! })),
  }) as unknown as RunRecord;
const run = { record, name: 'A', state: 'finished', sound: true } as const;

const written: readonly (readonly [what: string, text: (text: string) => string])[] = [
  ['the results of a comparison', (text) => csv(renamed([text, 'none', 'none']))],
  ['its results in long form', (text) => longCsv(renamed([text, 'none', 'none']))],
  ['runs beside each other', (text) => besideCsv(beside([run, { ...run, name: 'B' }]), [text, 'plain'])],
  [
    'the cells of a sweep',
    (text) =>
      cellsCsv({
        ...{ format: 'drift-lab-sweep', version: 1, app: '', specId: '', spec: presets.quick.spec },
        axes: [{ path: text, values: [text] }],
        cells: [{ cell: 1, values: [text], specId: 'sha256:1', status: 'failed', reason: text, node: text, file: text }],
      }),
  ],
];

describe('a CSV that people open in a spreadsheet', () => {
  for (const [what, text] of written)
    it(`F-37: executes nothing: ${what}`, () => {
      for (const cell of hostile) {
        const cells = Papa.parse<string[]>(text(cell)).data.flat();
        expect(cells, 'the text is there, behind an apostrophe').to.include(`'${cell}`);
        expect(cells.filter((each) => STARTS.some((start) => each.startsWith(start)) && !Number.isFinite(Number(each)))).to.deep.equal([]);
      }
    });

  it('F-37: keeps numbers as numbers, with one zero', () => {
    expect(csvLine([-0.5, -0, '-3', '+1e5', null, undefined, 'a,b'])).to.equal('-0.5,0,-3,+1e5,,,"a,b"');
    for (const table of [csv(record), longCsv(record), csv(streamRun())]) expect(table).to.not.match(/(^|,)-0(,|$)/m);
  });
});
