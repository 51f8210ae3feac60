/**
 * Changes of a world with a ledger of what each did, as `drift-lab/drift`.
 *
 * Rows go in as `[rows, features]` and come out changed, row by row traceable, with an entry for every injection: kind, place, time,
 * parameters, rows and inputs touched, means, shares of classes and labels before and after. Equal arguments give equal bytes.
 *
 * @example
 * ```ts
 * import { applyDrifts, globalDrift, undrifted } from 'drift-lab/drift';
 *
 * const setting = { root: 1, seed: 0, batch: 'test', times: 'end', reference: old, columns, classes } as const;
 * const { samples, ledger } = applyDrifts([globalDrift('gain-offset', 3)], undrifted(old), setting);
 * console.log(ledger[0].sentence);
 * ```
 *
 * @module drift-lab/drift
 */
export { injections } from './registry.ts';
export { applyDrifts, fittingDrifts, oldWorld, undrifted, whyNot, type Drifted } from './apply.ts';
export { DriftError } from './drift-error.ts';
export type { Drift, DriftSetting } from './setting.ts';
export { globalDrift } from '../spec/schema.ts';
export type { DriftContext, DriftData, DriftEffect, DriftKind, Injection, LedgerEntry, When, Where } from '../contracts/drift.ts';
export type { Column, Concepts, InputKind, Samples } from '../data/types.ts';
export { randomStream, type Random, type StreamName } from '../random/random.ts';
export type { Parameter, ParameterValue, ParameterValues } from '../spec/parameter.ts';
