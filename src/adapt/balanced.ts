/** Deep feature reweighting: the last layer anew on data in which all groups count the same. */
import type { Random } from '../random/random.ts';
import { justHead } from './fine-tune.ts';
import { tuneAbove } from './tune.ts';
import type { Arm } from './types.ts';

export const dfr: Arm = {
  id: 'dfr',
  title: 'head, balanced groups',
  help: 'Train only the last layer, on new labels drawn so that every group comes equally often.',
  family: 'fine-tune',
  source: 'DFR (Kirichenko et al. 2023), from the head as it is, by resampling instead of subsampling, without its L1 penalty',
  parameters: [],
  keepsTrunk: true,
  needs: { newLabels: true, oldData: false, groups: true },
  refuses({ newRows: { group } }) {
    return new Set(group).size < 2 ? 'All labels of the new world are of one group, so there is nothing to balance; raise the label budget.' : undefined;
  },
  run(context) {
    const { newRows, spec } = context;
    if (!newRows.group) throw new TypeError('rows without groups cannot be balanced');
    const order = balancedOrder(newRows.group, newRows.rows * spec.stop.epochs, context.random('order/balanced'));
    return tuneAbove(context, 'head', { trainable: justHead, order });
  },
};

/** `visits` row indices: groups in turn, and in each group its rows in random order, all of them before any comes again. */
export function balancedOrder(group: Int32Array, visits: number, random: Random): Int32Array {
  const groups = [...new Set(group)].sort((a, b) => a - b);
  const rows = groups.map((id) => Array.from(group.keys()).filter((row) => group[row] === id));
  const waiting: number[][] = rows.map(() => []);
  return Int32Array.from({ length: visits }, (_, visit) => {
    const g = visit % groups.length;
    if (waiting[g]!.length === 0) waiting[g] = Array.from(random.permutation(rows[g]!.length), (i) => rows[g]![i]!);
    return waiting[g]!.pop()!;
  });
}
