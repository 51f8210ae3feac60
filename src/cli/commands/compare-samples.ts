/** `lab compare-samples`: one test or distance between two samples, in Node, without a browser. */
import { adjust, corrections, type Correction } from '../../detect/two-sample/corrections.ts';
import { findTest, twoSampleTests } from '../../detect/two-sample/registry.ts';
import type { Batch, TestResult, TwoSampleEntry } from '../../detect/types.ts';
import { randomStream } from '../../random/random.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
import { describeParameters, parameterOption, parametersFrom } from '../parameters.ts';
import { aligned } from '../../record/export/aligned.ts';
import { readingFlags, readingFrom } from '../reading-flags.ts';
import { shaped, shapeFrom, shapeOptions, type Shape } from '../sample-batches.ts';
import { readPair, type CellTable } from '../tables.ts';

/** Seed of permutations and splits. */
const SEED = 1;

export const compareSamples: Command = {
  name: 'compare-samples',
  summary: 'Tests whether two samples come from the same distribution, or measures how far they are apart.',
  positionals: ['<test>', '<reference.csv>', '<current.csv>'],
  options: [
    parameterOption,
    {
      name: 'column',
      value: 'name',
      help: 'the column that is compared (each in turn, unless said; tests of several columns take all together)',
    },
    { name: 'correct', value: 'how', help: `for testing many columns at once: ${Object.keys(corrections).join(', ')} (holm, unless said)` },
    ...shapeOptions,
    ...readingFlags,
    { name: 'json', help: 'print one JSON object' },
    { name: 'list', help: 'print every test with its parameters and defaults, and end' },
  ],
  examples: [
    'compare-samples ks old.csv new.csv --column pressure --json',
    'compare-samples ks old.csv new.csv --correct benjamini-hochberg',
    'compare-samples mmd old.csv new.csv',
    'compare-samples --list',
  ],
  async run(given) {
    const { positionals, values, switches, lists } = given;
    if (switches.has('list')) return list(switches.has('json'));
    const [id, reference, current] = positionals;
    const test = id === undefined ? undefined : findTest(id);
    if (!test)
      throw new CliError(
        `${id === undefined ? 'No test was named' : `There is no test "${id}"`}. Choose one of ${twoSampleTests.map((each) => each.id).join(', ')}.`,
      );
    if (reference === undefined || current === undefined)
      throw new CliError('Two files are needed: the reference sample and the current one.');
    const params = parametersFrom(lists.param, test.parameters);
    const correct = values.correct ?? 'holm';
    if (!isCorrection(correct))
      throw new CliError(`--correct: there is no correction "${correct}"; it is one of ${Object.keys(corrections).join(', ')}.`);
    const shape = shapeFrom(given);
    const [old, now] = await readPair(reference, current, readingFrom(given));
    const input = params.binning === 'categories' ? 'categorical' : test.input;
    if (input !== 'multivariate' && values.column === undefined && old.columns.length > 1)
      return everyColumn(test, params, old, now, correct, shape, switches.has('json'));
    const { batches, notes } = shaped({ id: test.id, input }, old, now, values.column, shape);
    const [before, after] = batches;
    const { statistic, pValue, details } = refusing(() => compared(test, params, before, after));
    const told = {
      test: test.id,
      params,
      reference: before.rows,
      current: after.rows,
      statistic,
      ...(pValue !== undefined && { pValue }),
      ...(isBound(pValue, details) && { pIsBound: true }),
      ...details,
      ...(notes.length && { notes }),
    };
    if (switches.has('json')) print(jsonOf(told));
    else
      print(
        [
          `${test.title}: ${statistic}${pValue === undefined ? '' : `, p ${isBound(pValue, details) ? '≤' : '='} ${pValue}`} (${before.rows} and ${after.rows} rows)`,
          ...Object.entries(details).map(([name, value]) => `  ${name}: ${value}`),
          ...notes,
        ].join('\n'),
      );
    return exitCode.done;
  },
};

const isCorrection = (text: string): text is Correction => Object.hasOwn(corrections, text);

const compared = (test: TwoSampleEntry, params: ParameterValues, before: Batch, after: Batch): TestResult =>
  test.run(before, after, params, randomStream(SEED, 'compare-samples', test.id));

/** Undefined numbers as null: JSON knows no NaN. */
const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' && !Number.isFinite(each) ? null : each));

