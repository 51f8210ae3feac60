import type { Metric } from './metric.ts';

export const macroF1: Metric = {
  id: 'macro-f1',
  title: 'macro F1',
  help: 'Mean over classes of the harmonic mean of precision and recall.',
  source: 'van Rijsbergen 1979, averaged over classes',
  of: 'classes',
  unit: 'share',
  better: 'more',
  range: 1,
  value: ({ scoresNew }) => scoresNew.macroF1,
};
