/** `lab compare-samples`: one test or distance between two samples, in Node, without a browser. */
import { findTest, twoSampleTests } from '../../detect/two-sample/registry.ts';
import type { Batch, TwoSampleEntry } from '../../detect/types.ts';
import { stream } from '../../random/random.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { describeParameters, parameterOption, parametersFrom } from '../parameters.ts';
import { cellsOf, numbersOf, readTable, type TextTable } from '../tables.ts';

/** Seed of permutations and splits. */
const SEED = 1;

export const compareSamples: Command = {
  name: 'compare-samples',
  summary: 'Tests whether two samples come from the same distribution, or measures how far they are apart.',
  positionals: ['<test>', '<reference.csv>', '<current.csv>'],
  options: [
    parameterOption,
    { name: 'column', value: 'name', help: 'the column that is compared (the only one, unless said; tests of several columns take all)' },
    { name: 'json', help: 'print one JSON object' },
    { name: 'list', help: 'print every test with its parameters and defaults, and end' },
  ],
  examples: ['compare-samples ks old.csv new.csv --column pressure --json', 'compare-samples mmd old.csv new.csv', 'compare-samples --list'],
  async run({ positionals, values, switches, lists }) {
    if (switches.has('list')) return list(switches.has('json'));
    const [id, reference, current] = positionals;
    const test = id === undefined ? undefined : findTest(id);
    if (!test) throw new CliError(`${id === undefined ? 'No test was named' : `There is no test "${id}"`}. Choose one of ${twoSampleTests.map((each) => each.id).join(', ')}.`);
    if (reference === undefined || current === undefined) throw new CliError('Two files are needed: the reference sample and the current one.');
    const params = parametersFrom(lists.param, test.parameters);
    const [old, now] = batches(params.binning === 'categories' ? 'categorical' : test.input, readTable(reference), readTable(current), values.column);
    const result = run(() => test.run(old, now, params, stream(SEED, 'compare-samples', test.id)));
    const { statistic, pValue, details } = result;
    const told = { test: test.id, params, reference: old.rows, current: now.rows, statistic, ...(pValue !== undefined && { pValue }), ...details };
    if (switches.has('json')) print(JSON.stringify(told, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? null : value)));
    else print([`${test.title}: ${statistic}${pValue === undefined ? '' : `, p = ${pValue}`} (${old.rows} and ${now.rows} rows)`, ...Object.entries(details).map(([name, value]) => `  ${name}: ${value}`)].join('\n'));
    return exitCode.done;
  },
};

/** Both samples as the test wants them. */
function batches(input: TwoSampleEntry['input'], reference: TextTable, current: TextTable, column: string | undefined): [Batch, Batch] {
  if (input === 'multivariate') {
    const names = column === undefined ? reference.columns : [column];
    const rowsOf = (table: TextTable): Batch => {
      const columns = names.map((name) => numbersOf(table, name));
      const rows = table.rows.length;
      return { x: Float64Array.from({ length: rows * names.length }, (_, i) => columns[i % names.length]![Math.floor(i / names.length)]!), rows, width: names.length };
    };
    return [rowsOf(reference), rowsOf(current)];
  }
  if (column === undefined && reference.columns.length > 1) throw new CliError(`--column: which one? ${reference.name} has ${reference.columns.join(', ')}.`);
  const name = column ?? reference.columns[0]!;
  // Two files of one unnamed column each belong together whatever the columns are called.
  const nameIn = (table: TextTable) => (column === undefined && table.columns.length === 1 ? table.columns[0]! : name);
  const oneColumn = (x: readonly number[]): Batch => ({ x, rows: x.length, width: 1 });
  if (input === 'numeric') return [oneColumn(numbersOf(reference, nameIn(reference))), oneColumn(numbersOf(current, nameIn(current)))];
  const [old, now] = [cellsOf(reference, nameIn(reference)), cellsOf(current, nameIn(current))];
  const codes = new Map([...new Set([...old, ...now])].sort().map((category, code) => [category, code]));
  return [oneColumn(old.map((cell) => codes.get(cell)!)), oneColumn(now.map((cell) => codes.get(cell)!))];
}

function run<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  }
}

function list(json: boolean): number {
  const all = twoSampleTests.map(({ run: _run, ...facts }) => facts);
  print(json ? JSON.stringify(all, null, 2) : all.map(({ id, title, input, help, source, parameters }) => `${id}  ${title} (${input})\n  ${help}\n  ${source}\n${describeParameters(parameters)}`).join('\n'));
  return exitCode.done;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
