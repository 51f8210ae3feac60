/** A bank of earlier models: when a world comes back, the model that knew it is still there. */
import { scored } from '../measure/metrics/scored.ts';
import { forwardFlops } from '../measure/cost/work.ts';
import { everything } from '../models/trainable.ts';
import { addedWork, untrained, workOf } from './outcome.ts';
import { encoded } from '../training/jobs.ts';
import { numberOf, real } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const parameters = [
  real('margin', 'Better by', 'How much more accurate than the serving model an earlier one has to be on the labels at hand.', {
    min: 0,
    max: 1,
    default: 0.05,
  }),
] as const;

export const modelBank: Arm = {
  id: 'model-bank',
  title: repairTitles['model-bank'],
  help: 'Take the earlier model that does best on the new labels, if it beats the present one; else fine-tune.',
  family: 'fine-tune',
  source: 'after Matchmaker (Mallick et al. 2022), which chooses by nearness of the batch; here by accuracy on the labels at hand',
  group: 'held',
  hue: 'regularised',
  dash: [9, 3, 2, 3],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false, bank: true },
  async run(context) {
    const { base, bank = [], model, newRows, trainer } = context;
    let ms = 0;
    const accuracies: number[] = [];
    for (const { weights, encoder } of [base, ...bank]) {
      const rows = encoded(encoder, newRows);
      const outputs = await trainer.features(model, weights, rows);
      ms += outputs.ms;
      accuracies.push(scored(outputs.x, rows));
    }
    const [present, ...earlier] = accuracies as [number, ...number[]];
    const best = earlier.reduce((top, accuracy, i) => (accuracy >= earlier[top]! ? i : top), 0);
    const looking = workOf({
      flops: forwardFlops(model) * newRows.rows * accuracies.length,
      bytes: 4 * accuracies.length * (newRows.x.length + base.weights.length),
      ms,
    });
    const chosen = bank[best];
    const taken = chosen !== undefined && earlier[best]! >= present + numberOf(parameters, context, 'margin');
    const details = { taken: taken ? best : -1, accuracyBefore: present, ...(chosen && { accuracyOfBest: earlier[best]! }) };
    if (taken) return { ...untrained(context, { weights: chosen.weights, encoder: chosen.encoder }, looking), details };
    const tuned = await tune(context, { trainable: everything });
    return { ...tuned, ...addedWork(looking, tuned), details };
  },
};
