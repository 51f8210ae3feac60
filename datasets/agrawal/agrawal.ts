/** Agrawal's loan applicants, of one of two groups. */
import type { Column } from '../../src/data/types.ts';
import { streamSet } from '../stream-set.ts';

const numeric = (name: string, unit: string): Column => ({ name, kind: 'numeric', unit });
const categorical = (name: string, categories: number, first: number): Column => ({
  name,
  kind: 'categorical',
  categories: Array.from({ length: categories }, (_, i) => String(first + i)),
});

export const agrawal = streamSet(
  {
    id: 'agrawal',
    title: 'Agrawal, loan applicants',
    summary: 'Applicants for a loan belong to group A when they are younger than 40 or at least 60; other rules can take over.',
    paper: 'R. Agrawal, T. Imielinski, A. Swami, IEEE TKDE 5(6), 1993, doi:10.1109/69.250074.',
    caution: 'Numbers are blurred by 5 % of their range after labelling. 67 % are in group A.',
    columns: [
      numeric('salary', '$'),
      numeric('commission', '$'),
      numeric('age', 'years'),
      categorical('education level', 5, 0),
      categorical('make of car', 20, 1),
      categorical('zip code', 9, 0),
      numeric('house value', '$'),
      numeric('house owned for', 'years'),
      numeric('loan', '$'),
    ],
    classes: ['group A', 'group B'],
    concepts: {
      kind: 'P(y|x)',
      titles: [
        'group A by age',
        'by age and salary',
        'by age and education',
        'by age, education and salary',
        'by age, salary and loan',
        'by age, salary and commission',
        'by income and loan',
        'by income and education',
        'by income, education and loan',
        'by income, education and house',
      ],
    },
  },
  async () => (await import('./rows.ts')).writeAgrawal,
);
