import type { Metric } from './metric.ts';

export const brier: Metric = {
  id: 'brier',
  title: 'Brier score',
  help: 'Mean squared distance of the probabilities from what is true.',
  source: 'Brier 1950',
  of: 'classes',
  unit: '',
  better: 'less',
  range: 2,
  value: ({ scoresNew }) => scoresNew.brier,
};
