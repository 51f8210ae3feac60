import type { Metric } from './metric.ts';

export const errorCost: Metric = {
  id: 'error-cost',
  title: 'cost of errors',
  help: 'What false alarms and misses cost a row, at the costs and the threshold of the experiment.',
  source: 'expected cost of a decision (Elkan 2001)',
  of: 'classes',
  unit: 'a row',
  better: 'less',
  range: Infinity,
  needsCosts: true,
  value: ({ binaryNew }) => binaryNew?.cost ?? null,
};
