import type { Metric } from './metric.ts';

export const worstGroup: Metric = {
  id: 'worst-group',
  title: 'accuracy of the worst group',
  help: 'Accuracy in the group that is served worst, of groups of 30 rows or more.',
  source: 'Sagawa et al. 2020',
  of: 'classes',
  unit: 'share',
  better: 'more',
  range: 1,
  needsGroups: true,
  value: ({ fairnessNew }) => fairnessNew?.worst?.accuracy ?? null,
};
