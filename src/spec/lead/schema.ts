/** How long it takes until a repair is in service: what an experiment takes it to be. Absent = it serves at once. */
import * as v from 'valibot';
import { id, list, real } from '../common.ts';

/** Longest time that can be stated: some 114 years. */
const MOST_HOURS = 1_000_000;
const hours = (what: string) => real(0, MOST_HOURS, `hours, ${what}`);

/** What has to happen between a trained model and one that answers, in hours. */
const steps = () =>
  v.strictObject({ validation: hours('to validate it'), approval: hours('until it is approved'), rollout: hours('to roll it out') });

/** What an alarm does that comes while a repair is under way. */
export const alarmRules = ['ignore', 'restart', 'queue'] as const;

export const leadSchema = v.strictObject({
  /** Answers an hour; left out = unknown: shares are told in place of counts. A stream needs it: it is the clock of its rows. */
  traffic: v.exactOptional(real(0, 1e12, 'answers an hour')),
  /** Until the labels are in: how long after its answer one can be known, and how many an hour; without `perHour` all are known by then. */
  labels: v.exactOptional(
    v.strictObject({ delay: hours('until a label is known'), perHour: v.exactOptional(real(0, 1e12, 'labels an hour')) }),
  ),
  /**
   * How long training takes there. `full`: a full retraining takes so many hours, and every repair in proportion to its counted work; of a
   * comparison a full retraining is the repair with the most work, of a stream the training of the base model. `factor`: what takes one hour here
   * takes so many there, at the mean speed of this run. `own`: so many hours, whatever the work.
   */
  training: v.variant(
    'by',
    [
      v.strictObject({ by: v.literal('full'), hours: hours('of a full retraining') }),
      v.strictObject({ by: v.literal('factor'), factor: real(1e-9, 1e12, 'hours there for one here') }),
      v.strictObject({ by: v.literal('own'), tune: hours('of a fine-tuning'), retrain: hours('of a retraining') }),
    ],
    'expected full, factor or own',
  ),
  /** After the training, by what is done to the model. */
  steps: v.strictObject({ tune: steps(), retrain: steps() }),
  /** Until the model before serves again. */
  rollback: v.exactOptional(hours('to roll back')),
  /** Of comparisons: how far one looks ahead; left out = 30 days. */
  horizon: v.exactOptional(real(1e-3, MOST_HOURS, 'hours to look ahead')),
  /** Of comparisons: repairs in turn, the first in service until the second is ready; left out = before each retraining the fine-tuning with which users lose least. */
  bridges: v.exactOptional(list(v.strictObject({ first: id, next: id }), 0, 20, 'repairs in turn')),
  /** Of streams: what an alarm does while a repair is under way; left out, it is ignored. */
  alarms: v.exactOptional(v.picklist(alarmRules, `expected ${alarmRules.join(', ')}`)),
});

export type Lead = v.InferOutput<typeof leadSchema>;

/** Hours that a comparison looks ahead unless told otherwise. */
export const HORIZON = 30 * 24;
