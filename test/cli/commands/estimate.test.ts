import { expect } from 'chai';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { estimate } from '../../../src/cli/commands/estimate.ts';
import { caseFile, printed } from '../printed.ts';

interface Told {
  readonly accuracy: number;
  readonly classes: string[];
  readonly details: Record<string, number>;
  readonly notes: string[];
}
const told = async (id: string, reference: string, current: string, ...argv: string[]) =>
  JSON.parse(await printed(estimate, [id, caseFile(reference), caseFile(current), ...argv, '--json'])) as Told;

describe('lab estimate on everyday files', () => {
  it('class_1 … class_3 are the classes 1 … 3: the reference is right in 64.4 % of rows', async () => {
    const { details, notes } = await told('cbpe', 'e03_ref.csv', 'e03_cur.csv', '--labels', 'truth');
    expect(details.accuracyReference).to.be.closeTo(0.644, 5e-4);
    expect(notes[0]).to.match(/^Classes by name after a common part: class_1 is 1, class_2 is 2/);
  });

  it('twelve classes to two digits are made to sum to 1, and that is said', async () => {
    const { details, notes } = await told('cbpe', 'e05_ref.csv', 'e05_cur.csv', '--labels', 'truth');
    expect(details.accuracyReference).to.equal(0.286);
    expect(notes.join()).to.match(/e05_ref\.csv: 294 of 500 rows do not sum to 1, as rounding to 2 digits explains/);
  });

  it('headers may be numbers: 1,500 rows, not 1,501', async () => {
    const { details, notes } = await told('cbpe', 'e07_ref.csv', 'e07_cur.csv', '--labels', 'y');
    expect(details.rowsReference).to.equal(1500);
    expect(notes[0]).to.equal('Classes by name: 0 is 0, 1 is 1.');
  });

  it('a column of other numbers is left out, and said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'estimate-'));
    const path = join(folder, 'with-age.csv');
    const rows = Array.from({ length: 40 }, (_, i) => (i % 2 ? `0.8,0.2,yes,${20 + i}` : `0.2,0.8,no,${20 + i}`));
    writeFileSync(path, ['p yes,p no,truth,age', ...rows].join('\n'));
    const text = await printed(estimate, ['cbpe', path, path, '--labels', 'truth']);
    expect(text).to.match(/p yes is yes, p no is no\.\n.*Left out, as rows do not sum to 1 with them: age\./);
  });

  it('columns that belong to other classes are refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'estimate-'));
    const rows = Array.from({ length: 60 }, (_, i) => (i % 2 ? '0.8,0.2,yes' : '0.2,0.8,no'));
    const path = join(folder, 'swapped.csv');
    writeFileSync(path, ['first,second,truth', ...rows].join('\n'));
    let message = '';
    await printed(estimate, ['cbpe', path, path, '--labels', 'truth']).catch((error: Error) => (message = error.message));
    expect(message).to.equal(
      'swapped.csv: with classes by order of sorted labels: first is no, second is yes, 0.0 % are right, fewer than by chance (50.0 %). Name the columns as the classes are called in "truth".',
    );
    writeFileSync(path, ['yes,no,truth', ...rows].join('\n'));
    expect(await printed(estimate, ['cbpe', path, path, '--labels', 'truth'])).to.match(/accuracyReference: 1\n/);
  });
});
