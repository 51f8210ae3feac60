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
 * A repair takes its time until it serves, and while it does no other is begun.
 *
 * @param errors `errors[m][b]`: errors that a model made after batch `m − 1` (0: the base model) makes on batch `b`; only `b ≥ m` is read.
 * @param price Errors that one repair is worth.
 * @param waits `waits[m]`: batches until that model serves, 0 = with the next batch. Absent = 0 for all.
 * @returns The batches after which to repair, ascending, and the total cost.
 */
export function bestMoments(
  errors: readonly ArrayLike<number>[],
  price: number,
  waits: readonly number[] = [],
): { readonly moments: readonly number[]; readonly cost: number } {
  const batches = errors[0]?.length ?? 0;
  const serves = (m: number) => m + (waits[m] ?? 0);
  // cost[m]: least cost of the batches before it serves, of a model made right before m (m = 0: the base model).
  const cost = new Float64Array(batches + 1).fill(Infinity);
  const from = new Int32Array(batches + 1).fill(-1);
  cost[0] = 0;
  let best = { cost: Infinity, last: 0 };
  for (let m = 0; m < batches; m++) {
    if (cost[m] === Infinity) continue;
    // Costs of this model up to each batch: a later one serves from somewhere on.
    const upTo = new Float64Array(batches + 1);
    for (let b = serves(m); b < batches; b++) upTo[b + 1] = upTo[b]! + errors[m]![b]!;
    for (let next = serves(m) + 1; next < batches; next++) {
      if (serves(next) >= batches) continue;
      const sum = cost[m]! + upTo[serves(next)]! + price;
      if (sum >= cost[next]!) continue;
      cost[next] = sum;
      from[next] = m;
    }
    const sum = cost[m]! + upTo[batches]!;
    if (sum < best.cost) best = { cost: sum, last: m };
  }
  const moments: number[] = [];
  for (let m = best.last; m > 0; m = from[m]!) moments.unshift(m - 1);
  return { moments, cost: batches === 0 ? 0 : best.cost };
}

export const oracle: PolicyEntry = {
  id: 'oracle',
  title: 'Oracle',
  when: () => 'best moments in hindsight',
  help: 'The best moments to repair, knowing the whole stream, if every repair starts from the base model as retraining does: then no policy can do better with this repair at this price. Of a repair that goes on from the serving model, as fine-tuning does, it is no bound.',
  source: 'Oracle by dynamic programming (Mahadevan & Mathioudakis 2024)',
  parameters: [price],
  watchesLabels: false,
  create({ moments }) {
    const best = new Set(moments);
    return { decide: ({ batch }) => ({ act: best.has(batch), warning: false, statistic: NaN, threshold: NaN }), acted: () => undefined };
  },
};
