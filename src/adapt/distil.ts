/**
 * Learning without forgetting (Li & Hoiem 2016, arXiv:1606.09282): the new labels are learned together with what the old model
 * says of the same rows, by the distillation loss of Hinton et al. 2015 (arXiv:1503.02531). Of numbers, what is learned lies between label and
 * old answer: (1 − w)·½(z − t)² + w·½(z − s)² differs from ½(z − ((1 − w)t + ws))² by a constant.
 */
import { forwardFlops } from '../measure/cost/work.ts';
import { everything } from '../models/trainable.ts';
import { addedWork, workOf } from './outcome.ts';
import { softmax } from './softmax.ts';
import { encoded } from '../training/jobs.ts';
import { tuningRates } from './fine-tune.ts';
import { numberOf, real } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

/** T = 2 with both parts alike, as in Avalanche 0.3.1 and CapyMOA (`temperature` 2, `alpha` 1); with the factor T² that is 1 − w = w·T². */
const parameters = [
  real(
    'weight',
    'Weight of the old answers',
    '0 learns the labels alone, 1 only what the old model says. At the temperature 2, 0.2 weighs both alike.',
    { min: 0, max: 1, default: 0.2 },
  ),
  real(
    'temperature',
    'Temperature',
    'What the scores of both models are divided by before their answers are compared: higher makes the answers softer.',
    { min: 0.1, max: 20, default: 2 },
  ),
] as const;

export const distil: Arm = {
  id: 'distil',
  title: repairTitles.distil,
  help: 'Fine-tune all layers on the new labels and, at the same time, on the softened answers of the old model to the same rows: it holds on to what it knew, without old data.',
  family: 'fine-tune',
  source: 'learning without forgetting (Li & Hoiem 2016), with the loss of Hinton et al. 2015',
  group: 'held',
  hue: 'regularised',
  dash: [2, 3],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  rates: tuningRates,
  async run(context) {
    const { base, model, newRows, trainer } = context;
    const [weight, temperature] = [numberOf(parameters, context, 'weight'), numberOf(parameters, context, 'temperature')];
    const rows = encoded(base.encoder, newRows);
    const { x: scores, ms } = await trainer.features(model, base.weights, rows);
    const teaching = workOf({ flops: forwardFlops(model) * rows.rows, bytes: 4 * (rows.x.length + base.weights.length), ms });
    const taught = rows.target
      ? { rows: { ...rows, target: rows.target.map((label, row) => (1 - weight) * label + weight * scores[row]!) } }
      : { rows, job: { distillation: { targets: Float32Array.from(softmax(scores, rows.rows, temperature)), temperature, weight } } };
    if (rows.target && context.params?.['temperature'] !== undefined)
      context.warn('A temperature softens class probabilities; a number has none, so it is not used.');
    const tuned = await tune(context, { trainable: everything, ...taught });
    return { ...tuned, ...addedWork(teaching, tuned) };
  },
};
