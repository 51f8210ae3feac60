import type { Metric } from './metric.ts';

export const rSquared: Metric = {
  id: 'r-squared',
  title: 'R²',
  help: 'Share of the variance of the numbers that is told: 1 is all of it, 0 is no better than always their mean, and it can be worse.',
  source: 'coefficient of determination (Wright 1921), as scikit-learn’s r2_score',
  of: 'numbers',
  unit: '',
  better: 'more',
  range: Infinity,
  value: ({ numbersNew }) => numbersNew?.r2 ?? null,
};
