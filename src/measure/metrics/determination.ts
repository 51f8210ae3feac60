/**
 * Coefficient of determination R² = 1 − Σ(t − z)² / Σ(t − t̄)²: the share of the targets' variance that is told. 0 for a model that always
 * tells their mean, negative for a worse one, and 0 or 1 where they do not vary, as scikit-learn's `r2_score`. A number that is none (of a
 * diverged model) counts as 0, the mean of standardised targets.
 */
export function determination(outputs: ArrayLike<number>, target: ArrayLike<number>): number {
  let [mean, left, all] = [0, 0, 0];
  const rows = target.length;
  for (let row = 0; row < rows; row++) mean += target[row]! / rows;
  for (let row = 0; row < rows; row++) {
    const told = outputs[row]!;
    left += (target[row]! - (Number.isFinite(told) ? told : 0)) ** 2;
    all += (target[row]! - mean) ** 2;
  }
  return all ? 1 - left / all : left ? 0 : 1;
}
