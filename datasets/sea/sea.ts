/** SEA concepts: a threshold on the sum of two of three numbers. */
import { numbered, streamSet } from '../stream-set.ts';

export const sea = streamSet(
  {
    id: 'sea',
    title: 'SEA, a sum above a threshold',
    summary: 'Is the sum of two readings above 8? A third reading means nothing.',
    paper: 'W. N. Street, Y. Kim, KDD 2001, doi:10.1145/502512.502568.',
    caution: '10 % of the labels are wrong, so 90 % is the ceiling. 64 % of the rows are above.',
    columns: numbered(3),
    classes: ['below', 'above'],
  },
  async () => (await import('./rows.ts')).writeSea,
);
