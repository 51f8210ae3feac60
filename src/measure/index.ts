/**
 * How good a model is, and what repeats over seeds show of several, as `drift-lab/measure`.
 *
 * `measures` counts everything once from probabilities `[rows, classes]` and labels; a metric of the registry reads one number of that.
 * Statistics compare alternatives over paired seeds: intervals, tests by sign flips, sets of the best, races that may be looked at at any
 * time. Shares are 0 … 1, times are in ms or s as named, energy is in J.
 *
 * @example
 * ```ts
 * import { measures, metricOf, standing } from 'drift-lab/measure';
 *
 * const judged = { probabilities, labels };
 * const told = measures({ ...judged, before: namedBefore }, judged, 3);
 * console.log(metricOf('log-loss').value(told));
 *
 * // Accuracies of two repairs on the same seeds: who is shown to be the best, with a margin of one point?
 * console.log(standing([{ id: 'a', values: seedsOfA }, { id: 'b', values: seedsOfB }], 0.01, 'fixed').best);
 * ```
 *
 * @module drift-lab/measure
 */

// Metrics
export { metricOf, metrics, metricsFor } from './metrics/registry.ts';
export { accuracyOf, measures, recallOf, type Judged } from './metrics/measures.ts';
export { thresholdOf, type ErrorCosts } from './metrics/binary.ts';
export type { Metric } from './metrics/metric.ts';
export type { BinaryScores, Fairness, Flips, GroupRates, Measures, NumberScores, ReliabilityBin, Scores } from '../contracts/measures.ts';

// Statistics
export { bestSet, type BestSet } from './statistics/best-set.ts';
export { friedman, interquartileMean, performanceProfile, probabilityOfImprovement } from './statistics/many-tasks.ts';
export type { Ranking, TaskScores } from './statistics/many-tasks.ts';
export { moreSeeds, probabilityOfBetter } from './statistics/effect.ts';
export { comparePaired, type PairedTest } from './statistics/paired.ts';
export { confidenceSequence, race, type Race } from './statistics/race.ts';
export { signFlipTests, type Hypothesis } from './statistics/sign-flips.ts';
export { LEVEL, MIN_SEEDS, standing, type Raced } from './statistics/standing.ts';
export { interval, mean, sd, standardError } from '../maths/statistics.ts';
export type { Interval } from '../maths/interval.ts';
export { summarise, type SummaryOptions } from './summary.ts';
export type { ArmInfo, ArmResult, ArmSummary, Comparison, Design, Quantity, Standing, Summary } from '../contracts/results.ts';

// Energy
export { devices, findDevice, profileOf, type DeviceProfile, type OwnProfile } from './energy/devices.ts';
export { energy as energyProxy, wattBand, type WattBand } from './energy/energy.ts';
