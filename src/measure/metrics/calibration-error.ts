import type { Metric } from './metric.ts';

export const calibrationError: Metric = {
  id: 'calibration-error',
  title: 'calibration error',
  help: 'How far confidence and the share that is right lie apart, over 15 bins of equally many rows.',
  source: 'Naeini et al. 2015; equal mass as of Nixon et al. 2019',
  of: 'classes',
  unit: 'share',
  better: 'less',
  range: 1,
  value: ({ scoresNew }) => scoresNew.ece,
};
