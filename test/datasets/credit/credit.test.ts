import { expect } from 'chai';
import { ageGroups } from '../../../datasets/credit/age-groups.ts';
import { credit } from '../../../datasets/credit/credit.ts';
import { expectShare, rowsOf } from '../stream-checks.ts';

const ROWS = 6000;
const column = (name: string): number => credit.columns.findIndex((each) => each.name === name);

describe('credit', () => {
  it('has the age groups and the base rates that it says, within four standard errors', async () => {
    const { y, group } = (await credit.load(ROWS, 1)).samples;
    ageGroups.forEach(({ share, defaults }, g) => {
      expectShare(
        Array.from(group!, (each) => each === g),
        share,
      );
      expectShare(
        Array.from(
          y.filter((_, row) => group![row] === g),
          (label) => label === 1,
        ),
        defaults,
      );
    });
    expect(ageGroups.reduce((sum, { share }) => sum + share, 0)).to.be.closeTo(1, 1e-12);
  });

  it('says the rates, the proxy and that it is synthetic on its card', () => {
    expect(credit.card.origin).to.equal('procedural');
    for (const words of [
      'Synthetic',
      'under 30 40 %',
      '30 to 59 25 %',
      '60 and over 15 %',
      'Age is not an input',
      'years employed',
      'proxy',
    ]) {
      expect(credit.card.caution).to.include(words);
    }
  });

  it('has no column for age; years employed stand in for it: one cut finds four of five of the youngest and the oldest', async () => {
    expect(credit.columns.some(({ name }) => /age|old|birth/i.test(name))).to.equal(false);
    const { samples } = await credit.load(ROWS, 1);
    const ends = Array.from(samples.group!.keys()).filter((row) => samples.group![row] !== 1);
    const found = ends.filter(
      (row) => samples.x[row * credit.columns.length + column('years employed')]! > 10 === (samples.group![row] === 2),
    );
    expect(found.length / ends.length).to.be.above(0.8);
  });

  it('leads into default by three ways: debts, lost work, a habit of paying late', async () => {
    const rows = await rowsOf(credit, ROWS);
    const share = (label: number, is: (row: readonly number[]) => boolean): number => {
      const own = rows.filter((each) => each.label === label);
      return own.filter(({ row }) => is(row)).length / own.length;
    };
    const signs: ((row: readonly number[]) => boolean)[] = [
      (row) => row[column('debt ratio')]! > 40,
      (row) => row[column('income')]! < 1200,
      (row) => row[column('late payments')]! > 2,
    ];
    // No sign shows in most defaults, and each is far more frequent there than elsewhere.
    for (const sign of signs) {
      expect(share(1, sign)).to.be.within(0.1, 0.45);
      expect(share(1, sign)).to.be.above(3 * share(0, sign));
    }
  });

  it('has whole steps, every category, and numbers that make sense', async () => {
    const rows = await rowsOf(credit, 2000);
    credit.columns.forEach(({ categories }, f) => {
      if (categories) expect([...new Set(rows.map(({ row }) => row[f]!))].sort()).to.deep.equal([...categories.keys()]);
    });
    for (const { row } of rows) {
      expect(row[column('income')]! % 10).to.equal(0);
      expect(row[column('loan')]! % 100).to.equal(0);
      expect(row[column('debt ratio')]).to.be.within(0, 95);
      expect(row[column('years employed')]).to.be.within(0, 45);
      expect([12, 24, 36, 48, 60]).to.include(row[column('term')]);
      expect(row[column('late payments')]).to.be.at.least(0);
    }
  });
});
