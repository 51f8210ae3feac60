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
import { canonicalJson } from '../spec/canonical.ts';
import type { AnySpec, Spec } from '../spec/schema.ts';
import { presets, type PresetId } from '../spec/kinds/compare/presets.ts';
import type { Preset } from '../spec/kinds/kind.ts';

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

const textOf = (spec: AnySpec): string => canonicalJson(spec);
/** How long repairs take changes no result. */
const bareText = ({ lead: _, ...spec }: AnySpec): string => canonicalJson(spec);

let texts: readonly { readonly preset: Preset<Spec, PresetId>; readonly whole: string; readonly bare: string }[] | undefined;
let asked: { readonly spec: AnySpec; readonly answer: ReturnType<typeof presetOf> } | undefined;

/** The ready comparison that this one is; `exact`: but for how long repairs take, where that is false. Undefined for one of the user's own. */
export function presetOf(spec: AnySpec): { readonly preset: Preset<Spec, PresetId>; readonly exact: boolean } | undefined {
  if (asked?.spec === spec) return asked.answer;
  texts ??= Object.values(presets).map((preset) => ({ preset, whole: textOf(preset.spec), bare: bareText(preset.spec) }));
  const [whole, bare] = [textOf(spec), bareText(spec)];
  const found = texts.find((each) => each.whole === whole) ?? texts.find((each) => each.bare === bare);
  const answer = found && { preset: found.preset, exact: found.whole === whole };
  asked = { spec, answer };
  return answer;
}
