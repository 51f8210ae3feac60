/** The total variation distance of two histograms, between 0 and 1, and the largest difference of one bin. */
import { binning, histograms } from './bins.ts';
import { defineTest } from './define.ts';

/** Total variation distance, a distance of two samples of one column. */
export const totalVariation = defineTest({
  id: 'total-variation',
  title: 'Total variation distance',
  help: 'The share of rows that would have to change their bin to make both histograms equal.',
  source: '½Σ|p − q|; `largest` is L∞, the largest |p − q|',
  input: 'numeric',
  distance: true,
  parameters: binning('width', 0),
  run(reference, current, params) {
    const { shares } = histograms('total-variation', reference, current, params);
    const [p, q] = shares;
    const gaps = p.map((share, k) => Math.abs(share - q[k]!));
    return { statistic: gaps.reduce((a, b) => a + b, 0) / 2, details: { bins: p.length, largest: Math.max(...gaps) } };
  },
});
