import type { Metric } from './metric.ts';

export const rmse: Metric = {
  id: 'rmse',
  title: 'root mean squared error',
  help: 'How far off the told numbers are, in their own unit; large errors count more than their size.',
  source: 'the definition',
  of: 'numbers',
  unit: '',
  inTarget: true,
  better: 'less',
  range: Infinity,
  value: ({ numbersNew }) => numbersNew?.rmse ?? null,
};
