/** Loan applications, invented: repaid or defaulted? The age group is protected, known for every row, and no input. */
import { digestArrays } from '../../src/data/hash.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';
import { ageGroups } from './age-groups.ts';
import { columns } from './columns.ts';

const MAX_ROWS = 20_000;
const groups = { name: 'age group', names: ageGroups.map(({ name }) => name) };
const rates = ageGroups.map(({ name, defaults }) => `${name} ${100 * defaults} %`).join(', ');

export const credit: BuiltIn = {
  id: 'credit',
  title: 'Loan applications, repaid or not',
  card: {
    summary: 'Applications for a loan with income, debts and history: is it repaid? Applicants are of three age groups.',
    origin: 'procedural',
    source: 'Generated here from the root seed by a hand-made model of applicants; no person stands behind any row.',
    licence: 'CC0 1.0',
    caution:
      `Synthetic, and unequal on purpose. Defaults by age: ${rates}. Age is not an input, but years employed stands in ` +
      'for it (a proxy), so a model can still treat age groups differently.',
  },
  inputKind: 'tabular',
  inputShape: [columns.length],
  columns,
  classes: ['repaid', 'defaulted'],
  groups,
  defaultSplit: { baseTrain: 2_000, baseTest: 800, newPool: 1_000, newTest: 800 },
  maxRows: MAX_ROWS,
  load,
  endless: true,
};

/** Row i depends on the root and i alone. */
async function load(rows: number, root: number, _params?: ParameterValues, from = 0): Promise<Dataset> {
  checkRows(rows, MAX_ROWS);
  const { writeApplicant } = await import('./applicants.ts');
  const width = columns.length;
  const x = new Float32Array(rows * width);
  const y = new Int32Array(rows);
  const group = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const random = randomStream(root, 'credit', 'row', from + row);
    const age = random.uniform();
    group[row] = age < ageGroups[0]!.share ? 0 : age < ageGroups[0]!.share + ageGroups[1]!.share ? 1 : 2;
    const defaults = random.uniform() < ageGroups[group[row]!]!.defaults;
    y[row] = Number(defaults);
    writeApplicant(x.subarray(row * width, (row + 1) * width), group[row]!, defaults, random);
  }
  const { id, title, card, inputShape, classes } = credit;
  const samples = { rows, inputShape, x, y, group };
  return { id, title, card, samples, columns, classes, groups, sha256: await digestArrays(x, y, group), notes: [] };
}
