/** A comparison of repairs, as a kind of experiment. */
import { findArm } from '../../../adapt/registry.ts';
import type { RunRecord } from '../../../contracts/record.ts';
import { verdict } from '../../../decide/verdict.ts';
import { profileOf } from '../../../measure/energy/devices.ts';
import { wattBand } from '../../../measure/energy/energy.ts';
import { summarise } from '../../../measure/summary.ts';
import type { Spec } from '../../../spec/schema.ts';
import { DrivenControl } from '../../driven-control.ts';
import type { Conditions, Kind } from '../kind.ts';
import { checkComparison } from './check.ts';
import type { CompareContext, CompareResult } from './context.ts';
import { targetOf, withDeciding } from './deciding.ts';
import { chanceOf, raceRepairs } from './run.ts';

export const compareKind: Kind<Spec, RunRecord> = {
  id: 'compare',
  keeps: 'arm-finished',
  check: checkComparison,
  control: () => new DrivenControl(),
  async run(context) {
    const { result, complete } = await raceRepairs(context);
    return {
      summarise(conditions) {
        const derived = concluded(context, result, conditions);
        context.emit({ type: 'concluded', derived });
        return derived;
      },
      async complete(derived) {
        const { baseRate, seeds, results, skipped, retired } = await complete();
        return {
          ...(baseRate && { baseRate }),
          ...{ seeds, results },
          ...(skipped.length && { skipped }),
          ...(Object.keys(retired).length > 0 && { retired }),
          derived,
        };
      },
    };
  },
};

function concluded(given: Pick<CompareContext, 'spec' | 'dataset'>, { results, skipped, retired }: CompareResult, conditions: Conditions) {
  const { dataset } = given;
  const spec = withDeciding(given.spec, dataset);
  const target = targetOf(spec, dataset);
  // An arm that could not run on every seed is not summarised: it would take the other seeds from all arms.
  const left = new Set(skipped.map(({ arm }) => arm));
  const arms = spec.arms.filter(({ id }) => !left.has(id)).map(({ id }) => findArm(id)!);
  const summary = summarise(results, arms, {
    ...conditions,
    margin: spec.measure.margin,
    ...(spec.measure.metric !== undefined && { metric: spec.measure.metric }),
    ...(target && { target }),
    majority: chanceOf(spec, dataset),
    watts: wattBand(profileOf(spec.energy)!, spec.energy.pue, spec.seeds.root),
    warmedUp: true,
    design: spec.seeds.race ? 'race' : 'fixed',
    retired,
    freshRows: !!dataset.draw,
  });
  return { summary, verdict: verdict(summary, dataset.classes) };
}
