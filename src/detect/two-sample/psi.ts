/**
 * The population stability index, Σ(q − p) ln(q/p), over deciles of the reference.
 *
 * Without drift it is not 0: its expected size grows as samples shrink. `nullBand` is what it stays below in 95 of 100 cases
 * without drift, (1/n + 1/m)·χ²₀.₉₅(B − 1), so a fixed 0.1 or 0.25 can be compared with what the sample sizes allow.
 */
import { chiSquareQuantile } from '../special/chi-square.ts';
import { binning, histograms } from './bins.ts';
import { defineTest } from './define.ts';

export const psi = defineTest({
  id: 'psi',
  title: 'Population stability index',
  help: 'How far the shares of bins moved, as credit scoring counts it: below 0.1 little, above 0.25 a lot.',
  source: 'Credit-scoring practice; null band by Yurdakul 2018, Statistical properties of population stability index',
  input: 'numeric',
  distance: true,
  parameters: binning('quantiles', 1e-4),
  run(reference, current, params) {
    const { counts, shares } = histograms('psi', reference, current, params);
    const [p, q] = shares;
    const statistic = p.reduce((sum, share, k) => {
      const other = q[k]!;
      // Equal shares add nothing; with ε = 0 that includes two empty ones.
      return share === other ? sum : sum + (other - share) * Math.log(other / share);
    }, 0);
    // Empty bins outside the range of both samples have no part in the statistic.
    const bins = counts[0].filter((count, k) => count + counts[1][k]! > 0).length;
    const nullBand = bins < 2 ? NaN : (1 / reference.rows + 1 / current.rows) * chiSquareQuantile(0.05, bins - 1);
    return { statistic, details: { bins, nullBand } };
  },
});
