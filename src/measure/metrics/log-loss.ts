import type { Metric } from './metric.ts';
import { LEAST_PROBABILITY } from './scores.ts';
import { log } from '../../maths/portable.ts';

export const logLoss: Metric = {
  id: 'log-loss',
  title: 'log loss',
  help: 'Mean surprise at the right class: punishes being sure and wrong.',
  source: 'Good 1952',
  of: 'classes',
  unit: 'nats',
  better: 'less',
  range: -log(LEAST_PROBABILITY),
  value: ({ scoresNew }) => scoresNew.logLoss,
};
