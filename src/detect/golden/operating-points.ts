/**
 * Where detectors work, measured independently of this code over 100 runs: on errors at a rate of 0.2, how often they cry
 * wolf; after a sudden rise to 0.4 at item 1,000, how soon they notice; after one to 0.3, in how many runs within 1,000 items.
 */
import type { ParameterValues } from '../../spec/parameter.ts';

interface OperatingPoint {
  readonly detector: string;
  readonly params: ParameterValues;
  /** In 1,000 items at a rate of 0.2; streams of 5,000. */
  readonly falseAlarmsPer1000: number;
  /** Items from 0.2 → 0.4 to the alarm, mean. */
  readonly delay: number;
  /** Share of runs that noticed 0.2 → 0.3. */
  readonly hitRate: number;
}

const point = (detector: string, params: ParameterValues, falseAlarmsPer1000: number, delay: number, hitRate: number): OperatingPoint => ({
  ...{ detector, params, falseAlarmsPer1000, delay, hitRate },
});

export const operatingPoints: readonly OperatingPoint[] = [
  point('ddm', {}, 0.12, 189, 0.79),
  point('eddm', {}, 3.06, 56, 1),
  point('eddm', { alpha: 0.9, beta: 0.8 }, 0.33, 214, 0.84),
  point('hddm-a', {}, 0.01, 108, 0.82),
  point('hddm-w', {}, 0.04, 76, 0.85),
  point('adwin', {}, 0, 185, 0.75),
  point('page-hinkley', {}, 0.01, 252, 0.95),
  point('page-hinkley', { lambda: 20, mode: 'up' }, 0.23, 78, 0.97),
];
