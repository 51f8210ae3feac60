/** How an applicant comes about: a life by age group, and what leads to a default. */
import type { Random } from '../../src/random/random.ts';
import { rounded } from '../concepts.ts';
import { exp } from '../../src/maths/portable.ts';

/** What is usual at an age. Categories have weights in the order of the columns. */
interface Life {
  /** Typical values, $ a month and $. */
  readonly income: number;
  readonly savings: number;
  /** From … to, in years. */
  readonly employed: readonly [number, number];
  readonly late: number;
  readonly history: readonly [none: number, onTime: number, some: number, serious: number];
  readonly housing: readonly number[];
}

/** By age group. */
const LIVES: readonly Life[] = [
  { income: 2_100, employed: [0, 10], savings: 2_500, late: 0.6, history: [5, 5, 2, 0.3], housing: [6, 1, 0.3, 4] },
  { income: 3_300, employed: [1, 35], savings: 7_000, late: 0.5, history: [0.5, 8, 2.5, 0.6], housing: [4, 5, 2, 0.3] },
  { income: 2_700, employed: [18, 45], savings: 12_000, late: 0.3, history: [0.3, 9, 1.5, 0.4], housing: [2.5, 2, 6, 0.3] },
];

/** Steps that are visible in the data. */
const INCOME_STEP = 10;
const LOAN_STEP = 100;
const TERMS = [12, 24, 36, 48, 60];
const PURPOSE_WEIGHTS = [4, 2, 1.5, 2, 1];
/** Weight of paying other debts with the loan, of those who have too many. */
const DEBTS_WEIGHT = 4;

/** How strongly each of the three ways into default acts, 0 = not at all. Few know more than one. */
interface Trouble {
  readonly debts: number;
  readonly work: number;
  readonly habit: number;
}

const CALM: Trouble = { debts: 0, work: 0, habit: 0 };

/** One way at random, mild or severe. */
function someTrouble(random: Random): Trouble {
  const strength = random.between(0.7, 1.6);
  const way = random.int(3);
  return { debts: way === 0 ? strength : 0, work: way === 1 ? strength : 0, habit: way === 2 ? strength : 0 };
}

function choose(weights: readonly number[], random: Random): number {
  let left = random.uniform() * weights.reduce((a, b) => a + b);
  const chosen = weights.findIndex((weight) => (left -= weight) < 0);
  return chosen === -1 ? weights.length - 1 : chosen;
}

/** Log-normal around `typical`; `spread` is the standard deviation of the logarithm. */
const around = (typical: number, spread: number, random: Random): number => typical * exp(spread * random.normal());
const toStep = (value: number, step: number): number => step * Math.round(value / step);

/** Fills `row` (`[10]`, the columns in order) for an applicant of that age group who defaults or does not. */
export function writeApplicant(row: Float32Array, group: number, defaults: boolean, random: Random): void {
  const life = LIVES[group]!;
  const { debts, work, habit } = defaults ? someTrouble(random) : CALM;
  const income = toStep(around(life.income, 0.3, random) * exp(-0.55 * work), INCOME_STEP);
  const debtRatio = Math.min(95, Math.max(0, 20 + 9 * random.normal() + 22 * debts + 6 * work));
  const employed = random.between(...life.employed) * Math.max(0.05, 1 - 0.75 * work);
  const savings = toStep(around(life.savings, 0.6, random) * exp(-0.9 * (work + debts)), LOAN_STEP);
  const loan = toStep(income * random.between(1, 6) * (1 + 0.4 * debts), LOAN_STEP);
  const late = Math.max(0, Math.round(life.late + 0.8 * random.normal() + 2.8 * habit));
  const [none, onTime, some, serious] = life.history;
  const history = choose([none * exp(-habit), onTime * exp(-2 * habit), some, serious * (1 + 6 * habit)], random);
  const purpose = choose(
    PURPOSE_WEIGHTS.map((weight, i) => (i === 4 && debts > 0 ? DEBTS_WEIGHT : weight)),
    random,
  );
  row.set([income, rounded(debtRatio, 10), rounded(employed, 10), savings, loan, TERMS[random.int(TERMS.length)]!]);
  row.set([late, history, choose(life.housing, random), purpose], 6);
}
