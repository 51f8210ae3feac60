/** STAGGER concepts: small logical rules over size, colour and shape. */
import { streamSet } from '../stream-set.ts';

export const stagger = streamSet(
  {
    id: 'stagger',
    title: 'STAGGER, small and red',
    summary: 'Is a block small and red? Its shape means nothing, until the rule changes.',
    paper: 'J. C. Schlimmer, R. H. Granger, Machine Learning 1, 1986, doi:10.1007/BF00116895.',
    caution: 'Free of noise. Unbalanced: 1 of 9 rows is positive.',
    columns: [
      { name: 'size', kind: 'categorical', categories: ['small', 'medium', 'large'] },
      { name: 'colour', kind: 'categorical', categories: ['red', 'blue', 'green'] },
      { name: 'shape', kind: 'categorical', categories: ['circle', 'square', 'triangle'] },
    ],
    classes: ['no', 'yes'],
    concepts: { kind: 'P(y|x)', titles: ['small and red', 'green or a circle', 'medium or large'] },
  },
  async () => (await import('./rows.ts')).writeStagger,
);
