/** SEA concepts: a threshold on the sum of two of three numbers. */
import { numbered, streamSet } from '../stream-set.ts';

export const sea = streamSet(
  {
    id: 'sea',
    title: 'SEA, a sum above a threshold',
    summary: 'Is the sum of two readings above 8? A third reading means nothing.',
    paper: 'W. N. Street, Y. Kim, KDD 2001, doi:10.1145/502512.502568.',
    caution: 'By default 10 % of the labels are wrong, so 90 % is the ceiling. 64 % of the rows are above.',
    columns: numbered(3),
    classes: ['below', 'above'],
    concepts: { kind: 'P(y|x)', titles: ['sum above 8', 'sum above 9', 'sum above 7', 'sum above 9.5'] },
    parameters: [
      {
        name: 'noise',
        title: 'Wrong labels',
        help: 'The share of rows whose label is wrong; 0.1 in the paper.',
        ...{ kind: 'number', min: 0, max: 0.4, default: 0.1 },
      },
    ],
  },
  async (_root, params) => (await import('./rows.ts')).seaWriter(Number(params['noise'])),
);
