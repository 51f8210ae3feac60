/** What the page asks of detectors, and what comes back. It is computed in a worker of its own: to stop it, end the worker. Types only. */
import type { ParameterValues } from '../spec/parameter.ts';

/** A number with the interval that the data leave for it. */
export interface Estimate {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

/**
 * False alarms on streams of one length. A detector that remembers (Page–Hinkley's sums, DDM's lowest error rate) gives more or fewer
 * of them the longer a stream goes on, so rates hold for streams of that length.
 */
export interface NullCalibration {
  readonly alarms: number;
  /** Of all streams together. */
  readonly items: number;
  /** Items of one stream; the mean, where lengths differ. */
  readonly length: number;
  /** False alarms in 1,000 items. */
  readonly per1000: Estimate;
  /** Items between two alarms on average (ARL₀). Its value is NaN without an alarm: then only `lo` is known. */
  readonly arl0: Estimate;
}

export interface PowerPoint {
  readonly severity: number;
  /** Share of runs with an alarm at most `horizon` items after the drift. */
  readonly hitRate: Estimate;
  /** Items from the drift to the first alarm, over the runs that hit; NaN when none did. Bootstrap interval. */
  readonly delay: Estimate;
  /** Alarms before the drift, in 1,000 items. */
  readonly falseAlarmsPer1000: number;
}

export interface Threshold {
  readonly value: number;
  readonly calibration: NullCalibration;
  /** Values that were tried, in order, with the false alarms each gave. */
  readonly tried: readonly { readonly value: number; readonly per1000: number }[];
}

/** A published answer, or one that was counted by brute force, against what this code computes. */
export interface Conformance {
  readonly subject: string;
  /** Parameters that differ from the defaults, as `name=value`. */
  readonly params: string;
  readonly expected: string;
  readonly computed: string;
  readonly agrees: boolean;
  readonly source: string;
}

/** A detector on errors that come as often as on the old world. */
export interface Calibrated {
  /** Streams that were drawn, and rows after a rise within which an alarm counts. */
  readonly runs: number;
  readonly horizon: number;
  readonly calm: NullCalibration;
  /** By how much the error rate rises. */
  readonly power: readonly PowerPoint[];
}

export interface DetectorQuestion {
  /** Id of a stream detector. */
  readonly detector: string;
  readonly params: ParameterValues;
  /** Share of wrong predictions where nothing changes, 0 … 1. */
  readonly errorRate: number;
  /** Of each stream. */
  readonly rows: number;
}

/** One of the two: what was found, or why nothing was. */
export interface ThresholdAnswer {
  readonly threshold?: Threshold;
  readonly refusal?: string;
}

/** Share of the work that is done, 0 … 1. */
type Tell = (share: number) => void;

/** Commands of the detector worker; the page sends them through Comlink. */
export interface DetectService {
  /** Every published answer there is, computed now. */
  conformance(tell: Tell): readonly Conformance[];
  /** How often it cries wolf there, how surely and soon it notices a rise. */
  calibrate(question: DetectorQuestion, tell: Tell): Promise<Calibrated>;
  /** The most sensitive value of that parameter with at most so many false alarms in 1,000 rows, or why there is none. */
  threshold(
    question: DetectorQuestion & { readonly parameter: string; readonly mostPer1000: number },
    tell: Tell,
  ): Promise<ThresholdAnswer>;
}
