/** Real handwritten digits, 8×8 grey. */
import { digestArrays } from '../../src/data/hash.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';

const ROWS = 1_797;

/** UCI Optical Recognition of Handwritten Digits, the test part. Fewer rows than all are a random sample of them. */
export const digits: BuiltIn = {
  id: 'digits',
  title: 'Handwritten digits, 8×8',
  card: {
    summary: '1,797 digits written by 13 people, as 8×8 images in 17 grey levels.',
    origin: 'real',
    source: 'UCI Optical Recognition of Handwritten Digits, test part (E. Alpaydin, C. Kaynak 1998), doi:10.24432/C50P49',
    licence: 'CC BY 4.0',
    caution: 'Small and easy: a difference of one point of accuracy is three test images.',
  },
  inputKind: 'image',
  inputShape: [8, 8, 1],
  columns: [],
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  defaultSplit: { baseTrain: 800, baseTest: 300, newPool: 400, newTest: 297 },
  maxRows: ROWS,
  load,
};

async function load(rows: number, root: number): Promise<Dataset> {
  checkRows(rows, ROWS);
  const { unpack } = await import('./unpack.ts');
  const { id, title, card, inputShape, columns, classes } = digits;
  const chosen = randomStream(root, 'digits', 'rows').sample(ROWS, rows).sort();
  const samples = selectRows({ ...unpack(), inputShape }, chosen);
  return { id, title, card, samples, columns, classes, sha256: await digestArrays(samples.x, samples.y), notes: [] };
}
