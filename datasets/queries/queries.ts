/** Requests to the support of a mail-order shop: what does the customer want? */
import { bagOfWords, TEXT_WIDTH } from '../../src/data/bag-of-words.ts';
import { digestArrays } from '../../src/data/hash.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';

const MAX_ROWS = 20_000;
const groups = { name: 'channel', names: ['email', 'chat', 'phone note'] };
const INTENTS = ['refund', 'delivery', 'cancellation', 'password', 'invoice', 'damage', 'address', 'product question'];

export const queries: BuiltIn = {
  id: 'queries',
  title: 'Support requests, eight intents',
  card: {
    summary: 'Short requests to the support of a shop, by email, chat or phone: what does the customer want?',
    origin: 'procedural',
    source: 'Generated here from the root seed by filling templates; nobody wrote any of them.',
    licence: 'CC0 1.0',
    caution:
      `Synthetic. A model sees how often words occur, hashed into ${TEXT_WIDTH} buckets, not their order. One request in ten asks ` +
      'for two things and counts as the first, so about 95 % is the ceiling.',
  },
  inputKind: 'text',
  inputShape: [TEXT_WIDTH],
  columns: [],
  classes: INTENTS,
  groups,
  defaultSplit: { baseTrain: 1_500, baseTest: 500, newPool: 1_000, newTest: 500 },
  maxRows: MAX_ROWS,
  load,
  endless: true,
};

/** Row i depends on the root and i alone. */
async function load(rows: number, root: number, _params?: ParameterValues, from = 0): Promise<Dataset> {
  checkRows(rows, MAX_ROWS);
  const { compose } = await import('./compose.ts');
  const y = new Int32Array(rows);
  const group = new Int32Array(rows);
  const text = Array.from({ length: rows }, (_, row) => {
    const random = randomStream(root, 'queries', 'row', from + row);
    y[row] = random.int(INTENTS.length);
    group[row] = random.int(groups.names.length);
    return compose(y[row]!, group[row]!, random);
  });
  const { id, title, card, inputShape, columns, classes } = queries;
  const x = bagOfWords(text, TEXT_WIDTH);
  const samples = { rows, inputShape, x, y, group, text };
  return { id, title, card, samples, columns, classes, groups, sha256: await digestArrays(x, y, group), notes: [] };
}
