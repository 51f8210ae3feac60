/** What could have been: the best moments to repair from the base model, known only afterwards. */
import { price } from './cost.ts';
import type { PolicyEntry } from './types.ts';

/**
 * Moments that minimise errors plus repairs times their price, by dynamic programming (the Oracle of CARA, Mahadevan &
 * Mathioudakis 2024).
 *
 * The plans it compares are those in which every repair starts from the base model, as retraining does: then what a repair is worth
 * does not depend on the repairs before it. A repair that goes on from the serving model (fine-tuning) makes another model after two
 * repairs than after one; such plans are not among them, and can do better.
 *
 * @param errors `errors[m][b]`: errors that a model made after batch `m − 1` (0: the base model) makes on batch `b`; only `b ≥ m` is read.
 * @param price Errors that one repair is worth.
 * @returns The batches after which to repair, ascending, and the total cost.
 */
export function bestMoments(
  errors: readonly ArrayLike<number>[],
  price: number,
): { readonly moments: readonly number[]; readonly cost: number } {
  const batches = errors[0]?.length ?? 0;
  // cost[m]: least cost of the batches before m, with a model made right before m (m = 0: the base model).
  const cost = new Float64Array(batches + 1).fill(Infinity);
  const from = new Int32Array(batches + 1).fill(-1);
  cost[0] = 0;
  let best = { cost: Infinity, last: 0 };
  for (let m = 0; m < batches; m++) {
    if (cost[m] === Infinity) continue;
    let sum = cost[m]!;
    for (let b = m; b < batches; b++) {
      sum += errors[m]![b]!;
      const next = b + 1;
      if (next < batches && sum + price < cost[next]!) {
        cost[next] = sum + price;
        from[next] = m;
      }
    }
    if (sum < best.cost) best = { cost: sum, last: m };
  }
  const moments: number[] = [];
  for (let m = best.last; m > 0; m = from[m]!) moments.unshift(m - 1);
  return { moments, cost: batches === 0 ? 0 : best.cost };
}

export const oracle: PolicyEntry = {
  id: 'oracle',
  title: 'Oracle',
  help: 'The best moments in hindsight, if every repair starts from the base model as retraining does: then no policy can do better with this repair at this price. Of a repair that goes on from the serving model, as fine-tuning does, it is no bound.',
  source: 'Oracle by dynamic programming (Mahadevan & Mathioudakis 2024)',
  parameters: [price],
  watchesLabels: false,
  create({ moments }) {
    const best = new Set(moments);
    return { decide: ({ batch }) => ({ act: best.has(batch), warning: false, statistic: NaN, threshold: NaN }), acted: () => undefined };
  },
};
