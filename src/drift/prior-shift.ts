/** Some classes become frequent and others rare, while each class looks as before. */
import { apportion } from '../data/apportion.ts';
import { selectRows } from '../data/select.ts';
import type { Samples } from '../data/types.ts';
import type { Random } from '../random/random.ts';
import { labelCounts } from './features.ts';
import { at, type Ladder } from './severity.ts';
import type { Injection } from './types.ts';

/** How much the odds of the most favoured class against the least favoured one grow. */
const ODDS: Ladder = [2, 4, 10, 30, 100];

/**
 * Exponential tilting: the old share of every class is multiplied by odds^(rank), where the world hands out the ranks
 * 0 … 1, evenly spaced. The batch is then resampled to these shares at its old size: without replacement while the rows
 * of a class last, and beyond that every row equally often, up to one. A class the reference lacks counts as one row.
 */
export const priorShift: Injection = {
  id: 'prior-shift',
  title: 'Class frequencies',
  help: 'Some classes become frequent and others rare; each one looks as before.',
  kind: 'P(y)',
  appliesTo: ['image', 'tabular'],
  ladder: ['odds ×2', 'odds ×4', 'odds ×10', 'odds ×30', 'odds ×100'],
  source: 'label shift (Moreno-Torres et al. 2012; Lipton et al. 2018); exponential tilting, the severities are our own',
  fidelity: 'approximation',
  why: 'P(y) changes and P(x|y) stays, as defined; the exponential tilt that chooses P(y) is our own.',

  apply(samples, { severity, world, noise, reference, classes }) {
    const odds = at(ODDS, severity);
    const rank = world.permutation(classes.length);
    const old = labelCounts(reference, classes.length);
    const weight = old.map((count, c) => Math.max(1, count) * odds ** (rank[c]! / (classes.length - 1)));
    const sum = weight.reduce((a, b) => a + b, 0);

    const from = resample(samples, weight, noise);
    return {
      samples: selectRows(samples, from),
      from,
      params: { odds, prior: weight.map((w) => w / sum) },
      sentence:
        `Class shares were tilted until the odds of “${classes[rank.indexOf(classes.length - 1)]}” against ` +
        `“${classes[rank.indexOf(0)]}” were ${odds} times the old ones; each class looks as before.`,
    };
  },
};

/** Row indices, as many as there are rows, in random order; a class without rows leaves its share to the others. */
function resample({ y, rows }: Samples, weight: readonly number[], random: Random): Int32Array {
  const rowsOf = weight.map((): number[] => []);
  y.forEach((label, row) => rowsOf[label]!.push(row));
  const wanted = rows === 0 ? [] : apportion(rows, weight.map((w, c) => (rowsOf[c]!.length === 0 ? 0 : w)));
  const drawn = wanted.flatMap((count, c) => {
    const all = rowsOf[c]!;
    const copies = all.length === 0 ? 0 : Math.floor(count / all.length);
    const rest = random.sample(all.length, count - copies * all.length);
    return [...new Array<number[]>(copies).fill(all).flat(), ...Array.from(rest, (i) => all[i]!)];
  });
  return random.permutation(rows).map((i) => drawn[i]!);
}
