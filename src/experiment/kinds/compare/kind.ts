/** A comparison of repairs, as a kind of experiment. */
import type { RunRecord } from '../../../contracts/record.ts';
import type { Spec } from '../../../spec/schema.ts';
import { DrivenControl } from '../../driven-control.ts';
import type { Kind } from '../kind.ts';
import { checkComparison } from './check.ts';
import { derive, worldOf } from './derive.ts';
import { raceRepairs } from './run.ts';

export const compareKind: Kind<Spec, RunRecord> = {
  id: 'compare',
  keeps: 'arm-finished',
  check: checkComparison,
  control: () => new DrivenControl(),
  async run(context) {
    const { spec, dataset } = context;
    const { result, complete } = await raceRepairs(context);
    const world = worldOf(spec, dataset);
    return {
      ...('endedBy' in result && { endedBy: result.endedBy }),
      summarise(conditions) {
        const derived = derive({ spec, world, data: dataset, ...result }, conditions);
        // Nothing is concluded from a run that was stopped.
        if (!result.aborted) context.emit({ type: 'concluded', derived });
        return derived;
      },
      async complete(derived) {
        const { baseRate, seeds, results, skipped, retired, aborted } = await complete();
        return {
          ...(baseRate && { baseRate }),
          ...{ world, seeds, results },
          ...(skipped.length && { skipped }),
          ...(Object.keys(retired).length > 0 && { retired }),
          ...(aborted && { aborted }),
          derived,
        };
      },
    };
  },
};
