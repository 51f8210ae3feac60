/** Random RBF: clouds of points around random centres. */
import { numbered, streamSet } from '../stream-set.ts';

export const rbf = streamSet(
  {
    id: 'rbf',
    title: 'Random RBF, 50 clouds',
    summary: 'Points scattered around 50 random centres of two classes. The centres can wander.',
    paper: 'A. Bifet et al., MOA: Massive Online Analysis, JMLR 11, 2010.',
    caution: 'Clouds overlap. Shares of the classes depend on the root seed.',
    columns: numbered(10),
    classes: ['A', 'B'],
    concepts: { kind: 'mixed', titles: ['centres at their start', 'centres moved by 0.25', 'centres moved by 0.5', 'centres moved by 1'] },
  },
  async (root) => (await import('./rows.ts')).rbfWriter(root),
);
