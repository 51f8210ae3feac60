import { expect } from 'chai';
import { compareSamples } from '../../../src/cli/commands/compare-samples.ts';
import { caseFile, printed } from '../printed.ts';

const compare = (...argv: string[]) =>
  printed(
    compareSamples,
    argv.map((each) => (/\.[ct]sv$/.test(each) ? caseFile(each) : each)),
  );
const json = async (...argv: string[]) => JSON.parse(await compare(...argv, '--json')) as Record<string, unknown>;

describe('lab compare-samples on everyday files', () => {
  it('numbers are no categories: chi-square cuts them at quantiles, says so, and finds what is there', async () => {
    const text = await compare('chi-square', 't04_old.csv', 't04_new.csv');
    expect(text).to.match(/smallest expected count/);
    expect(text).to.match(/10 bins, cut at quantiles of the reference .*--bins none.*: kW, volt\./);
    const { columns } = (await json('g-test', 't04_old.csv', 't04_new.csv')) as { columns: { pValue: number; bins?: number }[] };
    expect(columns[0]!.pValue).to.be.below(1e-100);
    expect(columns.map(({ bins }) => bins)).to.deep.equal([10, 10, undefined]);
  });

  it('--bins says how many, or none', async () => {
    const few = (await json('chi-square', 't04_old.csv', 't04_new.csv', '--column', 'kW', '--bins', '4')) as { df: number };
    expect(few.df).to.equal(3);
    const none = (await json('chi-square', 't04_old.csv', 't04_new.csv', '--column', 'kW', '--bins', 'none')) as { df: number };
    expect(none.df).to.equal(999);
  });

  for (const test of ['mmd', 'energy', 'lsdd', 'c2st'])
    it(`${test}: columns of different units are brought to one scale, and p is below a millionth`, async () => {
      const result = await json(test, 't08_old.csv', 't08_new.csv');
      expect(result.pValue).to.be.below(1e-6);
      expect(result.notes).to.match(/mean 0 and standard deviation 1 in the reference \(--scale none/);
    });

  it('in their own units the small column is not seen', async () => {
    const result = await json('mmd', 't08_old.csv', 't08_new.csv', '--scale', 'none');
    expect(result.pValue).to.be.above(0.05);
    expect(result.notes).to.equal(undefined);
  });

  it('a p value that is a bound is told as one', async () => {
    expect(await compare('mmd', 't08_old.csv', 't08_new.csv')).to.match(/p ≤ .*e-/);
  });

  it('a column of categories takes part as a column for each value', async () => {
    expect(await compare('mmd', 't03_old.csv', 't03_new_one.csv')).to.match(/Categories are a column for each value: region\./);
  });

  it('text where numbers are wanted is refused with the column and a test that fits', async () => {
    let message = '';
    await compare('ks', 't03_old.csv', 't03_new_one.csv', '--column', 'region').catch((error: Error) => (message = error.message));
    expect(message).to.match(/region.*ks compares numbers; chi-square or g-test compares categories: chi-square --column region/);
  });

  for (const [option, value] of [
    ['--bins', '1'],
    ['--bins', 'some'],
    ['--scale', 'robust'],
  ] as const)
    it(`refuses ${option} ${value}`, async () => {
      let message = '';
      await compare('mmd', 't08_old.csv', 't08_new.csv', option, value).catch((error: Error) => (message = error.message));
      expect(message.startsWith(`${option}: expected`)).to.equal(true);
    });
});
