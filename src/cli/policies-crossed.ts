/** `--repairs` on a stream, whose policies each ask for a repair. */
import { MOST_POLICIES } from '../spec/kinds/stream/schema.ts';
import type { StreamSpec } from '../spec/schema.ts';

/**
 * Every policy that repairs, with each of the repairs: what was chosen of another repair is left out. Doing nothing is what `never` does.
 * @throws RangeError when they make more policies than a stream takes, with the numbers
 */
export function crossed(spec: StreamSpec, repairs: readonly string[]): StreamSpec {
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
