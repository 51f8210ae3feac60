/** Every registry of what an experiment or a command may name, as far as `lab --schema` and `lab mcp` tell of it. */
import { builtIns } from '../../../datasets/registry.ts';
import { downloads } from '../../../datasets/downloads/registry.ts';
import { arms } from '../../adapt/registry.ts';
import { estimators } from '../../detect/estimate/registry.ts';
import { streamDetectors } from '../../detect/streaming/registry.ts';
import { corrections } from '../../detect/two-sample/corrections.ts';
import { twoSampleTests } from '../../detect/two-sample/registry.ts';
import { injections } from '../../drift/registry.ts';
import { devices } from '../../measure/energy/devices.ts';
import { metrics } from '../../measure/metrics/registry.ts';
import { ownParameters, parametersOf, policies } from '../../policies/registry.ts';
import { exports } from '../../record/export/registry.ts';
import { knownResults } from '../../science/known-results.ts';
import { engines } from '../../spec/engines.ts';
import { allPresets, specKinds } from '../../spec/kinds/registry.ts';
import type { Parameter } from '../../spec/parameter.ts';
import { recipeParts } from '../../spec/recipe-parts.ts';

/** An entry of any registry: what all of them have, and what is its own. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly parameters?: readonly Parameter[];
}

export interface Registry {
  /** What its entries are, after “every”. */
  readonly title: string;
  readonly entries: readonly Entry[];
  /** Entries take parameters beside those they declare, which hang on what else is chosen. */
  readonly open?: true;
}

/** Which repair a policy asks for hangs on its parameters, and so do the repair's own. */
const policiesWithActions = policies.map((policy) => ({
  ...policy,
  parameters: [
    ...new Map(
      [...ownParameters(policy, {}), ...parametersOf(policy, arms, {}, { complaints: {}, lead: {} })].map((each) => [each.name, each]),
    ).values(),
  ],
}));

export const registries = {
  kinds: { title: 'kind of experiment', entries: specKinds.map(({ id, title, can }) => ({ id, title, can })) },
  presets: { title: 'ready experiment', entries: allPresets },
  datasets: { title: 'built-in data set', entries: builtIns },
  downloads: { title: 'data set that can be fetched', entries: downloads },
  drifts: { title: 'drift', entries: injections },
  repairs: { title: 'repair', entries: arms },
  policies: { title: 'policy of streams', entries: policiesWithActions, open: true },
  recipe: { title: 'part of the recipe', entries: recipeParts },
  metrics: { title: 'metric', entries: metrics },
  engines: { title: 'engine', entries: engines },
  devices: { title: 'machine of the energy proxy', entries: devices },
  detectors: { title: 'drift detector', entries: streamDetectors },
  tests: { title: 'test or distance of two samples', entries: twoSampleTests },
  corrections: { title: 'correction for many tests', entries: Object.entries(corrections).map(([id, title]) => ({ id, title })) },
  estimates: { title: 'estimate without labels', entries: estimators },
  results: { title: 'known result of the literature', entries: knownResults.map(({ claim, ...result }) => ({ title: claim, ...result })) },
  exports: { title: 'form in which a run is written', entries: exports },
} as const satisfies Readonly<Record<string, Registry>>;

export type RegistryId = keyof typeof registries;

/** What an entry says of itself: plain data, and no code. */
export function factsOf(entry: Entry): Record<string, unknown> {
  return JSON.parse(JSON.stringify(entry, (_, value: unknown) => (value === Infinity ? 'unbounded' : value))) as Record<string, unknown>;
}
