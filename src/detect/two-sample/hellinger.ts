/** The Hellinger distance of two histograms, between 0 and 1. */
import { binning, histograms } from './bins.ts';
import { defineTest } from './define.ts';

/** Hellinger distance, a distance of two samples of one column. */
export const hellinger = defineTest({
  id: 'hellinger',
  title: 'Hellinger distance',
  help: 'A symmetric distance of two histograms that weighs rare bins more: 0 when they agree, 1 when they share no bin.',
  source: 'Hellinger 1909; √(½Σ(√p − √q)²)',
  input: 'numeric',
  distance: true,
  parameters: binning('width', 0),
  run(reference, current, params) {
    const { shares } = histograms('hellinger', reference, current, params);
    const [p, q] = shares;
    const squares = p.reduce((sum, share, k) => sum + (Math.sqrt(share) - Math.sqrt(q[k]!)) ** 2, 0);
    return { statistic: Math.sqrt(squares / 2), details: { bins: p.length } };
  },
});
