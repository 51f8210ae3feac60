/** A stream that models serve, where specs are read. */
import { withTask } from '../../task.ts';
import { fitting } from '../../fitting.ts';
import type { StreamSpec } from '../../schema.ts';
import type { SpecKind } from '../kind.ts';
import { streamLinkBase } from './link-base.ts';
import { streamPresets, type StreamPresetId } from './presets.ts';
import { MOST_POLICIES, streamSpecSchema } from './schema.ts';

/** Rows that were divided by time come as they came. */
const inTime = ({ division, regimes }: StreamSpec['data']): boolean => division === 'time' || (regimes !== undefined && 'cut' in regimes);

/** Every policy that repairs, with each of the repairs: what was chosen of another repair is left out. Doing nothing is what `never` does. */
function crossed(spec: StreamSpec, repairs: readonly string[]): StreamSpec {
  const actions = [...new Set(repairs)].filter((id) => id !== 'none');
  if (actions.length === 0) throw new RangeError('policies ask for a repair, and “none” is none; name another one');
  const each = spec.policies.flatMap(({ id, params }) => {
    if (id === 'never') return [{ id, params }];
    return actions.map((action) => {
      const own = Object.entries(params).filter(([name]) => params.action === action || !/^repair[A-Z]/.test(name));
      return { id, params: { ...Object.fromEntries(own), action } };
    });
  });
  const policies = each.filter((policy, i) => each.findIndex((other) => JSON.stringify(other) === JSON.stringify(policy)) === i);
  if (policies.length > MOST_POLICIES)
    throw new RangeError(
      `${actions.length} repairs for each policy make ${policies.length} policies, and a stream takes ${MOST_POLICIES}; name fewer repairs, or a spec with fewer policies`,
    );
  return { ...spec, policies };
}

export const streamSpecKind = {
  id: 'stream',
  title: 'stream',
  schema: streamSpecSchema,
  presets: streamPresets,
  link: { prefix: 's1=', base: streamLinkBase },
  can: { choosesMetric: false, fitsRates: false, survivesRecipes: false, variesBudget: false, exportsWeights: false },
  labelled: ({ data }) => `a stream of ${data.split.newPool} rows${inTime(data) ? ' in the order of their times' : ''}`,
  recommended: (spec) => ({ ...spec, recipe: fitting.recipe }),
  onDataOf: (spec, { data, model, drift, task }) => ({ ...withTask(spec, task), data, model, drift }),
  // The pool is the stream: there is nothing to ask for besides.
  withLabels: (spec, share) => ({ ...spec, labels: { ...spec.labels, share } }),
  withRepairs: crossed,
  withinPool: (spec) => spec,
} as const satisfies SpecKind<StreamSpec, StreamPresetId>;
