/** TENT: batch normalisation learns to make the model surer of its answers on what comes by. No label is needed, and none could warn. */
import { everything } from '../models/trainable.ts';
import { passingBy, withNewStatistics } from './batch-statistics.ts';
import { following, inTurn, untrained } from './outcome.ts';
import type { Parameter } from '../spec/parameter.ts';
import type { TrainingRows } from '../contracts/trainer.ts';
import { argmax } from '../maths/argmax.ts';
import { choiceOf, numberOf, real, whole } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm, ArmContext, FittedModel } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const parameters: readonly Parameter[] = [
  whole('passes', 'Passes', 'How often it goes over the rows that came by.', { min: 1, max: 100, default: 1 }),
  real('rate', 'Learning rate', 'Of the scales and shifts; the published one is 0.001.', { min: 1e-6, max: 1, default: 0.001 }),
  whole('batch', 'Rows per batch', 'Few rows make poor statistics.', { min: 2, max: 1024, default: 64 }),
  {
    name: 'order',
    title: 'Order',
    help: 'Rows as they came, or sorted by the class that the model names: batches of one kind show how it collapses.',
    kind: 'choice',
    default: 'came',
    choices: [
      { id: 'came', title: 'as they came' },
      { id: 'class', title: 'by class' },
    ],
  },
];

export const tent: Arm = {
  id: 'tent',
  title: repairTitles.tent,
  help: 'Measure batch normalisation anew and tune its scales and shifts until the model is surer of its answers. Needs no label; can go wrong unseen.',
  family: 'fine-tune',
  source: 'TENT (Wang et al. 2021): batches in the order in which the rows came; afterwards the statistics are those of all of them',
  group: 'label-free',
  hue: 'label-free',
  dash: [2, 3],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: false, oldData: false, unlabelled: true, batchNorm: true, classes: 'this makes a model surer of its class' },
  async run({ validation: _, ...context }) {
    const rows = passingBy(context);
    const passes = numberOf(parameters, context, 'passes');
    const fresh = await withNewStatistics(context, context.base.weights, 0);
    const first = untrained(context, { weights: fresh.weights }, fresh.work);
    const order = choiceOf(parameters, context, 'order') === 'class' ? await byClass(context, first, rows) : Array.from(rows.y.keys());
    const tuned = await tune(following(context, first), {
      ...{ trainable: { ...everything, only: 'norms' }, start: first.weights, rows, epochs: passes },
      order: Int32Array.from({ length: rows.rows * passes }, (__, visit) => order[visit % rows.rows]!),
      job: { loss: 'entropy', batchSize: numberOf(parameters, context, 'batch'), learningRate: numberOf(parameters, context, 'rate') },
    });
    const outcome = inTurn(first, tuned);
    if (outcome.status === 'diverged') return outcome;
    const last = await withNewStatistics(context, outcome.weights, 0);
    return inTurn(outcome, untrained(context, { weights: last.weights }, last.work));
  },
};

/** Rows sorted by the class that a model names, in the order in which they came within each. */
async function byClass(
  { trainer, model }: Omit<ArmContext, 'validation'>,
  { weights }: FittedModel,
  rows: TrainingRows,
): Promise<number[]> {
  const predicted = argmax((await trainer.features(model, weights, rows)).x, rows.rows);
  return Array.from(rows.y.keys()).sort((a, b) => predicted[a]! - predicted[b]! || a - b);
}
