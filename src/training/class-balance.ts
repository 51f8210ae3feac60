/** Rare classes, or groups, made to count as much as others. */
import type { Random } from '../random/random.ts';

/** `[rows]`: rows / (classes that are there × rows of its class), the “balanced” weights of scikit-learn; their mean is 1. */
export function balancedWeights(y: Int32Array): Float32Array {
  const counts = new Map<number, number>();
  for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Float32Array.from(y, (label) => y.length / (counts.size * counts.get(label)!));
}

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
