/** Until a repair is in service: labels, training, and what has to happen after it. */
import type { LeadTime } from '../../contracts/freshness.ts';
import type { ArmFamily } from '../../contracts/results.ts';
import type { Lead } from '../../spec/lead/schema.ts';

/** What of a repair takes time. */
export interface Work {
  readonly family: ArmFamily;
  /** Labels of the new world that it waits for. */
  readonly labels: number;
  /** Counted operations of its training. */
  readonly flops: number;
}

/** What training is measured by. */
export interface Yardstick {
  /** Operations of a full retraining. */
  readonly full: number;
  /** Operations an hour on this machine; needed for `training.by: 'factor'`. */
  readonly perHour?: number;
}

const AT_ONCE: LeadTime = { labels: 0, training: 0, steps: 0, total: 0 };

/**
 * Closed form, in hours: (delay + labels / labels an hour) + training + validation + approval + roll-out; doing nothing takes none.
 * Throws RangeError where training goes by a factor and the speed of this machine is not known.
 */
export function leadTime(lead: Lead, work: Work, yardstick: Yardstick): LeadTime {
  if (work.family === 'none') return AT_ONCE;
  const { validation, approval, rollout } = work.family === 'retrain' ? lead.steps.retrain : lead.steps.tune;
  const labels = labelHours(lead.labels, work.labels);
  const parts = { labels, training: trainingHours(lead.training, work, yardstick), steps: validation + approval + rollout };
  return { ...parts, total: labels === null ? null : labels + parts.training + parts.steps };
}

function labelHours(labels: Lead['labels'], count: number): number | null {
  if (!labels || count === 0) return 0;
  if (labels.perHour === undefined) return labels.delay;
  return labels.perHour > 0 ? labels.delay + count / labels.perHour : null;
}

function trainingHours(training: Lead['training'], { family, flops }: Work, { full, perHour }: Yardstick): number {
  switch (training.by) {
    case 'own':
      return family === 'retrain' ? training.retrain : training.tune;
    case 'full':
      return full > 0 ? (training.hours * flops) / full : 0;
    case 'factor':
      if (flops === 0) return 0;
      if (!(perHour !== undefined && perHour > 0))
        throw new RangeError('training goes by a factor, and how fast this machine trains is not known');
      return (training.factor * flops) / perHour;
  }
}
