/** Learning without forgetting: the new labels are learned together with what the old model says of the same rows. */
import { forwardFlops } from '../measure/work.ts';
import { everything } from '../models/trainable.ts';
import { addedWork, workOf } from './outcome.ts';
import { softmax } from './softmax.ts';
import { encoded } from './recipe.ts';
import { numberOf, real } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm } from './types.ts';

const parameters = [
  real('weight', 'Weight of the old answers', '0 learns the labels alone, 1 only what the old model says.', { min: 0, max: 1, default: 0.5 }),
  real('temperature', 'Temperature', 'What the scores of the old model are divided by: higher makes its answers softer.', { min: 0.1, max: 20, default: 2 }),
] as const;

export const distil: Arm = {
  id: 'distil',
  title: 'distil the old model',
  help: 'Fine-tune all layers to answers half way between the new labels and those of the old model: it holds on to what it knew, without old data.',
  family: 'fine-tune',
  source: 'learning without forgetting (Li & Hoiem 2016); the temperature softens the old model’s answers only',
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  async run(context) {
    const { base, model, newRows, trainer } = context;
    const weight = numberOf(parameters, context, 'weight');
    const rows = encoded(base.encoder, newRows);
    const { x: scores, ms } = await trainer.features(model, base.weights, rows);
    const targets = Float32Array.from(softmax(scores, rows.rows, numberOf(parameters, context, 'temperature')), (answer) => weight * answer);
    const classes = targets.length / rows.rows;
    rows.y.forEach((label, row) => (targets[row * classes + label]! += 1 - weight));
    const teaching = workOf({ flops: forwardFlops(model) * rows.rows, bytes: 4 * (rows.x.length + base.weights.length), ms });
    const tuned = await tune(context, { trainable: everything, rows, job: { targets } });
    return { ...tuned, ...addedWork(teaching, tuned) };
  },
};
