import type { Metric } from './metric.ts';

export const accuracy: Metric = {
  id: 'accuracy',
  title: 'accuracy',
  help: 'Share of rows whose class is predicted.',
  source: 'the definition',
  of: 'classes',
  unit: 'share',
  better: 'more',
  range: 1,
  value: ({ accuracyNew }) => accuracyNew,
};
