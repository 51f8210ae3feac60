/** `lab calibrate`: how often a detector cries wolf on data without drift, and the threshold at which it does so rarely enough. */
import type { NullCalibration } from '../../contracts/detect.ts';
import { autocorrelation, blockLength, inBlocks, nullCalibration, resampled, thresholdFor } from '../../detect/calibrate.ts';
import { calibrateTest } from '../../detect/calibrate-test.ts';
import { findDetector, streamDetectors } from '../../detect/streaming/registry.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { findTest } from '../../detect/two-sample/registry.ts';
import type { TwoSampleEntry } from '../../detect/types.ts';
import type { Command, Given } from '../command.ts';
import { openProgress, print } from '../desk.ts';
import { numbersFrom } from '../numbers.ts';
import { formatFlags, readingFrom } from '../reading-flags.ts';
import { inScale, parametersOf, scaleOption, scales, scaleWords } from '../scale-option.ts';
import { parameterOption, parametersFrom } from '../parameters.ts';

/** Streams that are drawn, and items in each, unless said. */
const RUNS = 100;
const ITEMS = 2_000;
const MOST_ITEMS = 1_000_000;
/** Values that are kept to draw from. */
const MAX_VALUES = 1_000_000;
const SEED = 1;
/** Level of tests. */
const LEVEL = 0.05;

export const calibrate: Command = {
  name: 'calibrate',
  summary:
    'Counts the false alarms of a detector on your numbers in random order, or in blocks where neighbours depend on each other, and finds the threshold for a rate that you can live with.',
  positionals: ['<detector|test>', '<file|->'],
  options: [
    parameterOption,
    { name: 'column', value: 'name', help: 'the column of a CSV file with a header line' },
    { name: 'tune', value: 'parameter', help: 'the parameter that is set (with --max-false-alarms, the one that sets its sensitivity)' },
    { name: 'max-false-alarms', value: 'x', help: 'at most so many in 1,000 items (1)' },
    {
      name: 'length',
      value: 'n',
      help: `of a detector: items of each stream (${ITEMS}); choose the length at which it will run, since it remembers`,
    },
    { name: 'rows', value: 'n', help: 'of a test: rows of each sample (200)' },
    scaleOption,
    ...formatFlags,
    { name: 'json', help: 'print one JSON object' },
  ],
  examples: [
    'calibrate adwin errors.txt',
    'calibrate ks load.csv --column kW --rows 100',
    'calibrate page-hinkley load.csv --column kW --tune lambda --max-false-alarms 0.5 --length 20000',
  ],
  async run(given) {
    const {
      positionals: [id, source],
      values,
      switches,
      lists,
    } = given;
    const test = id === undefined ? undefined : findTest(id);
    if (test && source !== undefined) return calibrateSamples(test, source, given);
    const entry = id === undefined ? undefined : findDetector(id);
    if (!entry || source === undefined)
      throw new CliError(`Name a detector (${streamDetectors.map((each) => each.id).join(', ')}) and a file of numbers.`);
    const scale = scales(given, entry);
    const params = parametersFrom(lists.param, parametersOf(entry, scale));
    const numbers: number[] = [];
    const raw = numbersFrom(source, values.column, formatFrom(given));
    let words: string | undefined;
    await keepFirst(numbers, scale ? inScale(raw, (found) => (words = scaleWords(found))) : raw);
    if (numbers.length === 0) throw new CliError('There are no numbers in the input.');
    const most = Number(values['max-false-alarms'] ?? 1);
    if (!(most >= 0 && most <= 1000)) throw new CliError('--max-false-alarms: expected a number from 0 to 1000.');

    const length = Number(values.length ?? ITEMS);
    if (!Number.isInteger(length) || length < 10 || length > MOST_ITEMS)
      throw new CliError(`--length: expected a whole number from 10 to ${MOST_ITEMS}.`);

    const progress = openProgress();
    const how = { runs: RUNS, seed: SEED, onProgress: (done: number) => progress.update(`Calibrating, ${Math.round(100 * done)} %`) };
    // Neighbours that depend on each other stay neighbours: else a detector of trends looks better than it is.
    const r = autocorrelation(numbers);
    const depends = Math.abs(r) > 2 / Math.sqrt(numbers.length);
    const block = depends ? blockLength(r, numbers.length) : 1;
    const make = depends ? inBlocks(numbers, length, block) : resampled(numbers, length);
    try {
      const tune = values.tune ?? (values['max-false-alarms'] === undefined ? undefined : entry.sensitivity);
      const found = tune === undefined ? undefined : await thresholdFor(entry, tune, make, { maxFalseAlarmsPer1000: most, params }, how);
      const result = found?.calibration ?? (await nullCalibration(entry, params, make, how));
      const shuffled = depends
        ? await nullCalibration(entry, found ? { ...params, [tune!]: found.value } : params, resampled(numbers, length), how)
        : undefined;
      progress.clear();
      const told = {
        detector: entry.id,
        params: found ? { ...params, [tune!]: found.value } : params,
        runs: RUNS,
        ...numbersOf(result),
        ...(shuffled && { autocorrelation: r, block, shuffledPer1000: shuffled.per1000.value }),
      };
      const text = `${entry.title}${found ? ` with ${tune} = ${found.value}` : ''}: ${result.per1000.value.toFixed(3)} false alarms in 1,000 items (95 % interval ${result.per1000.lo.toFixed(3)} … ${result.per1000.hi.toFixed(3)}), ${(result.alarms / RUNS).toFixed(2)} per stream of ${length} items.\nThis holds for streams of that length: a detector remembers, and on longer ones it can have another rate (--length).${shuffled ? `\nEach value depends on the one before it (autocorrelation ${r.toFixed(2)}), so streams were drawn in blocks of ${block}; in random order it would be ${shuffled.per1000.value.toFixed(3)}, which is not what will be seen.` : ''}${words ? `\n${words}` : ''}`;
      print(switches.has('json') ? JSON.stringify(told) : text);
      return exitCode.done;
    } catch (error) {
      if (error instanceof RangeError) throw new CliError(`${error.message}.`.replace(/\.\.$/, '.'));
      throw error;
    } finally {
      progress.clear();
    }
  },
};

