/** Friedman #1: the number, or whether it lies above its mean. */
import { numbered, streamSet } from '../stream-set.ts';
import { FRIEDMAN_MEAN } from './mean.ts';

export const friedman = streamSet(
  {
    id: 'friedman',
    title: 'Friedman, above or below the mean',
    summary: 'Is a curved function of five inputs above its mean? Or: what is it? Five more inputs mean nothing.',
    paper: 'J. H. Friedman, Annals of Statistics 19, 1991, doi:10.1214/aos/1176347963; cut at the mean as in OpenML’s “fri” sets.',
    caution: 'Noise of standard deviation 1 blurs the border. Half of the rows are above.',
    columns: numbered(10),
    classes: ['below', 'above'],
    target: { name: 'value', edges: [FRIEDMAN_MEAN] },
    concepts: { kind: 'P(y|x)', titles: ['Friedman’s function', 'inputs trade roles', 'inputs trade roles again'] },
  },
  async () => (await import('./rows.ts')).writeFriedman,
);
