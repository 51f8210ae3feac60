/** How well one number tells classes apart. */

/**
 * The F statistic of a one-way analysis of variance (R. A. Fisher 1925): variance between the classes' means over variance
 * within the classes. Missing values (NaN) are left out. 0 when there are too few values to tell, Infinity when classes
 * differ and none varies.
 * @param label Class index of each value, below `classes`.
 */
export function fStatistic(values: ArrayLike<number>, label: ArrayLike<number>, classes: number): number {
  const count = new Float64Array(classes);
  const mean = new Float64Array(classes);
  const within = new Float64Array(classes);
  for (let i = 0; i < values.length; i++) {
    const [value, c] = [values[i]!, label[i]!];
    if (Number.isNaN(value)) continue;
    // Welford's update: no cancellation in columns far from 0.
    const gap = value - mean[c]!;
    mean[c]! += gap / ++count[c]!;
    within[c]! += gap * (value - mean[c]!);
  }
  const total = count.reduce((a, b) => a + b, 0);
  const present = count.filter((rows) => rows > 0).length;
  if (present < 2 || total <= present) return 0;
  const centre = mean.reduce((sum, each, c) => sum + each * count[c]!, 0) / total;
  const between = mean.reduce((sum, each, c) => sum + count[c]! * (each - centre) ** 2, 0) / (present - 1);
  const inside = within.reduce((a, b) => a + b, 0) / (total - present);
  return between === 0 ? 0 : between / inside;
}
