/** A stream that models serve, where specs are read. */
import { withTask } from '../../task.ts';
import { fitting } from '../../fitting.ts';
import { HORIZON } from '../../lead/schema.ts';
import type { StreamSpec } from '../../schema.ts';
import type { SpecKind } from '../kind.ts';
import { streamLinkBase } from './link-base.ts';
import { streamPresets, type StreamPresetId } from './presets.ts';
import { streamSpecSchema } from './schema.ts';

/** Rows that were divided by time come as they came. */
const inTime = ({ division, regimes }: StreamSpec['data']): boolean => division === 'time' || (regimes !== undefined && 'cut' in regimes);

export const streamSpecKind = {
  id: 'stream',
  title: 'stream',
  schema: streamSpecSchema,
  presets: streamPresets,
  defaults: streamPresets.plants,
  link: { letter: 's', base: streamLinkBase },
  can: { choosesMetric: false, fitsRates: false, survivesRecipes: false, variesBudget: false, exportsWeights: false, poolsSeeds: false },
  labelled: ({ data }) => `a stream of ${data.split.newPool} rows${inTime(data) ? ' in the order of their times' : ''}`,
  recommended: (spec) => ({ ...spec, recipe: fitting.recipe }),
  onDataOf: (spec, { data, model, drift, task }) => ({ ...withTask(spec, task), data, model, drift }),
  // The pool is the stream: there is nothing to ask for besides.
  withLabels: (spec, share) => ({ ...spec, labels: { ...spec.labels, share } }),
  withLead: (spec, { labels: _, bridges: __, horizon = HORIZON, traffic: ___, ...lead }) => ({
    ...spec,
    lead: { ...lead, traffic: Number((spec.data.split.newPool / horizon).toPrecision(3)) },
  }),
  withinPool: (spec) => spec,
} as const satisfies SpecKind<StreamSpec, StreamPresetId>;
