import { expect } from 'chai';
import { agrawal } from '../../../datasets/agrawal/agrawal.ts';
import { agrawalClass } from '../../../datasets/agrawal/functions.ts';
import { drawApplicant, PERTURBATION } from '../../../datasets/agrawal/rows.ts';
import { randomStream } from '../../../src/random/random.ts';
import { expectColumns, expectShare, rowsOf } from '../stream-checks.ts';

interface Applicant {
  salary: number;
  commission: number;
  age: number;
  education: number;
  houseValue: number;
  houseYears: number;
  loan: number;
}

/** A (group A) or B by that function; what is not said is 0, but for the age. */
function group(concept: number, applicant: Partial<Applicant>): string {
  const { salary = 0, commission = 0, age = 30, education = 0, houseValue = 0, houseYears = 0, loan = 0 } = applicant;
  return 'AB'[agrawalClass([salary, commission, age, education, 7, 3, houseValue, houseYears, loan], concept)]!;
}

/** Expects A from `low` to `high`, bounds included, and B just outside, in $. */
function expectRange(of: (value: number) => string, [low, high]: readonly [number, number]): void {
  expect([low - 1, low, high, high + 1].map(of).join('')).to.equal('BAAB');
}

const AGES = [
  [20, 39],
  [40, 59],
  [60, 80],
] as const;
/** Salaries of functions 2, 5 and 6, by age. */
const SALARIES = [
  [50_000, 100_000],
  [75_000, 125_000],
  [25_000, 75_000],
] as const;
/** Education levels of functions 3 and 4, by age. */
const LEVELS = [
  [0, 1],
  [1, 2, 3],
  [2, 3, 4],
] as const;

describe('Agrawal', () => {
  it('function 1: younger than 40 or at least 60', () => {
    expect([20, 39, 40, 59, 60, 80].map((age) => group(1, { age })).join('')).to.equal('AABBAA');
  });

  it('function 2: a range of the salary by age', () => {
    AGES.forEach((ages, i) => ages.forEach((age) => expectRange((salary) => group(2, { age, salary }), SALARIES[i]!)));
  });

  it('function 3: education levels by age', () => {
    const groups = AGES.map((ages) => ages.map((age) => [0, 1, 2, 3, 4].map((education) => group(3, { age, education })).join('')));
    expect(groups).to.deep.equal([
      ['AABBB', 'AABBB'],
      ['BAAAB', 'BAAAB'],
      ['BBAAA', 'BBAAA'],
    ]);
  });

  it('function 4: a range of the salary by age and education', () => {
    const inLevel = [
      [25_000, 75_000],
      [50_000, 100_000],
      [50_000, 100_000],
    ] as const;
    const others = [
      [50_000, 100_000],
      [75_000, 125_000],
      [25_000, 75_000],
    ] as const;
    AGES.forEach((ages, i) => {
      for (const age of ages) {
        for (const education of [0, 1, 2, 3, 4]) {
          const range = (LEVELS[i] as readonly number[]).includes(education) ? inLevel[i]! : others[i]!;
          expectRange((salary) => group(4, { age, education, salary }), range);
        }
      }
    });
  });

  it('function 5: a range of the loan by age and salary; the salary is never compared with the loan’s bounds', () => {
    const inRange = [
      [100_000, 300_000],
      [200_000, 400_000],
      [300_000, 500_000],
    ] as const;
    const others = [
      [200_000, 400_000],
      [300_000, 500_000],
      [100_000, 300_000],
    ] as const;
    AGES.forEach((ages, i) => {
      const [low, high] = SALARIES[i]!;
      for (const age of ages) {
        for (const salary of [low, high]) expectRange((loan) => group(5, { age, salary, loan }), inRange[i]!);
        for (const salary of [low - 1, high + 1]) expectRange((loan) => group(5, { age, salary, loan }), others[i]!);
      }
    });
  });

  it('function 6: a range of salary and commission together, by age', () => {
    AGES.forEach((ages, i) =>
      ages.forEach((age) => expectRange((salary) => group(6, { age, salary: salary - 15_000, commission: 15_000 }), SALARIES[i]!)),
    );
  });

  it('functions 7 to 10: something must be left of the income (borders by hand)', () => {
    const left = (concept: number, border: number, rest: Partial<Applicant>): void => {
      expect(
        [border, border + 1].map((salary) => group(concept, { salary: salary - 12_000, commission: 12_000, ...rest })).join(''),
      ).to.equal('BA');
    };
    // ⅔ income − loan/5 − 20,000
    left(7, 30_000, { loan: 0 });
    left(7, 90_000, { loan: 200_000 });
    // ⅔ income − 5,000 · level − 20,000
    left(8, 30_000, { education: 0 });
    left(8, 60_000, { education: 4 });
    // ⅔ income − 5,000 · level − loan/5 − 10,000
    left(9, 15_000, { education: 0 });
    left(9, 105_000, { education: 4, loan: 200_000 });
    // ⅔ income − 5,000 · level + equity/5 − 10,000, equity = value · (years − 20)/10 from 20 years on
    left(10, 45_000, { education: 4, houseValue: 500_000, houseYears: 19 });
    left(10, 45_000, { education: 4, houseValue: 500_000, houseYears: 20 });
    left(10, 15_000, { education: 4, houseValue: 500_000, houseYears: 22, loan: 500_000 });
  });

  it('has no function 11', () => {
    expect(() => group(11, {})).to.throw(RangeError, 'expected 1 … 10');
  });

  it('gives group A the shares that 8 million draws in NumPy gave, by function', () => {
    const applicants = Array.from({ length: 5000 }, (_, i) => drawApplicant(randomStream(1, 'applicant', i)));
    const shares = [0.6721, 0.3847, 0.5344, 0.3845, 0.3999, 0.4001, 0.4866, 0.98, 0.4866, 0.9978];
    shares.forEach((share, i) =>
      expectShare(
        applicants.map((row) => agrawalClass(row, i + 1) === 0),
        share,
      ),
    );
  });

  it('has every column in its range, a commission below a salary of $75,000 only, and a house value by zip code', async () => {
    await expectColumns(agrawal, [
      [20_000, 150_000],
      [0, 75_000],
      [20, 80],
      [0, 4],
      [0, 19],
      [0, 8],
      [50_000, 1_350_000],
      [1, 30],
      [0, 500_000],
    ]);
    for (const { row } of await rowsOf(agrawal, 2000)) {
      const [salary, commission, , , , zipCode, houseValue] = row as [number, number, number, number, number, number, number];
      const blur = PERTURBATION * 130_000;
      if (salary > 75_000 + blur) expect(commission).to.equal(0);
      if (salary < 75_000 - blur) expect(commission).to.be.within(10_000, 75_000);
      expect(houseValue / ((9 - zipCode) * 100_000)).to.be.within(0.5, 1.5);
    }
  });

  it('is labelled by function 1 before the numbers are blurred', async () => {
    const rows = await rowsOf(agrawal, 4000);
    expectShare(
      rows.map(({ label }) => label === 0),
      41 / 61,
    );
    // The blur of an age is at most 3 years.
    const clear = rows.filter(({ row }) => [40, 60].every((border) => Math.abs(row[2]! - border) > 3));
    for (const { row, label } of clear) expect(label).to.equal(agrawalClass(row, 1));
    expect(rows.some(({ row, label }) => label !== agrawalClass(row, 1))).to.equal(true);
  });
});
