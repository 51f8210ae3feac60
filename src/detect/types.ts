/** What a detector is: something that watches a stream, or compares two samples, and says how sure it is that they differ. */
import type { Random } from '../random/random.ts';
import type { Parameter, ParameterValues } from '../spec/parameter.ts';

/** A detector in use. It takes one value at a time and resets itself on the update after an alarm. */
export interface StreamDetector {
  /**
   * @param value The next value; 0 or 1 for detectors of errors.
   * @throws RangeError when it is not finite, or no error indicator where one is needed.
   */
  update(value: number): void;
  /** The last update raised an alarm. */
  readonly alarm: boolean;
  /** The last update lies in the warning zone; false where the detector has none. */
  readonly warning: boolean;
  /** What is compared with `threshold`; NaN until there is enough data. Larger is more suspicious. */
  readonly statistic: number;
  /** Where an alarm is raised; NaN until there is enough data. */
  readonly threshold: number;
}

interface Described {
  /** Lower-kebab, as on the command line. */
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  /** Who defined it, where, and which variant this is. */
  readonly source: string;
  /** Variants and modes are parameters too. */
  readonly parameters: readonly Parameter[];
}

export interface StreamDetectorEntry extends Described {
  /** `error`: indicators 0 and 1 (1 = wrong); `value`: finite numbers. */
  readonly input: 'error' | 'value';
  /** The numeric parameter that trades false alarms against misses. */
  readonly sensitivity: string;
  /** Of a detector whose thresholds are in the unit of the values: what its defaults are where those are in standard deviations. */
  readonly inUnits?: ParameterValues;
  /** @throws RangeError when parameters contradict each other. */
  create(params: ParameterValues, random: Random): StreamDetector;
}

/** What a test of two samples says. */
export interface TestResult {
  readonly statistic: number;
  /** Probability of a statistic at least as large without a difference; absent for plain distances. */
  readonly pValue?: number;
  /** Further numbers by name (degrees of freedom, null band, effect …). */
  readonly details: Readonly<Record<string, number>>;
}

/** Rows of numbers, `[rows, width]` row-major; a plain column has width 1. NaN is not allowed. */
export interface Batch {
  readonly x: ArrayLike<number>;
  readonly rows: number;
  readonly width: number;
}

export interface TwoSampleEntry extends Described {
  /** `numeric`: one ordered column; `categorical`: codes 0, 1, …; `multivariate`: rows of several numbers. */
  readonly input: 'numeric' | 'categorical' | 'multivariate';
  /** The statistic has no upper tail probability: it is a distance. */
  readonly distance?: true;
  /**
   * @param random For permutations and splits; equal seeds give equal results.
   * @throws RangeError when a sample is empty, holds NaN or has fewer rows than the test needs (never 0 for undefined).
   */
  run(reference: Batch, current: Batch, params: ParameterValues, random: Random): TestResult;
}
