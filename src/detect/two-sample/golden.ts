/** Published and independently computed answers of the tests, as data: the tests and the conformance check read the same list. */
import type { ParameterValues } from '../../spec/parameter.ts';

export interface GoldenTestCase {
  /** The id of the test. */
  readonly test: string;
  readonly params: ParameterValues;
  /** Both samples row by row. */
  readonly reference: readonly number[];
  readonly current: readonly number[];
  /** Columns of both samples; 1 unless given. */
  readonly width?: number;
  /** `statistic`, `pValue` or the name of a detail → its value. */
  readonly expected: Readonly<Record<string, number>>;
  /** Largest absolute difference. */
  readonly tolerance: number;
  readonly source: string;
}

/** The pair of samples of Evidently's tests. */
const X = [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58];
const Y = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
/** Unequal sizes with ties. */
const A = [1.1, 2, 2, 3.5, 4, 4, 5.25, 7, 8.5, 9];
const B = [2, 3, 3.5, 4.75, 6, 7, 7, 9, 10, 11.5, 12, 12, 13.5, 15, 16];
/** Larger ones: 60 and 45 numbers. */
const LONG_A = Array.from({ length: 60 }, (_, i) => ((i * 37) % 101) / 10);
const LONG_B = Array.from({ length: 45 }, (_, i) => ((i * 53) % 97) / 9 + 1.3);
/** The same without a value that both have. */
const LONG_C = LONG_B.map((value) => value + 0.001);
/** Codes 0, 1, … as often as counted. */
const codes = (counts: readonly number[]): number[] => counts.flatMap((count, code) => new Array<number>(count).fill(code));
const REFERENCE_COUNTS = codes([16, 18, 16, 14, 12, 12]);
const CURRENT_COUNTS = codes([16, 16, 16, 16, 16, 8]);
const SQUARE = [0, 0, 0, 1, 1, 0, 1, 1];

const SCIPY = 'SciPy 1.17.1';
type Samples = Pick<GoldenTestCase, 'reference' | 'current' | 'source' | 'tolerance'>;
const xy: Samples = { reference: X, current: Y, source: `Evidently’s test samples; ${SCIPY}`, tolerance: 1e-10 };
const ab: Samples = { reference: A, current: B, source: `${SCIPY}, unequal sizes with ties`, tolerance: 1e-10 };
const long: Samples = { reference: LONG_A, current: LONG_B, source: `${SCIPY}, 60 and 45 values`, tolerance: 1e-10 };
const untied: Samples = { reference: LONG_A, current: LONG_C, source: `${SCIPY}, 60 and 45 values without ties`, tolerance: 1e-10 };
/** With ties SciPy 1.17.1 gives other p values (and, of Cramér–von Mises, another statistic): its formulas there do not keep a level. */
const tied: Samples = {
  reference: A,
  current: B,
  source: 'Unequal sizes with ties: definition in NumPy, p over all 3,268,760 divisions of the rows',
  tolerance: 1e-10,
};
const PERMUTED = { permutations: 20_000 } as const;
/** Five standard errors of so many permutations of a p value. */
const within = (p: number): number => 5 * Math.sqrt((p * (1 - p)) / PERMUTED.permutations);
const sparse: Samples = {
  reference: codes([9, 4, 1]),
  current: codes([10, 12, 5, 3]),
  source: 'Few rows: p over all tables with these margins, in NumPy',
  tolerance: 1e-10,
};
const counted: Samples = {
  reference: REFERENCE_COUNTS,
  current: CURRENT_COUNTS,
  source: `Evidently’s test counts; ${SCIPY}`,
  tolerance: 1e-10,
};
const CATEGORIES = { binning: 'categories' } as const;

