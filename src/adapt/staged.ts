/** Fine-tuning in stages, or half way: the head before the rest, and the average of before and after. */
import { everything } from '../models/trainable.ts';
import { visits } from '../training/recipe.ts';
import type { PathPoint } from '../contracts/results.ts';
import { justHead, tuningRates } from './fine-tune.ts';
import { following, inTurn } from './outcome.ts';
import { numberOf, real } from './settings.ts';
import { solveHead, solves } from './solved-head.ts';
import { tune, tuneAbove } from './tune.ts';
import type { Arm } from '../contracts/repair.ts';
import { watchOver } from './watch.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const lpFtParameters = [
  real('share', 'For the head', 'Share of the epochs that only the head is trained.', { min: 0, max: 1, default: 0.5 }),
  real('rate', 'Then, times the rate', 'Factor on the learning rate when all layers are trained.', { min: 0.001, max: 10, default: 0.1 }),
] as const;

export const lpFt: Arm = {
  id: 'lp-ft',
  title: repairTitles['lp-ft'],
  help: 'Train the last layer first, then all layers at a much smaller rate, so that a poor head does not distort good features.',
  family: 'fine-tune',
  source: 'LP-FT (Kumar et al. 2022); half the epochs each and a tenth of the rate are our own',
  group: 'whole',
  hue: 'full-fine-tune',
  dash: [],
  parameters: lpFtParameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  rates: tuningRates,
  async run(context) {
    const { spec, newRows } = context;
    const { epochs } = spec.stop;
    const forHead = Math.round(epochs * numberOf(lpFtParameters, context, 'share'));
    const learningRate = spec.base.learningRate * numberOf(lpFtParameters, context, 'rate');
    const order = visits(spec, newRows.y, epochs, context.random('order/new'));
    const cut = forHead * newRows.rows;
    if (forHead === 0) return tune(context, { trainable: everything, order, job: { learningRate } });
    const head = solves(context)
      ? await solveHead(context)
      : await tuneAbove(context, 'head', { trainable: justHead, epochs: forHead, order: order.slice(0, cut) });
    // A plateau of the head is where the rest may help; any other end is one.
    if (forHead === epochs || (head.status !== 'done' && head.status !== 'plateau')) return head;
    const all = await tune(following(context, head), {
      trainable: everything,
      start: head.weights,
      epochs: epochs - forHead,
      order: order.slice(cut),
      job: { learningRate },
    });
    return inTurn(head, all);
  },
};

/** Averages that are looked at between the model before and the tuned one. */
const PATH_STEPS = 20;

const wiseParameters = [
  real('alpha', 'Share of the tuned model', '0 is the model before, 1 the fine-tuned one.', { min: 0, max: 1, default: 0.5 }),
] as const;

export const wiseFt: Arm = {
  id: 'wise-ft',
  title: repairTitles['wise-ft'],
  help: 'Fine-tune all layers, then take a weighted mean of the weights before and after: less gained, less forgotten.',
  family: 'fine-tune',
  source: 'WiSE-FT (Wortsman et al. 2022)',
  group: 'whole',
  hue: 'full-fine-tune',
  dash: [2, 3],
  parameters: wiseParameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  rates: tuningRates,
  async run(context) {
    const { base } = context;
    const alpha = numberOf(wiseParameters, context, 'alpha');
    const tuned = await tune(context, { trainable: everything });
    // Written so that 0 and 1 give back the two models bit by bit.
    const mixed = (share: number) => base.weights.map((before, i) => (1 - share) * before + share * tuned.weights[i]!);
    const lookAt = watchOver(context);
    const weights = mixed(alpha);
    const path: PathPoint[] = [];
    for (let step = 0; step <= PATH_STEPS; step++)
      path.push({ share: step / PATH_STEPS, accuracy: (await lookAt(mixed(step / PATH_STEPS))).accuracy });
    const point = { ...tuned.curve.at(-1)!, accuracy: (await lookAt(weights)).accuracy };
    context.onPoint(point);
    // Every weight is read twice and written once, and takes two products and a sum. Looking along the path is no part of the repair.
    return {
      ...tuned,
      weights,
      path,
      curve: [...tuned.curve, point],
      flops: tuned.flops + 3 * weights.length,
      bytes: tuned.bytes + 12 * weights.length,
    };
  },
};
