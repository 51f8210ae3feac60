/** How much ice cream shops in four regions sell: low, normal or high demand? */
import { digestArrays } from '../../src/data/hash.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';
import { columns } from './columns.ts';
import { regions } from './regions.ts';

const MAX_ROWS = 20_000;
const groups = { name: 'region', names: regions.map(({ name }) => name) };

export const demand: BuiltIn = {
  id: 'demand',
  title: 'Demand for ice cream, four regions',
  card: {
    summary: 'Days of shops with price, promotion, weekday and weather: will they sell little, as usual, or much?',
    origin: 'procedural',
    source: 'Generated here from the root seed by a hand-made model of demand; no shop was asked.',
    licence: 'CC0 1.0',
    caution:
      'Synthetic. Visitors make weekends count most on the coast; the region itself is no input, only its purchasing power and weather.',
  },
  inputKind: 'tabular',
  inputShape: [columns.length],
  columns,
  classes: ['low', 'normal', 'high'],
  groups,
  defaultSplit: { baseTrain: 2_000, baseTest: 600, newPool: 1_000, newTest: 600 },
  maxRows: MAX_ROWS,
  load,
  endless: true,
};

/** Row i depends on the root and i alone. */
async function load(rows: number, root: number, _params?: ParameterValues, from = 0): Promise<Dataset> {
  checkRows(rows, MAX_ROWS);
  const { demandClass, drawChance, writeDay } = await import('./days.ts');
  const width = columns.length;
  const x = new Float32Array(rows * width);
  const y = new Int32Array(rows);
  const group = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const random = randomStream(root, 'demand', 'row', from + row);
    const day = x.subarray(row * width, (row + 1) * width);
    group[row] = random.int(regions.length);
    writeDay(day, group[row]!, random);
    y[row] = demandClass(day, group[row]!, drawChance(random));
  }
  const { id, title, card, inputShape, classes } = demand;
  const samples = { rows, inputShape, x, y, group };
  return { id, title, card, samples, columns, classes, groups, sha256: await digestArrays(x, y, group), notes: [] };
}
