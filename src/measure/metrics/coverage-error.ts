import type { Metric } from './metric.ts';
import { COVERAGE } from './numbers.ts';

export const coverageError: Metric = {
  id: 'coverage-error',
  title: 'coverage error',
  help: 'How far the share of numbers inside their 90 % interval lies from 90 %. The interval holds them on held-out old rows.',
  source: 'split conformal prediction (Lei et al. 2018), by both tails',
  of: 'numbers',
  unit: 'share',
  better: 'less',
  range: 0.9,
  value: ({ numbersNew }) => (numbersNew ? Math.abs(numbersNew.coverage - COVERAGE) : null),
};
