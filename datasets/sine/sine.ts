/** SINE1: is a point below the sine curve? */
import { streamSet } from '../stream-set.ts';

export const sine = streamSet(
  {
    id: 'sine',
    title: 'Sine, points below a curve',
    summary: 'Does a point of the unit square lie below a sine curve?',
    paper: 'J. Gama et al., Learning with drift detection, SBIA 2004, doi:10.1007/978-3-540-28645-5_29.',
    caution: 'Free of noise. 46 % of the points are below.',
    columns: [
      { name: 'height', kind: 'numeric' },
      { name: 'position', kind: 'numeric' },
    ],
    classes: ['above', 'below'],
    concepts: { kind: 'P(y|x)', titles: ['below sin x', 'above sin x', 'below ½ + 0.3 sin 3πx', 'above ½ + 0.3 sin 3πx'] },
  },
  async () => (await import('./rows.ts')).writeSine,
);
