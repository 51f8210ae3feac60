/** `lab calibrate`: how often a detector cries wolf on data without drift, and the threshold at which it does so rarely enough. */
import { nullCalibration, resampled, thresholdFor, type NullCalibration } from '../../detect/calibrate.ts';
import { findDetector, streamDetectors } from '../../detect/streaming/registry.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { numbersFrom } from '../numbers.ts';
import { parameterOption, parametersFrom } from '../parameters.ts';
import { ProgressLine } from '../progress-line.ts';

/** Streams that are drawn, and items in each. */
const RUNS = 100;
const ITEMS = 2_000;
/** Values that are kept to draw from. */
const MAX_VALUES = 1_000_000;
const SEED = 1;

export const calibrate: Command = {
  name: 'calibrate',
  summary: 'Counts the false alarms of a detector on your numbers in random order, and finds the threshold for a rate that you can live with.',
  positionals: ['<detector>', '<file|->'],
  options: [
    parameterOption,
    { name: 'column', value: 'name', help: 'the column of a CSV file with a header line' },
    { name: 'tune', value: 'parameter', help: 'the parameter that is set' },
    { name: 'max-false-alarms', value: 'x', help: 'at most so many in 1,000 items (1)' },
    { name: 'json', help: 'print one JSON object' },
  ],
  examples: ['calibrate adwin errors.txt', 'calibrate page-hinkley load.csv --column kW --tune lambda --max-false-alarms 0.5'],
  async run({ positionals: [id, source], values, switches, lists }) {
    const entry = id === undefined ? undefined : findDetector(id);
    if (!entry || source === undefined) throw new CliError(`Name a detector (${streamDetectors.map((each) => each.id).join(', ')}) and a file of numbers.`);
    const params = parametersFrom(lists.param, entry.parameters);
    const numbers: number[] = [];
    for await (const value of numbersFrom(source, values.column)) if (numbers.length < MAX_VALUES) numbers.push(value);
    if (numbers.length === 0) throw new CliError('There are no numbers in the input.');
    const most = Number(values['max-false-alarms'] ?? 1);
    if (!(most >= 0 && most <= 1000)) throw new CliError('--max-false-alarms: expected a number from 0 to 1000.');

    const progress = new ProgressLine();
    const how = { runs: RUNS, seed: SEED, onProgress: (done: number) => progress.update(`Calibrating, ${Math.round(100 * done)} %`) };
    const make = resampled(numbers, ITEMS);
    try {
      const { tune } = values;
      const found = tune === undefined ? undefined : await thresholdFor(entry, tune, make, { maxFalseAlarmsPer1000: most, params }, how);
      const result = found?.calibration ?? (await nullCalibration(entry, params, make, how));
      progress.clear();
      const told = { detector: entry.id, params: found ? { ...params, [tune!]: found.value } : params, runs: RUNS, items: ITEMS, ...numbersOf(result) };
      const text = `${entry.title}${found ? ` with ${tune} = ${found.value}` : ''}: ${result.per1000.value.toFixed(3)} false alarms in 1,000 items (95 % interval ${result.per1000.lo.toFixed(3)} … ${result.per1000.hi.toFixed(3)})`;
      process.stdout.write(`${switches.has('json') ? JSON.stringify(told) : text}\n`);
      return exitCode.done;
    } catch (error) {
      if (error instanceof RangeError) throw new CliError(`${error.message}.`.replace(/\.\.$/, '.'));
      throw error;
    } finally {
      progress.clear();
    }
  },
};

/** JSON has no NaN and no infinity: what is not known is null. */
function numbersOf({ alarms, items, per1000, arl0 }: NullCalibration): object {
  const known = (value: object) => Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeof each === 'number' && !Number.isFinite(each) ? null : (each as unknown)]));
  return { alarms, itemsSeen: items, falseAlarmsPer1000: known(per1000), arl0: known(arl0) };
}
