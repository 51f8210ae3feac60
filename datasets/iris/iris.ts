/** Fisher's irises: three species told apart by four measurements. */
import { digestArrays } from '../../src/data/hash.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Column, Dataset } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';

const ROWS = 150;

const cm = (name: string): Column => ({ name, kind: 'numeric', unit: 'cm' });

/** Fewer rows than all are a random sample of them. */
export const iris: BuiltIn = {
  id: 'iris',
  title: 'Irises, three species',
  card: {
    summary: '150 iris flowers of three species, 50 each, with length and width of a sepal and a petal.',
    origin: 'real',
    source:
      'R. A. Fisher, Annals of Eugenics 7, 1936, doi:10.1111/j.1469-1809.1936.tb02137.x; UCI Iris, doi:10.24432/C56C76, with rows 35 and 38 as in the paper',
    licence: 'CC BY 4.0',
    caution: 'Tiny: a difference of one flower is three points of accuracy. One species is told apart by a single petal.',
  },
  inputKind: 'tabular',
  inputShape: [4],
  columns: [cm('sepal length'), cm('sepal width'), cm('petal length'), cm('petal width')],
  classes: ['setosa', 'versicolor', 'virginica'],
  defaultSplit: { baseTrain: 60, baseTest: 30, newPool: 30, newTest: 30 },
  maxRows: ROWS,
  load,
};

async function load(rows: number, root: number): Promise<Dataset> {
  checkRows(rows, ROWS);
  const { flowers } = await import('./flowers.ts');
  const { id, title, card, inputShape, columns, classes } = iris;
  const chosen = randomStream(root, 'iris', 'rows').sample(ROWS, rows).sort();
  const samples = selectRows({ ...flowers(), inputShape }, chosen);
  return { id, title, card, samples, columns, classes, sha256: await digestArrays(samples.x, samples.y), notes: [] };
}
