/**
 * Which arms may be the best, and which are as good as the best, from a fixed number of paired seeds.
 *
 * Multiple comparisons with the best (Hsu 1984) by a sign-flip permutation test: if an arm B is the best, then for every other arm L the
 * differences L − B lie around 0 or below, and flipping the signs of whole seeds (of all pairs together, so that their dependence is
 * kept) shows how large they become by chance. The largest statistic of all hypotheses still open decides (step-down max-T, Westfall &
 * Young 1993; Romano & Wolf 2005). Arms that are shown worse than another are left out; the rest is a confidence set of the best
 * (Hansen, Lunde & Nason 2011). To the same family belong the hypotheses that an arm loses the margin or more to an arm that may be
 * the best: where all of these fall, it is as good as the best within the margin. So all that is said of one run, that an arm is shown
 * worse or as good, errs together in at most 5 of 100 runs, where differences are spread evenly around their mean.
 */
import { shareOf, signPatterns } from './sign-patterns.ts';

/** Sums of the same differences in another order differ in the last digits. */
const ROUNDING = 1e-9;

export interface BestSet {
  /** Whether each arm may be the best: it is not shown worse than another. */
  readonly best: readonly boolean[];
  /** Whether each arm is shown to lose less than the margin to the best. */
  readonly asGood: readonly boolean[];
  /** p of each arm's being the best, adjusted for all arms; never below that of one left out before. */
  readonly p: readonly number[];
}

/**
 * Which arms may be the best after a fixed number of paired seeds, and which are as good.
 * @param values `[arms][seeds]`, higher is better; every arm on the same seeds, 2 or more.
 * @param margin Difference that does not matter, ≥ 0, in the unit of the values.
 * @param level Share of runs in which anything said may be wrong.
 */
export function bestSet(values: readonly (readonly number[])[], margin: number, level: number): BestSet {
  const arms = values.length;
  const seeds = values[0]?.length ?? 0;
  const pairs = values.flatMap((a, i) => values.slice(i + 1).map((b, j) => pairOf(i, i + 1 + j, a, b, margin)));
  const patterns = signPatterns(seeds);
  // Largest statistic of all hypotheses about each arm, `[patterns][arms]`: when an arm is left out, all of its hypotheses are.
  const largest = new Float64Array(patterns.length * arms).fill(-Infinity);
  // Plain loops: a run of many arms and seeds comes here some ten million times.
  for (const { a, b, differences, scale, scaleUp, scaleDown } of pairs) {
    const [plain, up, down] = [1 / scale, 1 / scaleUp, 1 / scaleDown];
    for (let row = 0, at = 0; row < patterns.length; row++, at += arms) {
      const signs = patterns[row]!;
      let sum = 0;
      let whole = 0;
      for (let i = 0; i < seeds; i++) {
        sum += signs[i]! * differences[i]!;
        whole += signs[i]!;
      }
      whole *= margin;
      // About b: that a is better, that b loses the margin to it; and the other way round.
      const aboutB = Math.max(sum * plain, (sum + whole) * up);
      const aboutA = Math.max(-sum * plain, (whole - sum) * down);
      if (aboutB > largest[at + b]!) largest[at + b] = aboutB;
      if (aboutA > largest[at + a]!) largest[at + a] = aboutA;
    }
  }

  const best = values.map(() => true);
  const p = values.map(() => 1);
  const strongest = values.map((_, arm) =>
    Math.max(
      -Infinity,
      ...pairs.flatMap((pair) => (pair.b === arm ? [pair.total / pair.scale] : pair.a === arm ? [-pair.total / pair.scale] : [])),
    ),
  );
  let before = 0;
  for (;;) {
    const open = values.flatMap((_, arm) => (best[arm] ? [arm] : []));
    const share = exceeded(largest, arms, open, seeds);
    const worst = open.reduce((top, arm) => (strongest[arm]! > strongest[top]! ? arm : top));
    before = Math.max(before, share(strongest[worst]!));
    for (const arm of open) p[arm] = Math.max(before, share(strongest[arm]!));
    if (before >= level || open.length < 2) break;
    best[worst] = false;
  }

  const open = values.flatMap((_, arm) => (best[arm] ? [arm] : []));
  const share = exceeded(largest, arms, open, seeds);
  const within = (arm: number, other: number): boolean => {
    const pair = pairs.find(({ a, b }) => (a === arm && b === other) || (a === other && b === arm))!;
    const whole = margin * seeds;
    return share(pair.a === arm ? (pair.total + whole) / pair.scaleUp : (whole - pair.total) / pair.scaleDown) < level;
  };
  return { best, p, asGood: values.map((_, arm) => open.every((other) => other === arm || within(arm, other))) };
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly differences: Float64Array;
  /** Sum of the differences a − b. */
  readonly total: number;
  /** √(n Σ d²) of the differences, and of a − b and b − a with the margin added: |Σ s·d| over it grows with |t|, and it feels no flip. */
  readonly scale: number;
  readonly scaleUp: number;
  readonly scaleDown: number;
}

function pairOf(a: number, b: number, first: readonly number[], second: readonly number[], margin: number): Pair {
  const differences = Float64Array.from(first, (value, i) => {
    const difference = value - second[i]!;
    return Math.abs(difference) <= 1e-12 * Math.abs(value) ? 0 : difference;
  });
  const scale = (shift: number) => Math.sqrt(differences.length * differences.reduce((sum, d) => sum + (d + shift) ** 2, 0)) || 1;
  return {
    a,
    b,
    differences,
    total: differences.reduce((sum, d) => sum + d, 0),
    scale: scale(0),
    scaleUp: scale(margin),
    scaleDown: scale(-margin),
  };
}

/** How often chance makes the largest statistic about the open arms as large as that. */
function exceeded(largest: Float64Array, arms: number, open: readonly number[], seeds: number): (value: number) => number {
  const patterns = largest.length / arms;
  const most = new Float64Array(patterns);
  for (let row = 0; row < patterns; row++) {
    let top = -Infinity;
    for (const arm of open) top = Math.max(top, largest[row * arms + arm]!);
    most[row] = top;
  }
  most.sort();
  return (value) => {
    let [from, to] = [0, patterns];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (most[middle]! < value - ROUNDING) from = middle + 1;
      else to = middle;
    }
    return shareOf(patterns - from, seeds);
  };
}
