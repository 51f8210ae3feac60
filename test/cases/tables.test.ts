/** Everyday files in the tests of two samples and the detectors: read as every table is. */
import { expect } from 'chai';
import { join } from 'node:path';
import { numbersFrom } from '../../src/cli/numbers.ts';
import { numbersOf, numericColumns, readPair, readSingle, rowsOf } from '../../src/cli/tables.ts';

const file = (name: string) => join(import.meta.dirname, 'files', name);
const pair = (old: string, fresh: string) => readPair(file(old), file(fresh), {});
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('everyday files as two samples', () => {
  it('one empty cell in 800 costs that cell, and columns of text are left out where numbers are wanted', async () => {
    const [old, fresh] = await pair('t03_old.csv', 't03_new_one.csv');
    expect([numbersOf(old, 'age').length, numbersOf(fresh, 'age').length]).to.deep.equal([800, 799]);
    expect(numericColumns(old, fresh)).to.deep.equal(['age', 'income']);
    expect(rowsOf(fresh, ['age', 'income']).rows).to.equal(799);
  });

  it('tabs and decimal commas are numbers', async () => {
    const [old] = await pair('t13_old.tsv', 't13_new.tsv');
    expect(numbersOf(old, 'X')[0]).to.equal(95.85);
  });

  it('a city is the same city in UTF-8 and in Windows-1252', async () => {
    const [old, fresh] = await pair('t06_old.csv', 't06_new_cp1252.csv');
    expect([...new Set(old.cells('city'))].sort()).to.deep.equal([...new Set(fresh.cells('city'))].sort());
  });

  it('headers of numbers are headers where both files have them: the samples lie two apart', async () => {
    const [old, fresh] = await pair('t12_old.csv', 't12_new.csv');
    expect([old.rows, fresh.rows, old.columns]).to.deep.equal([200, 200, ['2019', '2020', '2021']]);
    expect(mean(numbersOf(fresh, '2019')) - mean(numbersOf(old, '2019'))).to.be.closeTo(2, 1e-9);
  });

  it('a column that is not there is refused with those that are', async () => {
    const [old] = await pair('t03_old.csv', 't03_new_one.csv');
    expect(() => old.numbers('aeg')).to.throw(/has no column "aeg". It has age, income, region/);
    expect(() => old.numbers('region')).to.throw(/t03_old\.csv:2:region: "N" is not a finite number/);
  });
});

describe('everyday files as a stream of numbers', () => {
  const numbers = async (name: string, column?: string) => {
    const all: number[] = [];
    for await (const batch of numbersFrom(file(name), column, {})) all.push(...Array.from(batch));
    return all;
  };

  it('a gap is skipped', async () => {
    expect(await numbers('d05_nile.csv', 'flow')).to.have.length(100);
    expect(await numbers('d06_nile_gap.csv', 'flow')).to.have.length(98);
  });

  it('true and false are one and zero; line breaks in quotation marks are no rows', async () => {
    expect(new Set(await numbers('d10_bool.csv', 'error'))).to.deep.equal(new Set([0, 1]));
    expect(await numbers('d13_quoted_newline.csv', 'value')).to.have.length(300);
  });

  it('a column keeps its order and all of its rows', async () => {
    const { rows } = await readSingle(file('d10_bool.csv'), {});
    expect([rows, (await numbers('d10_bool.csv', 'i')).every((value, i) => value === i)]).to.deep.equal([1000, true]);
  });
});
