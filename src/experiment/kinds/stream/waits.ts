/** How many batches go by until a repair is in service: as long as the spec says that repairs take, or none. */
import { findArm } from '../../../adapt/registry.ts';
import { trainingFlops } from '../../../measure/cost/work.ts';
import { leadTime } from '../../../measure/freshness/lead-time.ts';
import type { Lead } from '../../../spec/lead/schema.ts';
import type { StreamWorld } from './world.ts';

export interface Waits {
  /** Batches, rounded up, that pass before a repair of so many counted operations serves, beyond the one that follows. */
  batches(arm: string, flops: number): number;
  readonly rollback: number;
  readonly alarms: NonNullable<Lead['alarms']>;
}

/** Hours that are a whole number of batches but for rounding are one. */
const ROUNDING = 1e-9;

/** A full retraining is the base model's training: its rows as often as the recipe asks for. */
export function openWaits({ spec, model, worlds, size }: Pick<StreamWorld, 'spec' | 'model' | 'worlds' | 'size'>): Waits {
  const { lead } = spec;
  if (!lead) return { batches: () => 0, rollback: 0, alarms: 'ignore' };
  const full = trainingFlops(model, worlds.old.train.rows * spec.base.epochs);
  const inBatches = (hours: number) => Math.ceil((hours * lead.traffic!) / size - ROUNDING);
  return {
    batches: (arm, flops) => inBatches(leadTime(lead, { family: findArm(arm)!.family, labels: 0, flops }, { full }).total!),
    rollback: inBatches(lead.rollback ?? 0),
    alarms: lead.alarms ?? 'ignore',
  };
}
