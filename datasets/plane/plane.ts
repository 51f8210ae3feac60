/** Points of the plane in two classes, for seeing where a model draws its border. */
import { numbered, streamSet } from '../stream-set.ts';

export const plane = streamSet(
  {
    id: 'plane',
    title: 'Shapes in the plane',
    summary: 'Points of two classes that form moons, circles, clouds, spirals or a chessboard of four fields.',
    paper:
      'make_moons, make_circles and make_blobs of scikit-learn (F. Pedregosa et al., JMLR 12, 2011) and the two spirals of ' +
      'K. J. Lang and M. J. Witbrock (Connectionist Models Summer School, 1988).',
    caution: 'Classes are balanced. How far they overlap depends on the noise.',
    columns: numbered(2),
    classes: ['A', 'B'],
    parameters: [
      {
        name: 'shape',
        title: 'Shape',
        help: 'What the points of the two classes form.',
        kind: 'choice',
        choices: [
          { id: 'moons', title: 'Two moons' },
          { id: 'circles', title: 'Circle in a circle' },
          { id: 'blobs', title: 'Two clouds' },
          { id: 'spirals', title: 'Two spirals' },
          { id: 'xor', title: 'Four fields (XOR)' },
        ],
        default: 'moons',
      },
      {
        name: 'noise',
        title: 'Noise',
        help: 'Standard deviation of the shift of every point; the shapes are about 2 wide.',
        ...{ kind: 'number', min: 0, max: 0.5, default: 0.15 },
      },
    ],
  },
  async (_root, { shape, noise }) => (await import('./rows.ts')).planeWriter(String(shape), Number(noise)),
);
