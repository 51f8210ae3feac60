/** Rotating hyperplane: on which side does a point lie? */
import { numbered, streamSet } from '../stream-set.ts';

export const hyperplane = streamSet(
  {
    id: 'hyperplane',
    title: 'Rotating hyperplane',
    summary: 'On which side of a plane through the unit cube does a point lie? The plane can turn slowly.',
    paper: 'G. Hulten, L. Spencer, P. Domingos, KDD 2001, doi:10.1145/502512.502529.',
    caution: '5 % of the labels are wrong, so 95 % is the ceiling. Classes are balanced.',
    columns: numbered(10),
    classes: ['below', 'above'],
    concepts: {
      kind: 'P(y|x)',
      titles: ['the plane at its start', 'two weights 1 higher', 'two weights 2 higher', 'two weights 4 higher'],
    },
  },
  async (root) => (await import('./rows.ts')).hyperplaneWriter(root),
);
