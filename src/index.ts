/**
 * Drift Lab's pure core as a library: the same functions that the page and the command line use, without engine, page or files.
 *
 * All of it is plain TypeScript that runs in a browser, a worker and Node. Nothing here trains, fetches, or reads a clock; everything
 * random comes from a named stream of a root seed. From specs to records, in the order in which data flows:
 *
 * - **specs**: an experiment as one value, checked with paths, with a canonical id and a link that holds all of it
 * - **data**: readers of tables, images and arrays; rows as `[rows, features]`
 * - **drift**: changes of a world, with a ledger of what each did
 * - **detectors**: stream detectors, tests and distances of two samples, estimates without labels
 * - **statistics**: paired seeds, families of claims at one level, races that may be looked at at any time
 * - **verdicts**: what the evidence supports, in words no stronger than its intervals
 * - **records**: the types of what a run leaves
 *
 * @module
 */

// Specs
export { canonicalJson, contentId, specId } from './spec/canonical.ts';
export { decodeLink, encodeLink, type LinkResult } from './spec/link.ts';
export { checkParameters, withDefaults, type Parameter, type ParameterValue, type ParameterValues } from './spec/parameter.ts';
export { completeSpec, describeIssues, parseAny, parseSpecText, type ParseResult } from './spec/parse.ts';
export type { Preset } from './spec/kinds/kind.ts';
export { presets, type PresetId } from './spec/kinds/compare/presets.ts';
export { globalDrift, type AnySpec, type Issue, type Spec, type SpecInput, type StreamSpec, type StreamSpecInput } from './spec/schema.ts';
export { streamPresets, type StreamPresetId } from './spec/kinds/stream/presets.ts';

// Randomness
export { randomStream, type Random, type StreamName } from './random/random.ts';

// Data
export { DataError } from './data/errors.ts';
export { readCsv, type CsvOptions } from './data/readers/csv.ts';
export { readOwnFiles, type OwnOptions } from './data/readers/read-own.ts';
export type { ReadingOptions } from './spec/reading-options.ts';
export type { ColumnReport, Guess, LeftOut, ReadingReport } from './data/report.ts';
export type { Role } from './spec/roles.ts';
export { inputKind, type Column, type Concepts, type DataCard, type Dataset, type InputKind, type Samples } from './data/types.ts';

// Drift
export { applyDrifts, undrifted, whyNot, type Drifted } from './drift/apply.ts';
export type { Drift, DriftSetting } from './drift/setting.ts';
export { injections } from './drift/registry.ts';
export type { DriftContext, DriftData, DriftEffect, DriftKind, Injection, LedgerEntry } from './contracts/drift.ts';

// Detectors, tests and estimates
export { nullCalibration, powerCurve, resampled, thresholdFor } from './detect/calibrate.ts';
export { estimators, findEstimator } from './detect/estimate/registry.ts';
export type { Estimate, Estimator, InputEstimator, ModelEstimator, ModelOutputs, OutputEstimator } from './detect/estimate/types.ts';
export { scoreAlarms, trueDrifts, type AlarmScore, type ScoreOptions, type TrueDrift } from './detect/score.ts';
export { findDetector, streamDetectors } from './detect/streaming/registry.ts';
export { findTest, twoSampleTests } from './detect/two-sample/registry.ts';
export type { Batch, StreamDetector, StreamDetectorEntry, TestResult, TwoSampleEntry } from './detect/types.ts';

// Statistics
export { bestSet, type BestSet } from './measure/statistics/best-set.ts';
export { comparePaired, type PairedTest } from './measure/statistics/paired.ts';
export { confidenceSequence, race, type Race } from './measure/statistics/race.ts';
export { signFlipTests, type Hypothesis } from './measure/statistics/sign-flips.ts';
export { LEVEL, MIN_SEEDS, standing, type Raced } from './measure/statistics/standing.ts';
export { interval, mean, sd, standardError } from './maths/statistics.ts';
export { metrics, metricOf } from './measure/metrics/registry.ts';
export type { Metric } from './measure/metrics/metric.ts';
export type { Interval } from './maths/interval.ts';
export { summarise, type SummaryOptions } from './measure/summary.ts';
export type { ArmInfo, ArmResult, ArmSummary, Comparison, Design, Quantity, Standing, Summary } from './contracts/results.ts';

// Verdicts
export type { Advice, AdviceKind } from './decide/settled.ts';
export { advise } from './decide/advice.ts';
export type { Verdict, VerdictKind } from './contracts/verdict.ts';
export { verdict } from './decide/verdict.ts';

// Records
export type { AnyRecord, RunRecord, StreamRecord, SeedResult, SkippedArm } from './contracts/record.ts';