export const goldenTestCases: readonly GoldenTestCase[] = [
  { test: 'ks', params: { method: 'exact' }, ...xy, expected: { statistic: 0.625, pValue: 0.08702408702408702 } },
  { test: 'ks', params: { method: 'asymptotic' }, ...xy, expected: { statistic: 0.625, pValue: 0.04931640625 } },
  { test: 'ks', params: { method: 'exact' }, ...ab, expected: { statistic: 0.4666666666666667, pValue: 0.1181126788139845 } },
  { test: 'ks', params: { method: 'asymptotic' }, ...ab, expected: { pValue: 0.10170858161865581 } },
  { test: 'ks', params: { method: 'auto' }, ...long, expected: { statistic: 0.18333333333333332, pValue: 0.3195847560749422 } },
  { test: 'ks', params: { method: 'asymptotic' }, ...long, expected: { pValue: 0.3076448775055802 } },
  { test: 'mann-whitney', params: { method: 'exact' }, ...xy, expected: { statistic: 49, pValue: 0.08298368298368297 } },
  { test: 'mann-whitney', params: { method: 'asymptotic' }, ...xy, expected: { pValue: 0.08312293695990333 } },
  { test: 'mann-whitney', params: { method: 'auto' }, ...ab, expected: { statistic: 34, pValue: 0.024338825988760585 } },
  { test: 'mann-whitney', params: { method: 'auto' }, ...long, expected: { statistic: 1024.5, pValue: 0.03533469851348143 } },
  { test: 'cramer-von-mises', params: { method: 'exact' }, ...xy, expected: { statistic: 0.4375, pValue: 0.06433566433566433 } },
  { test: 'cramer-von-mises', params: { method: 'asymptotic' }, ...xy, expected: { pValue: 0.05788700364500943 } },
  { test: 'cramer-von-mises', params: {}, ...untied, expected: { statistic: 0.41746031746031775, pValue: 0.06511281649786416 } },
  { test: 'cramer-von-mises', params: {}, ...tied, expected: { statistic: 0.5674666666666667 } },
  { test: 'cramer-von-mises', params: PERMUTED, ...tied, expected: { pValue: 0.028686413196441465 }, tolerance: within(0.029) },
  { test: 'anderson-darling', params: {}, ...xy, expected: { statistic: 1.7183096744360893, pValue: 0.06351467728760844 } },
  { test: 'anderson-darling', params: {}, ...untied, expected: { statistic: 2.7140665229342553, pValue: 0.02522009396648811 } },
  { test: 'anderson-darling', params: {}, ...ab, expected: { statistic: 2.92240551851538 } },
  { test: 'anderson-darling', params: PERMUTED, ...tied, expected: { pValue: 0.025994260820616993 }, tolerance: within(0.026) },
  { test: 'anderson-darling', params: {}, ...long, expected: { statistic: 2.6237713096839825 } },
  { test: 'wasserstein', params: { normed: 'no' }, ...xy, expected: { statistic: 4.1625, sdReference: 5.328094757978691 } },
  { test: 'wasserstein', params: { normed: 'yes' }, ...xy, expected: { statistic: 4.1625 / 5.328094757978691 } },
  { test: 'wasserstein', params: { normed: 'no' }, ...ab, expected: { statistic: 4.181666666666666 } },
  { test: 'wasserstein', params: { normed: 'no' }, ...long, expected: { statistic: 1.3606790123456791 } },
  { test: 'energy', params: {}, ...xy, expected: { statistic: 1.570230874744221 } },
  { test: 'energy', params: {}, ...ab, expected: { statistic: 1.6811702273515713 } },
  { test: 'energy', params: {}, ...long, expected: { statistic: 0.5919226537171381 } },
  { test: 'chi-square', params: {}, ...counted, expected: { statistic: 1.6224089635854342, pValue: 0.8985262394026607, df: 5 } },
  { test: 'g-test', params: {}, ...counted, expected: { statistic: 1.6299560650379492, pValue: 0.8976032398668559, df: 5 } },
  { test: 'chi-square', params: {}, ...sparse, expected: { statistic: 4.495572263993317 } },
  { test: 'chi-square', params: PERMUTED, ...sparse, expected: { pValue: 0.2373924592192574 }, tolerance: within(0.24) },
  { test: 'g-test', params: {}, ...sparse, expected: { statistic: 5.35484356526102 } },
  { test: 'g-test', params: PERMUTED, ...sparse, expected: { pValue: 0.21918850337921572 }, tolerance: within(0.22) },
  { test: 'psi', params: CATEGORIES, ...counted, expected: { statistic: 0.037218381577290835 } },
  { test: 'kl', params: CATEGORIES, ...counted, expected: { statistic: 0.01890967696532027 } },
  { test: 'kl', params: { ...CATEGORIES, direction: 'current-reference' }, ...counted, expected: { statistic: 0.018308704611970573 } },
  { test: 'js', params: CATEGORIES, ...counted, expected: { statistic: 0.06804819617703867 } },
  { test: 'js', params: { ...CATEGORIES, base: '2' }, ...counted, expected: { statistic: 0.08173421330573756 } },
  { test: 'hellinger', params: CATEGORIES, ...counted, expected: { statistic: 0.06812774370983354 } },
  { test: 'total-variation', params: CATEGORIES, ...counted, expected: { statistic: 0.06818181818181818, largest: 0.045454545454545456 } },
  {
    test: 'mmd',
    params: { sigma: 1 },
    reference: SQUARE,
    current: SQUARE.map((value) => value + 2),
    width: 2,
    expected: { statistic: 0.9553236256 },
    tolerance: 1e-9,
    source: 'Unit squares two apart, summed by hand: 2·(2e^(−½) + e^(−1))/3 − (2/16)·Σk',
  },
];
