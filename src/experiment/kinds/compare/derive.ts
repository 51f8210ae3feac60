/** What is concluded from a comparison: from nothing but what its record holds, so that whoever has the record can do it again. */
import { findArm } from '../../../adapt/registry.ts';
import type { RunRecord, World } from '../../../contracts/record.ts';
import { stoppedVerdict, verdict } from '../../../decide/verdict.ts';
import { waited } from '../../../decide/waited.ts';
import { profileOf } from '../../../measure/energy/devices.ts';
import { wattBand } from '../../../measure/energy/energy.ts';
import { summarise } from '../../../measure/summary.ts';
import type { Dataset } from '../../../data/types.ts';
import type { Spec } from '../../../spec/schema.ts';
import type { Conditions } from '../../conditions.ts';
import { chanceOf, targetOf, withDeciding } from './deciding.ts';

export type Concluded = Pick<RunRecord, 'spec' | 'world' | 'results' | 'skipped' | 'retired' | 'aborted'> & {
  readonly data: Pick<RunRecord['data'], 'classes'>;
};

/** Whatever of the rows themselves a conclusion rests on. */
export function worldOf(spec: Spec, dataset: Dataset): World {
  const target = targetOf(spec, dataset);
  return { chance: chanceOf(spec, dataset), freshRows: !!dataset.draw, ...(target && { target }) };
}

export function derive(
  { spec, world, data, results, skipped = [], retired = {}, aborted }: Concluded,
  conditions: Conditions,
): RunRecord['derived'] {
  const { target, chance, freshRows } = world;
  const { measure, energy, seeds } = withDeciding(spec, target);
  // An arm that could not run on every seed is not summarised: it would take the other seeds from all arms.
  const left = new Set(skipped.map(({ arm }) => arm));
  const arms = spec.arms.filter(({ id }) => !left.has(id)).map(({ id }) => findArm(id)!);
  const summary = summarise(results, arms, {
    ...conditions,
    margin: measure.margin,
    ...(measure.metric !== undefined && { metric: measure.metric }),
    ...(target && { target }),
    majority: chance,
    watts: wattBand(profileOf(energy)!, energy.pue, seeds.root),
    warmedUp: true,
    design: seeds.race ? 'race' : 'fixed',
    retired,
    freshRows,
  });
  if (aborted) return { summary, verdict: stoppedVerdict(summary.seeds, seeds.count) };
  const { lead } = spec;
  return { summary, ...(lead ? waited(lead, { summary, results, retired }, data.classes) : { verdict: verdict(summary, data.classes) }) };
}
