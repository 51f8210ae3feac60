/** What HDDM_A and HDDM_W share. */
import type { Parameter } from '../../spec/parameter.ts';
import { real } from './define.ts';

export const hddmConfidence: readonly Parameter[] = [
  real('drift', {
    title: 'Alarm at δ',
    help: 'Probability of a false alarm that the bound allows at each comparison.',
    min: 1e-9,
    max: 0.5,
    default: 0.001,
  }),
  real('warn', { title: 'Warn at δ', help: 'The same for warnings.', min: 1e-9, max: 0.5, default: 0.005 }),
];

export const hddmSides = { 1: 'rises only', 2: 'rises and falls' };
