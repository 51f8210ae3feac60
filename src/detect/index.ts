/**
 * Drift detectors, tests of two samples and estimates of accuracy without labels, as `drift-lab/detect`.
 *
 * Plain TypeScript for Node, workers and pages. Every entry stands for itself, so a bundle holds what it imports and no more; the lists
 * (`streamDetectors`, `twoSampleTests`, `estimators`) hold all of them with their parameters, ranges, defaults and sources. Whatever draws
 * at random takes a named stream of a seed: equal seeds give equal results.
 *
 * @example
 * ```ts
 * import { adwin, column, ks, randomStream } from 'drift-lab/detect';
 *
 * const detector = adwin.create({ delta: 0.002 }, randomStream(1, 'adwin'));
 * errors.forEach((error, i) => {
 *   detector.update(error);
 *   if (detector.alarm) console.log(`drift at ${i}`);
 * });
 *
 * const { statistic, pValue } = ks.run(column(lastYear), column(thisYear), {}, randomStream(1, 'ks'));
 * ```
 *
 * @module drift-lab/detect
 */

// Streams
export { findDetector, streamDetectors } from './streaming/registry.ts';
export { adwin } from './streaming/adwin.ts';
export { bocd } from './streaming/bocd.ts';
export { cusum } from './streaming/cusum.ts';
export { ddm } from './streaming/ddm.ts';
export { ecdd } from './streaming/ecdd.ts';
export { eddm } from './streaming/eddm.ts';
export { fhddm } from './streaming/fhddm.ts';
export { gma } from './streaming/gma.ts';
export { hddmA } from './streaming/hddm-a.ts';
export { hddmW } from './streaming/hddm-w.ts';
export { kOfN } from './streaming/k-of-n.ts';
export { kswin } from './streaming/kswin.ts';
export { pageHinkley } from './streaming/page-hinkley.ts';
export { rddm } from './streaming/rddm.ts';
export { stepd } from './streaming/stepd.ts';
export { nullCalibration, powerCurve, resampled, thresholdFor } from './calibrate.ts';
export type { DriftingStream, Runs, StreamMaker, Wanted } from './calibrate.ts';
export { scoreAlarms, trueDrifts, type AlarmScore, type ScoreOptions, type TrueDrift } from './score.ts';

// Two samples
export { findTest, twoSampleTests } from './two-sample/registry.ts';
export { column } from './two-sample/define.ts';
export { andersonDarling } from './two-sample/anderson-darling.ts';
export { bbsdHard, bbsdSoft } from './two-sample/bbsd.ts';
export { c2st } from './two-sample/c2st.ts';
export { chiSquare } from './two-sample/chi-square.ts';
export { cramerVonMises } from './two-sample/cramer-von-mises.ts';
export { domainClassifier } from './two-sample/domain-classifier.ts';
export { energy } from './two-sample/energy.ts';
export { gTest } from './two-sample/g-test.ts';
export { hellinger } from './two-sample/hellinger.ts';
export { js } from './two-sample/js.ts';
export { kl } from './two-sample/kl.ts';
export { ks } from './two-sample/ks.ts';
export { lsdd } from './two-sample/lsdd.ts';
export { mannWhitney } from './two-sample/mann-whitney.ts';
export { mmd } from './two-sample/mmd.ts';
export { psi } from './two-sample/psi.ts';
export { totalVariation } from './two-sample/total-variation.ts';
export { wasserstein } from './two-sample/wasserstein.ts';
export { adjust, corrections, type Correction } from './two-sample/corrections.ts';

// Estimates without labels
export { estimators, estimatorsFor, findEstimator } from './estimate/registry.ts';
export type {
  ComplaintCount,
  ComplaintEstimator,
  Estimate,
  Estimator,
  InputEstimator,
  ModelEstimator,
  ModelOutputs,
  OutputEstimator,
} from './estimate/types.ts';

// What all of them speak of
export type { Batch, StreamDetector, StreamDetectorEntry, TestResult, TwoSampleEntry } from './types.ts';
export { randomStream, type Random, type StreamName } from '../random/random.ts';
export type { Parameter, ParameterValue, ParameterValues } from '../spec/parameter.ts';