/** Each column on its own, p values adjusted for their number; a column that the test cannot take says why. */
function everyColumn(
  test: TwoSampleEntry,
  params: ParameterValues,
  old: CellTable,
  now: CellTable,
  correct: Correction,
  shape: Shape,
  json: boolean,
): number {
  const input = params.binning === 'categories' ? 'categorical' : test.input;
  const results = old.columns.map((column) => {
    try {
      const { batches, notes, bins } = shaped({ id: test.id, input }, old, now, column, shape);
      const [before, after] = batches;
      const { statistic, pValue, details } = refusing(() => compared(test, params, before, after));
      return { column, statistic, ...(pValue !== undefined && { pValue }), ...(bins && { bins }), details, notes };
    } catch (error) {
      if (error instanceof CliError) return { column, refusal: error.message };
      throw error;
    }
  });
  const tested = results.flatMap((result) => ('pValue' in result && result.pValue !== undefined ? [result.pValue] : []));
  const adjusted = adjust(tested, correct);
  const columns = results.map((result) => ('pValue' in result ? { ...result, adjusted: adjusted.shift()! } : result));
  if (columns.every((result) => 'refusal' in result))
    throw new CliError(
      `No column can be compared by ${test.id}.\n${columns.map(({ column, ...rest }) => `  ${column}: ${'refusal' in rest ? rest.refusal : ''}`).join('\n')}`,
    );
  const flat = columns.map((result) => {
    if ('refusal' in result) return result;
    const { details, notes, ...rest } = result;
    return { ...rest, ...details, ...(notes.length && { notes }) };
  });
  if (json)
    print(
      jsonOf({
        test: test.id,
        params,
        reference: old.rows,
        current: now.rows,
        ...(tested.length && { correction: correct }),
        columns: flat,
      }),
    );
  else {
    const withP = tested.length > 0;
    const withBand = columns.some((result) => !('refusal' in result) && result.details.nullBand !== undefined);
    const withExpected = columns.some((result) => !('refusal' in result) && result.details.smallestExpected !== undefined);
    const rows = columns.flatMap((result) =>
      'refusal' in result
        ? []
        : [
            [
              result.column,
              short(result.statistic),
              ...(withBand ? [short(result.details.nullBand!)] : []),
              ...(withExpected ? [short(result.details.smallestExpected!)] : []),
              ...('adjusted' in result ? [short(result.pValue!), short(result.adjusted)] : []),
            ],
          ],
    );
    const refused = columns.flatMap((result) => ('refusal' in result ? [`${result.column}: not compared. ${result.refusal}`] : []));
    const dealt = columns.flatMap((result) => ('adjusted' in result && result.details.permutations !== undefined ? [result.column] : []));
    const floor = `p by permutation, at least ${short(1 / (1 + Number(params.permutations)))}: ${dealt.join(', ')}.`;
    print(
      [
        ...aligned([
          [
            'column',
            'statistic',
            ...(withBand ? ['95 % without drift'] : []),
            ...(withExpected ? ['smallest expected count'] : []),
            ...(withP ? ['p', `adjusted (${correct})`] : []),
          ],
          ...rows,
        ]),
        ...(dealt.length ? [floor] : []),
        ...binned(columns),
        ...refused,
      ].join('\n'),
    );
  }
  return exitCode.done;
}

/** Which columns were cut into bins, in one line for those of as many. */
function binned(columns: readonly { readonly column: string; readonly bins?: number }[]): string[] {
  const numbers = [...new Set(columns.flatMap(({ bins }) => (bins === undefined ? [] : [bins])))];
  return numbers.map((bins) => {
    const names = columns.filter((each) => each.bins === bins).map(({ column }) => column);
    return `${bins} bins, cut at quantiles of the reference (--bins n for another number, --bins none for single values): ${names.join(', ')}.`;
  });
}

/** p lies below what the permutations can tell: it is a bound. */
const isBound = (pValue: number | undefined, { permutations }: TestResult['details']): boolean =>
  pValue !== undefined && permutations !== undefined && pValue < 1 / (1 + permutations);

const short = (value: number): string => String(Number(value.toPrecision(4)));

function list(json: boolean): number {
  const all = twoSampleTests.map(({ run: _run, ...facts }) => facts);
  print(
    json
      ? JSON.stringify(all, null, 2)
      : all
          .map(
            ({ id, title, input, help, source, parameters }) =>
              `${id}  ${title} (${input})\n  ${help}\n  ${source}\n${describeParameters(parameters)}`,
          )
          .join('\n'),
  );
  return exitCode.done;
}
