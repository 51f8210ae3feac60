/** Applicants: drawn, labelled, then blurred. */
import type { Random } from '../../src/random/random.ts';
import { agrawalClass } from './functions.ts';

/** How far a number is shifted at most after labelling, as a part of its range; MOA's default. */
export const PERTURBATION = 0.05;

const SALARY = [20_000, 150_000] as const;
const COMMISSION = [10_000, 75_000] as const;
const AGE = [20, 80] as const;
const YEARS_OWNED = [1, 30] as const;
const LOAN = [0, 500_000] as const;
/** From this salary on there is no commission. */
const NO_COMMISSION = 75_000;

type Range = readonly [low: number, high: number];

/** $, by zip code 0 … 8: 0.5 … 1.5 times 900,000 down to 100,000. */
const houseRange = (zipCode: number): Range => [(9 - zipCode) * 50_000, (9 - zipCode) * 150_000];

/** A whole number in the range, both ends included. */
const whole = ([low, high]: Range, random: Random): number => low + random.int(high - low + 1);

/** One applicant as the paper draws it, before any noise: `[9]`. */
export function drawApplicant(random: Random): number[] {
  const salary = whole(SALARY, random);
  const commission = salary >= NO_COMMISSION ? 0 : whole(COMMISSION, random);
  const age = whole(AGE, random);
  const [education, car, zipCode] = [random.int(5), random.int(20), random.int(9)];
  return [
    salary,
    commission,
    age,
    education,
    car,
    zipCode,
    whole(houseRange(zipCode), random),
    whole(YEARS_OWNED, random),
    whole(LOAN, random),
  ];
}

/** Rounded, and kept in its range. */
function blurred(value: number, [low, high]: Range, random: Random): number {
  const shifted = value + PERTURBATION * (high - low) * random.between(-1, 1);
  return Math.round(Math.min(high, Math.max(low, shifted)));
}

/** Labelled by the function of that number, then blurred. An applicant without commission stays so. */
export function writeAgrawal(row: Float32Array, random: Random, concept: number): number {
  const applicant = drawApplicant(random);
  const ranges: readonly (Range | undefined)[] = [
    ...[SALARY, applicant[1]! > 0 ? COMMISSION : undefined, AGE],
    ...[undefined, undefined, undefined],
    ...[houseRange(applicant[5]!), YEARS_OWNED, LOAN],
  ];
  row.set(applicant.map((value, f) => (ranges[f] ? blurred(value, ranges[f], random) : value)));
  return agrawalClass(applicant, concept);
}
