/** Some classes become frequent and others rare, while each class looks as before. */
import { selectRows } from '../../data/select.ts';
import { labelCounts, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { resample } from './resample.ts';
import { pow } from '../../maths/portable.ts';

/** How much the odds of the most favoured class against the least favoured one grow. */
const ODDS: Ladder = [2, 4, 10, 30, 100];

/**
 * Exponential tilting: the old share of every class is multiplied by odds^(rank), where the world hands out the ranks
 * 0 … 1, evenly spaced. The batch is then resampled to these shares at its old size: without replacement while the rows
 * of a class last, and beyond that every row equally often, up to one. A class the reference lacks counts as one row.
 */
export const priorShift: Injection = {
  id: 'prior-shift',
  resamples: true,
  title: 'Class frequencies',
  help: 'Some classes become frequent and others rare; each one looks as before.',
  kind: 'P(y)',
  appliesTo: ['image', 'tabular', 'text'],
  ladder: ['odds ×2', 'odds ×4', 'odds ×10', 'odds ×30', 'odds ×100'],
  source: 'label shift (Moreno-Torres et al. 2012; Lipton et al. 2018); exponential tilting, the severities are our own',
  fidelity: 'approximation',
  why: 'P(y) changes and P(x|y) stays, as defined; the exponential tilt that chooses P(y) is our own.',

  apply(samples, { severity, world, noise, reference, classes }) {
    const odds = at(ODDS, severity, 1);
    const rank = world.permutation(classes.length);
    const old = labelCounts(reference, classes.length);
    const weight = old.map((count, c) => Math.max(1, count) * pow(odds, rank[c]! / (classes.length - 1)));
    const sum = weight.reduce((a, b) => a + b, 0);

    const from = resample(samples.y, weight, noise);
    return {
      samples: selectRows(samples, from),
      from,
      params: { odds, prior: weight.map((w) => w / sum) },
      sentence:
        `Class shares were tilted until the odds of “${classes[rank.indexOf(classes.length - 1)]}” against ` +
        `“${classes[rank.indexOf(0)]}” were ${short(odds)} times the old ones; each class looks as before.`,
    };
  },
};
