import { meanOf, type Metric } from './metric.ts';

export const balancedAccuracy: Metric = {
  id: 'balanced-accuracy',
  title: 'balanced accuracy',
  help: 'Mean share of each class’s rows that is recognised: rare classes count as much as frequent ones.',
  source: 'Brodersen et al. 2010',
  of: 'classes',
  unit: 'share',
  better: 'more',
  range: 1,
  value: ({ recallNew }) => meanOf(recallNew),
};
