/** The Kullback–Leibler divergence of two histograms, in nats. */
import { choice } from '../streaming/define.ts';
import { binning, emptyBin, histograms } from './bins.ts';
import { choiceOf, defineTest } from './define.ts';
import { log } from '../../maths/portable.ts';

/** Σ p ln(p/q); Infinity when q lacks a bin that p has. */
export function divergence(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, share, k) => (share === 0 ? sum : sum + share * log(share / q[k]!)), 0);
}

/** Kullback–Leibler divergence, a distance of two samples of one column. */
export const kl = defineTest({
  id: 'kl',
  title: 'Kullback–Leibler divergence',
  help: 'The information lost when one histogram is described by the other; not symmetric, and without a floor refused where a bin is empty.',
  source: 'Kullback & Leibler 1951',
  input: 'numeric',
  distance: true,
  parameters: [
    choice('direction', 'Direction', 'Which sample is described by the other.', {
      'reference-current': 'reference ‖ current',
      'current-reference': 'current ‖ reference',
    }),
    ...binning('quantiles', 1e-4),
  ],
  run(reference, current, params) {
    const { shares } = histograms('kl', reference, current, params);
    const [p, q] = shares;
    const statistic = choiceOf(params, 'direction') === 'reference-current' ? divergence(p, q) : divergence(q, p);
    if (statistic === Infinity) throw emptyBin('kl', 'the divergence');
    return { statistic, details: { bins: p.length } };
  },
});
