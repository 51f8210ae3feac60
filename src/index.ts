/**
 * Drift Lab's pure core as a library, `drift-lab`: the same functions that the page and the command line use, without engine, page or files.
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
 * @module drift-lab
 */

// Specs
export { decodeLink, encodeLink, type LinkResult } from './spec/link.ts';
export { checkParameters, withDefaults } from './spec/parameter.ts';
export { completeSpec, describeIssues, parseAny, parseSpecText, type ParseResult } from './spec/parse.ts';
export type { Preset } from './spec/kinds/kind.ts';
export { presets, type PresetId } from './spec/kinds/compare/presets.ts';
export { type AnySpec, type Issue, type Spec, type SpecInput, type StreamSpec, type StreamSpecInput } from './spec/schema.ts';
export { streamPresets, type StreamPresetId } from './spec/kinds/stream/presets.ts';

// Data
export { DataError } from './data/errors.ts';
export { readCsv, type CsvOptions } from './data/readers/csv.ts';
export { readOwnFiles, type OwnOptions } from './data/readers/read-own.ts';
export type { ReadingOptions } from './spec/reading-options.ts';
export type { ColumnReport, Guess, LeftOut, ReadingReport } from './data/report.ts';
export type { Role } from './spec/roles.ts';
export { inputKind, type DataCard, type Dataset } from './data/types.ts';

// What is an entry of its own, too
export * from './detect/index.ts';
export * from './drift/index.ts';
export * from './measure/index.ts';
export * from './record/index.ts';

// Verdicts
export type { Advice, AdviceKind } from './decide/settled.ts';
export { advise } from './decide/advice.ts';
export { verdict } from './decide/verdict.ts';
