import type { Metric } from './metric.ts';

export const worstClass: Metric = {
  id: 'worst-class',
  title: 'recall of the worst class',
  help: 'Share recognised of the class that is recognised least.',
  source: 'the definition',
  of: 'classes',
  unit: 'share',
  better: 'more',
  range: 1,
  value({ recallNew }) {
    const known = recallNew.filter((recall) => recall !== null);
    return known.length ? Math.min(...known) : null;
  },
};
