import type { Metric } from './metric.ts';

export const mae: Metric = {
  id: 'mae',
  title: 'mean absolute error',
  help: 'How far off the told numbers are on average, in their own unit; every unit counts the same.',
  source: 'the definition',
  of: 'numbers',
  unit: '',
  inTarget: true,
  better: 'less',
  range: Infinity,
  value: ({ numbersNew }) => numbersNew?.mae ?? null,
};
