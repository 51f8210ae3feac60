/** Dividing whole things fairly: proportional shares rounded to integers. */

/**
 * Largest-remainder apportionment (Hamilton's method): `total` items divided in proportion to `weights`, each count
 * within 1 of its exact share, the counts summing to `total`. Ties go to the lower index.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => (total * weight) / sum);
  const counts = shares.map(Math.floor);
  const left = total - counts.reduce((a, b) => a + b, 0);
  const byRemainder = shares.map((_, i) => i).sort((a, b) => (shares[b]! % 1) - (shares[a]! % 1) || a - b);
  for (const i of byRemainder.slice(0, left)) counts[i]!++;
  return counts;
}

/**
 * Apportionment in two directions at once (controlled rounding, Cox 1987): a table `[parts][classes]` of integers whose
 * rows sum to `parts`, whose columns sum to `classes`, and where every cell lies within 1 of parts·classes/total.
 * Cells are rounded up in order of largest remainder, then by augmenting paths where a sum still falls short.
 * Both lists hold integers and must have the same total.
 */
export function apportionTable(parts: readonly number[], classes: readonly number[]): number[][] {
  const total = parts.reduce((a, b) => a + b, 0);
  const remainder = parts.map((part) => classes.map((count) => (total === 0 ? 0 : (part * count) % total)));
  const table = parts.map((part, p) => classes.map((count, c) => (total === 0 ? 0 : (part * count - remainder[p]![c]!) / total)));
  const rowNeeds = parts.map((part, p) => part - table[p]!.reduce((a, b) => a + b, 0));
  const columnNeeds = classes.map((count, c) => count - table.reduce((sum, row) => sum + row[c]!, 0));
  const raised = remainder.map((row) => row.map(() => false));

  const cells = remainder
    .flatMap((row, p) => row.map((size, c) => ({ p, c, size })))
    .filter((cell) => cell.size > 0)
    .sort((a, b) => b.size - a.size);
  for (const { p, c } of cells) {
    if (rowNeeds[p]! === 0 || columnNeeds[c]! === 0) continue;
    raised[p]![c] = true;
    rowNeeds[p]!--;
    columnNeeds[c]!--;
  }

  /** Gives part `p` one more item: in a class with room, or in one that another part can leave for a third class. */
  function augment(p: number, visited: Set<number>): boolean {
    for (let c = 0; c < classes.length; c++) {
      if (remainder[p]![c] === 0 || raised[p]![c] || visited.has(c)) continue;
      visited.add(c);
      const giver = columnNeeds[c]! > 0 ? undefined : parts.findIndex((_, q) => raised[q]![c] && augment(q, visited));
      if (giver === -1) continue;
      if (giver === undefined) columnNeeds[c]!--;
      else raised[giver]![c] = false;
      raised[p]![c] = true;
      return true;
    }
    return false;
  }
  rowNeeds.forEach((need, p) => {
    for (let i = 0; i < need; i++) augment(p, new Set());
  });
  return table.map((row, p) => row.map((count, c) => count + (raised[p]![c] ? 1 : 0)));
}
