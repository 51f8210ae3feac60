/** Retraining: a fresh model by the base recipe, with its own encoder, on new rows alone or on old and new together. */
import { concatSamples } from '../data/concat.ts';
import type { Samples } from '../data/types.ts';
import { trainingBytes, trainingFlops } from '../measure/work.ts';
import { initialParameters } from '../models/parameters.ts';
import { everything } from '../models/trainable.ts';
import { dropoutSeed, encoded, epochsForBaseSteps, stepRecipe, untilOf, watched } from './recipe.ts';
import { epochOrder } from '../models/epoch-order.ts';
import type { Arm, ArmContext, ArmOutcome } from './types.ts';

export const retrainNew: Arm = {
  id: 'retrain-new',
  title: 'retrain on new',
  help: 'Start from scratch with the new labels only, for as many steps as the base model took.',
  family: 'retrain',
  source: 'from scratch on the newest data (Avalanche, Lomonaco et al. 2021)',
  parameters: [],
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  run: (context) => retrain(context, context.newRows, epochsForBaseSteps(context.spec, context.newRows.rows), 'order/new'),
};

export const retrainAll: Arm = {
  id: 'retrain-all',
  title: 'retrain on all',
  help: 'Start from scratch with the old data and the new labels together: the full retraining of the textbook.',
  family: 'retrain',
  source: 'from scratch on all data, “cumulative” (Avalanche, Lomonaco et al. 2021)',
  parameters: [],
  keepsTrunk: false,
  needs: { newLabels: true, oldData: true },
  run: (context) =>
    retrain(context, concatSamples(context.oldRows, context.newRows), context.spec.base.epochs, 'order/all'),
};

async function retrain(context: ArmContext, rows: Samples, epochs: number, orderName: string): Promise<ArmOutcome> {
  const { model, spec, trainer, pace } = context;
  const encoder = context.fitEncoder(rows);
  const start = initialParameters(model, context.random('init/retrain'));
  const result = await trainer.train(
    {
      model,
      start,
      data: encoded(encoder, rows),
      order: epochOrder(rows.rows, epochs, context.random(orderName)),
      epochs,
      ...stepRecipe(spec),
      ...untilOf(context),
      trainable: everything,
      dropoutSeed: dropoutSeed(context.random('dropout/retrain')),
      watch: watched(context).map(({ name, samples }) => ({ name, ...encoded(encoder, samples) })),
    },
    pace,
    context.onPoint,
  );
  return {
    ...result,
    start,
    encoder,
    flops: trainingFlops(model, result.examples),
    bytes: trainingBytes(model, result.examples, result.steps),
  };
}
