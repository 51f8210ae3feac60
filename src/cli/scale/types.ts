/** What `lab bench scale` reports. */
import type { PowerLaw } from '../../maths/power-law.ts';

export interface ScalePoint {
  /** Steps, rows, units, seeds or repairs. */
  readonly size: number;
  /** Milliseconds; of one step where the series says so. Medians of runs in turn. */
  readonly ms: number;
  /** Bytes held by the engine and by what was prepared, or of the result; null where nobody counts them. */
  readonly bytes: number | null;
  /** Of a step late in a training: its time relative to the first hundred steps, by pairs taken at the same moment. */
  readonly relative?: number;
}

export interface ScaleSeries {
  readonly id: 'steps' | 'rows' | 'width' | 'seeds' | 'repairs';
  readonly title: string;
  readonly unit: string;
  /** What the time is of. */
  readonly of: string;
  readonly points: readonly ScalePoint[];
  readonly time: PowerLaw | null;
  readonly memory: PowerLaw | null;
  /** One phrase. */
  readonly expected: string;
  /** Whether what was promised came out; null where nothing is promised. */
  readonly met: boolean | null;
}

export interface ScaleReport {
  /** Largest relative error against the double-precision reference; nothing is measured of an engine that fails. */
  readonly selfTest: number;
  readonly series: readonly ScaleSeries[];
  readonly seconds: number;
}
