/**
 * What the page needs of the registries. Of repairs, data sets and metrics it has what they say of themselves, without their code; what is
 * passed on below it (drifts' times and places, models, devices, presets) comes with the code that the page runs.
 */
import type { BuiltIn } from '../../datasets/built-in.ts';
import dataFacts from '../../datasets/registry.ts?facts';
import facts from '../adapt/registry.ts?facts';
import metricFacts from '../measure/metrics/registry.ts?facts';
import type { Metric } from '../measure/metrics/metric.ts';
import type { ArmFacts } from '../contracts/repair.ts';

export type { When } from '../contracts/drift.ts';
export { alpha, patternName, whyNotThen } from '../drift/when.ts';
export type { Where } from '../contracts/drift.ts';
export { regionColumns, whyNotThere, wherePhrase } from '../drift/where.ts';
export type { DriftFacts } from '../contracts/drift.ts';
export { downloads as downloadTitles } from '../../datasets/downloads/registry.ts';
export { isPlane, planeBounds } from '../data/plane.ts';
export { devices } from '../measure/energy/devices.ts';
export { families, buildModel, outputsOf } from '../models/families.ts';
export { parameterCount } from '../models/parameters.ts';
export { presets, type PresetId } from '../spec/kinds/compare/presets.ts';

/** What each built-in data set says of itself. */
export const builtIns = dataFacts['builtIns'] as readonly Omit<BuiltIn, 'load'>[];

/** What each repair says of itself. */
export const arms = facts['arms'] as readonly ArmFacts[];

/** What each metric says of itself. The first decides where a spec names none. */
export const metrics = metricFacts['metrics'] as readonly Omit<Metric, 'value'>[];

/** What a repair is called; its id where there is none of that id. */
export const armTitle = (id: string): string => arms.find((arm) => arm.id === id)?.title ?? id;
