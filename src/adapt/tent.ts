/** TENT: batch normalisation learns to make the model surer of its answers on what comes by. No label is needed, and none could warn. */
import { everything } from '../models/trainable.ts';
import { passingBy, withNewStatistics } from './batch-statistics.ts';
import { following, inTurn, untrained } from './outcome.ts';
import { numberOf, real, whole } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm } from './types.ts';

const parameters = [
  whole('passes', 'Passes', 'How often it goes over the rows that came by.', { min: 1, max: 100, default: 1 }),
  real('rate', 'Learning rate', 'Of the scales and shifts; the published one is 0.001.', { min: 1e-6, max: 1, default: 0.001 }),
] as const;

export const tent: Arm = {
  id: 'tent',
  title: 'surer answers (TENT)',
  help: 'Measure batch normalisation anew and tune its scales and shifts until the model is surer of its answers. Needs no label; can go wrong unseen.',
  family: 'fine-tune',
  source: 'TENT (Wang et al. 2021): batches in the order in which the rows came; afterwards the statistics are those of all of them',
  parameters,
  keepsTrunk: false,
  needs: { newLabels: false, oldData: false, unlabelled: true, batchNorm: true },
  async run({ validation: _, ...context }) {
    const rows = passingBy(context);
    const passes = numberOf(parameters, context, 'passes');
    const fresh = await withNewStatistics(context, context.base.weights, 0);
    const first = untrained(context, { weights: fresh.weights }, fresh.work);
    const tuned = await tune(following(context, first), {
      ...{ trainable: { ...everything, only: 'norms' }, start: first.weights, rows, epochs: passes },
      order: Int32Array.from({ length: rows.rows * passes }, (__, visit) => visit % rows.rows),
      job: { loss: 'entropy', learningRate: numberOf(parameters, context, 'rate') },
    });
    const outcome = inTurn(first, tuned);
    if (outcome.status === 'diverged') return outcome;
    const last = await withNewStatistics(context, outcome.weights, 0);
    return inTurn(outcome, untrained(context, { weights: last.weights }, last.work));
  },
};