/** `--rows` is another thing here. */
const formatFrom = ({ values: { rows: _, ...values }, ...given }: Given) => readingFrom({ ...given, values });

/** A test on pairs of samples that are both drawn from the same numbers. */
async function calibrateSamples(test: TwoSampleEntry, source: string, given: Given): Promise<number> {
  const { values, switches, lists } = given;
  const params = parametersFrom(lists.param, test.parameters);
  const rows = Number(values.rows ?? 200);
  if (!Number.isInteger(rows) || rows < 2 || rows > 100_000) throw new CliError('--rows: expected a whole number from 2 to 100000.');
  const numbers: number[] = [];
  await keepFirst(numbers, numbersFrom(source, values.column, formatFrom(given)));
  if (numbers.length === 0) throw new CliError('There are no numbers in the input.');
  const progress = openProgress();
  const how = { runs: 2 * RUNS, seed: SEED, onProgress: (done: number) => progress.update(`Calibrating, ${Math.round(100 * done)} %`) };
  try {
    const found = await calibrateTest(test, params, { x: numbers, rows: numbers.length, width: 1 }, rows, LEVEL, how);
    progress.clear();
    const { falsePositives, threshold } = found;
    const rate = falsePositives
      ? `${(100 * falsePositives.value).toFixed(1)} % of pairs without a difference have p ≤ ${LEVEL} (95 % interval ${(100 * falsePositives.lo).toFixed(1)} … ${(100 * falsePositives.hi).toFixed(1)} %); `
      : '';
    const text = `${test.title}, ${rows} rows each: ${rate}5 % of them have a statistic above ${threshold}`;
    print(switches.has('json') ? JSON.stringify({ test: test.id, params, rows, runs: how.runs, level: LEVEL, ...found }) : text);
    return exitCode.done;
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  } finally {
    progress.clear();
  }
}

/** JSON has no NaN and no infinity: what is not known is null. */
function numbersOf({ alarms, items, length, per1000, arl0 }: NullCalibration): object {
  const known = (value: object) =>
    Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, typeof each === 'number' && !Number.isFinite(each) ? null : (each as unknown)]),
    );
  return { length, items, alarms, falseAlarmsPerStream: (alarms * length) / items, falseAlarmsPer1000: known(per1000), arl0: known(arl0) };
}

/** As many as are drawn from; the rest is read all the same, so that what is wrong in it is told. */
async function keepFirst(numbers: number[], batches: AsyncIterable<ArrayLike<number>>): Promise<void> {
  for await (const batch of batches) for (let i = 0; i < batch.length && numbers.length < MAX_VALUES; i++) numbers.push(batch[i]!);
}
