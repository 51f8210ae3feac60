/**
 * The ten functions of Agrawal, Imielinski and Swami (1993): who belongs to group A.
 * Function 5 follows the paper: it depends on the loan throughout, where some libraries compare the salary instead.
 */
import { ofConcept, type Row } from '../concepts.ts';

/** One applicant, columns by name; money in $, times in years. Categories are indices. */
interface Applicant {
  readonly salary: number;
  readonly commission: number;
  readonly age: number;
  /** 0 … 4. */
  readonly education: number;
  readonly houseValue: number;
  readonly houseYears: number;
  readonly loan: number;
}

/** Bounds belong to the range; in thousands of $. */
const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= 1000 * low && value <= 1000 * high;

/** The entry for applicants under 40, from 40 to 59, from 60. */
const byAge = <T>(age: number, young: T, middle: T, old: T): T => (age < 40 ? young : age < 60 ? middle : old);

const earns = (income: number, age: number): boolean => within(income, byAge(age, [50, 100], [75, 125], [25, 75]));

const taught = (education: number, age: number): boolean => byAge(age, [0, 1], [1, 2, 3], [2, 3, 4]).includes(education);

const afterTax = ({ salary, commission }: Applicant): number => (2 * (salary + commission)) / 3;

/** What a house owned for 20 years or more is worth to its owner, in $. */
const equity = ({ houseValue, houseYears }: Applicant): number => (houseYears < 20 ? 0 : (houseValue * (houseYears - 20)) / 10);

const FUNCTIONS: readonly ((applicant: Applicant) => boolean)[] = [
  ({ age }) => age < 40 || age >= 60,
  ({ salary, age }) => earns(salary, age),
  ({ education, age }) => taught(education, age),
  ({ salary, education, age }) =>
    taught(education, age)
      ? within(salary, byAge(age, [25, 75], [50, 100], [50, 100]))
      : within(salary, byAge(age, [50, 100], [75, 125], [25, 75])),
  ({ salary, loan, age }) =>
    earns(salary, age)
      ? within(loan, byAge(age, [100, 300], [200, 400], [300, 500]))
      : within(loan, byAge(age, [200, 400], [300, 500], [100, 300])),
  ({ salary, commission, age }) => earns(salary + commission, age),
  (applicant) => afterTax(applicant) - applicant.loan / 5 - 20_000 > 0,
  (applicant) => afterTax(applicant) - 5_000 * applicant.education - 20_000 > 0,
  (applicant) => afterTax(applicant) - 5_000 * applicant.education - applicant.loan / 5 - 10_000 > 0,
  (applicant) => afterTax(applicant) - 5_000 * applicant.education + equity(applicant) / 5 - 10_000 > 0,
];

/** 0 (group A) or 1 (group B) by function 1 … 10. `row` is `[9]`: the columns of the data set in order. */
export function agrawalClass(row: Row, concept: number): number {
  const inA = ofConcept(
    FUNCTIONS,
    concept,
  )({ salary: row[0]!, commission: row[1]!, age: row[2]!, education: row[3]!, houseValue: row[6]!, houseYears: row[7]!, loan: row[8]! });
  return inA ? 0 : 1;
}
