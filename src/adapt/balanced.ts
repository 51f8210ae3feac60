/** Deep feature reweighting: the last layer anew on data in which all groups count the same. */
import { balancedOrder, balancedWeights } from '../training/class-balance.ts';
import { headRates, justHead } from './fine-tune.ts';
import { solveHead, solves } from './solved-head.ts';
import { tuneAbove } from './tune.ts';
import type { Arm } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

export const dfr: Arm = {
  id: 'dfr',
  title: repairTitles.dfr,
  help: 'Train only the last layer, on new labels drawn so that every group comes equally often.',
  family: 'fine-tune',
  source: 'DFR (Kirichenko et al. 2023), from the head as it is, by resampling instead of subsampling, without its L1 penalty',
  group: 'part',
  hue: 'head-only',
  dash: [2, 3],
  parameters: [],
  keepsTrunk: true,
  needs: { newLabels: true, oldData: false, groups: true },
  rates: headRates,
  justHead: true,
  refuses({ newRows: { group } }) {
    return new Set(group).size < 2
      ? 'All labels of the new world are of one group, so there is nothing to balance; raise the label budget.'
      : undefined;
  },
  run(context) {
    const { newRows, spec } = context;
    if (!newRows.group) throw new TypeError('rows without groups cannot be balanced');
    if (solves(context)) return solveHead(context, { rowWeights: balancedWeights(newRows.group) });
    const order = balancedOrder(newRows.group, newRows.rows * spec.stop.epochs, context.random('order/balanced'));
    return tuneAbove(context, 'head', { trainable: justHead, order });
  },
};
