/** Isotonic regression: turns scores into probabilities by the best fit that never falls. */

/**
 * A function from score to probability, fitted by pooling adjacent violators (Ayer et al. 1955); linear between the pools,
 * constant beyond them.
 * @param scores Any finite numbers, at least one.
 * @param hits 1 where what the score is about was the case, else 0.
 */
export function isotonic(scores: ArrayLike<number>, hits: ArrayLike<number>): (score: number) => number {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const pools: { low: number; high: number; sum: number; rows: number }[] = [];
  for (const i of order) {
    const score = scores[i]!;
    const last = pools.at(-1);
    // Equal scores have one probability whatever their order.
    if (last && last.low === score) [last.sum, last.rows] = [last.sum + hits[i]!, last.rows + 1];
    else pools.push({ low: score, high: score, sum: hits[i]!, rows: 1 });
  }
  const fitted: typeof pools = [];
  for (const pool of pools) {
    fitted.push(pool);
    while (fitted.length > 1 && fitted.at(-2)!.sum * fitted.at(-1)!.rows >= fitted.at(-1)!.sum * fitted.at(-2)!.rows) {
      const upper = fitted.pop()!;
      const lower = fitted.pop()!;
      fitted.push({ low: lower.low, high: upper.high, sum: lower.sum + upper.sum, rows: lower.rows + upper.rows });
    }
  }
  return (score) => {
    // The first pool that ends at the score or above it.
    let [from, to] = [0, fitted.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (fitted[middle]!.high >= score) to = middle;
      else from = middle + 1;
    }
    const { low, sum, rows } = fitted[from]!;
    const value = sum / rows;
    const before = fitted[from - 1];
    if (score >= low || !before) return value;
    const share = (score - before.high) / (low - before.high);
    return before.sum / before.rows + share * (value - before.sum / before.rows);
  };
}
