import type { Metric } from './metric.ts';

export const pinball: Metric = {
  id: 'pinball',
  title: 'pinball loss',
  help: 'How good the range that a number is told with is, over its quantiles at 5, 25, 50, 75 and 95 %; in the unit of the number.',
  source: 'Koenker & Bassett 1978; quantiles are the number and those of its errors on held-out old rows',
  of: 'numbers',
  unit: '',
  inTarget: true,
  better: 'less',
  range: Infinity,
  value: ({ numbersNew }) => numbersNew?.pinball ?? null,
};
