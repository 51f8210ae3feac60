import { expect } from 'chai';
import type { ReadingReport } from '../../../src/data/report.ts';
import '../../../src/ui/experiment/reading-report.ts';
import type { RoleChange } from '../../../src/ui/experiment/reading-report.ts';
import { find, findAll, mount, words } from '../mount.ts';

const column = { said: false, missing: 0, cells: 'numbers', reason: 'it holds numbers' };
const report: ReadingReport = {
  files: ['pumps.csv'],
  rowsRead: 402,
  rows: 400,
  columns: [
    { ...column, name: 'flow', role: 'input', missing: 3 },
    { ...column, name: 'id', role: 'ignore', said: true },
  ],
  guesses: [{ what: 'separator', value: ';', reason: 'it cuts the lines alike', flag: '--separator' }],
  leftOut: [{ what: 'Cells of “flow”', reason: '“off” among numbers', line: 252 }],
  warnings: [],
};

describe('the report of a reading', () => {
  it('tells rows, columns with their roles and reasons, guesses, and what was left out with its line', async () => {
    const element = await mount('reading-report', { report });
    const text = words(find(element, 'details'));
    for (const part of [
      '400 of 402 rows are used',
      'numbers, 3 missing',
      'it holds numbers',
      'you said so',
      'separator: ; (it cuts the lines alike)',
    ])
      expect(text).to.include(part);
    expect(text).to.include('Cells of “flow”: “off” among numbers (line 252)');
    expect(text).not.to.include('Look at');
    expect(findAll<HTMLSelectElement>(element, 'select').map(({ value }) => value)).to.deep.equal(['input', 'ignore']);
  });

  it('asks for another role with one change', async () => {
    const element = await mount('reading-report', { report });
    const asked: unknown[] = [];
    element.addEventListener('role-change', ({ column: name, role }: RoleChange) => asked.push([name, role]));
    const select = find<HTMLSelectElement>(element, 'select');
    select.value = 'time';
    select.dispatchEvent(new Event('change'));
    expect(asked).to.deep.equal([['flow', 'time']]);
  });
});
