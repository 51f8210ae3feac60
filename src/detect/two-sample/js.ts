/** The Jensen–Shannon distance: the root of the mean divergence of both histograms from their average. */
import { choice } from '../streaming/define.ts';
import { binning, histograms } from './bins.ts';
import { choiceOf, defineTest } from './define.ts';
import { divergence } from './kl.ts';

/** Jensen–Shannon distance, a distance of two samples of one column. */
export const js = defineTest({
  id: 'js',
  title: 'Jensen–Shannon distance',
  help: 'A symmetric distance of two histograms that is never infinite: 0 when they agree, largest when they share no bin.',
  source: 'Lin 1991, Divergence measures based on the Shannon entropy; the root is a metric (Endres & Schindelin 2003)',
  input: 'numeric',
  distance: true,
  parameters: [
    choice('base', 'Logarithm', 'Base 2 has its maximum at 1, base e (as in SciPy) at √ln 2 = 0.8326.', { e: 'natural', 2: 'base 2' }, 'e'),
    ...binning('width', 0),
  ],
  run(reference, current, params) {
    const { shares } = histograms('js', reference, current, params);
    const [p, q] = shares;
    const middle = p.map((share, k) => (share + q[k]!) / 2);
    const nats = Math.max(0, (divergence(p, middle) + divergence(q, middle)) / 2);
    return { statistic: Math.sqrt(choiceOf(params, 'base') === '2' ? nats / Math.LN2 : nats), details: { bins: p.length } };
  },
});
