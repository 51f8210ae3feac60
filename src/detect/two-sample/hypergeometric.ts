/** How many marked items a blind draw without replacement takes. */
import { logGamma } from '../../maths/special/gamma.ts';
import type { Random } from '../../random/random.ts';
import { exp } from '../../maths/portable.ts';

/** Up to so many marked items (or draws), they are dealt one by one: quicker than logarithms of factorials. */
const ONE_BY_ONE = 24;

/**
 * A draw of `drawn` items out of `all`, `marked` of them marked: how many marked ones are in it.
 *
 * P(k) = C(marked, k)·C(all − marked, drawn − k)/C(all, drawn). Few are dealt one by one; many by inversion outwards from the
 * mode, which takes about as many steps as the standard deviation (Devroye 1986, chapter X.1, chop-down search from the mode).
 * @param all Whole, at least `marked` and `drawn`, which are at least 0.
 */
export function hypergeometric(marked: number, drawn: number, all: number, random: Random): number {
  // Marking and drawing play the same part, so the smaller of the two is dealt.
  return drawn < marked ? marginal(drawn, marked, all, random) : marginal(marked, drawn, all, random);
}

function marginal(few: number, many: number, all: number, random: Random): number {
  if (few > ONE_BY_ONE) return outwards(few, many, all, random);
  let taken = 0;
  for (let i = 0; i < few; i++) if (random.uniform() * (all - i) < many - taken) taken++;
  return taken;
}

function outwards(few: number, many: number, all: number, random: Random): number {
  const rest = all - few - many;
  const mode = Math.floor(((few + 1) * (many + 1)) / (all + 2));
  const density = exp(logChoose(few, mode) + logChoose(all - few, many - mode) - logChoose(all, many));
  let left = random.uniform() - density;
  let [low, high, below, above] = [mode, mode, density, density];
  while (left >= 0) {
    below *= (low * (rest + low)) / ((few - low + 1) * (many - low + 1));
    above *= ((few - high) * (many - high)) / ((high + 1) * (rest + high + 1));
    // What rounding leaves of the last tail goes to the mode.
    if (below + above < 1e-18) return mode;
    if ((left -= below) < 0) return low - 1;
    if ((left -= above) < 0) return high + 1;
    low--;
    high++;
  }
  return mode;
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
