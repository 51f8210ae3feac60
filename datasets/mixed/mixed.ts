/** Mixed: two switches and a sine curve; two of three must hold. */
import { streamSet } from '../stream-set.ts';

const states = ['false', 'true'] as const;

export const mixed = streamSet(
  {
    id: 'mixed',
    title: 'Mixed, two of three conditions',
    summary: 'Positive when at least two hold of: v, w, and y below a sine curve over x.',
    paper: 'J. Gama et al., Learning with drift detection, SBIA 2004, doi:10.1007/978-3-540-28645-5_29.',
    caution: 'Free of noise. 53 % of the rows are positive.',
    columns: [
      { name: 'v', kind: 'categorical', categories: states },
      { name: 'w', kind: 'categorical', categories: states },
      { name: 'x', kind: 'numeric' },
      { name: 'y', kind: 'numeric' },
    ],
    classes: ['positive', 'negative'],
    concepts: { kind: 'P(y|x)', titles: ['two of three hold', 'fewer than two hold'] },
  },
  async () => (await import('./rows.ts')).writeMixed,
);
