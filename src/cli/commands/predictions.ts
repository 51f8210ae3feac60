/** `lab predictions`: what can be said where there are only a model's predictions and labels; in Node, without a browser. */
import type { PredictionsAsked } from '../../contracts/predictions.ts';
import { judgePredictions, SHARE, SPLITS } from '../../measure/predictions/judge.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { print } from '../desk.ts';
import { predictionText } from '../predictions-table.ts';
import { refusingData } from '../read-files.ts';
import { readingFlags, readingFrom } from '../reading-flags.ts';
import { readPair, readSingle } from '../tables.ts';

/** Ways to read a table that say nothing of predictions. */
const NOT_OF_PREDICTIONS = ['slice', 'split', 'regime', 'input', 'target'];

export const predictions: Command = {
  name: 'predictions',
  summary: 'Judges a model by its predictions and labels alone, in the old and the new world, and compares repairs that need no model.',
  positionals: ['<old.csv>', '[new.csv]'],
  options: [
    {
      name: 'probability',
      value: 'column',
      many: true,
      help: 'a column of class probabilities (those that are called so, or else all of numbers from 0 to 1)',
    },
    { name: 'threshold', value: 'p', help: 'of two classes: from which probability on the second is named' },
    { name: 'cut', value: 'value', help: 'with one file and --time: the date or number at which the new world begins' },
    { name: 'splits', value: 'n', help: `splits of the labelled new rows (${SPLITS})` },
    { name: 'fit', value: 'share', help: `share of the labelled new rows that repairs are fitted on (${SHARE})` },
    ...readingFlags.filter(({ name }) => !NOT_OF_PREDICTIONS.includes(name)),
    { name: 'json', help: 'print one JSON object' },
  ],
  examples: [
    'predictions old.csv new.csv --label y_true',
    'predictions all.csv --label y_true --time timestamp --cut 2024-01-01 --json',
    'predictions old.csv new.csv --label truth --probability p_yes --threshold 0.3',
    'predictions old.csv new.csv --label truth --group patient --weight sampling_weight',
  ],
  async run(given) {
    const [old, fresh] = given.positionals;
    if (old === undefined)
      throw new CliError('No file was named. Name the old file and the new one, or one with --time column --cut value.');
    const asked = askedFrom(given);
    const reading = readingFrom(given);
    const tables = fresh === undefined ? [await readSingle(old, reading)] : await readPair(old, fresh, reading);
    const { report } = refusing(() => refusingData(undefined, () => judgePredictions(tables, asked)));
    const text = given.switches.has('json')
      ? JSON.stringify(report, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? null : value))
      : predictionText(report);
    print(text);
    return exitCode.done;
  },
};

/** @throws CliError */
function askedFrom({ values, lists }: Given): PredictionsAsked {
  const { label, time, cut, weight, group, threshold } = values;
  const [splits, share] = [Number(values.splits ?? SPLITS), Number(values.fit ?? SHARE)];
  if (!(Number.isInteger(splits) && splits >= 2 && splits <= 1000))
    throw new CliError(`--splits: expected a whole number from 2 to 1000, got "${values.splits}".`);
  if (!(share > 0 && share < 1)) throw new CliError(`--fit: expected a share between 0 and 1, got "${values.fit}".`);
  const from = Number(threshold);
  if (threshold !== undefined && (threshold.trim() === '' || !(from >= 0 && from <= 1)))
    throw new CliError(`--threshold: expected a number from 0 to 1, got "${threshold}".`);
  const [prediction] = lists.prediction ?? [];
  return {
    ...{ splits, share },
    ...(label !== undefined && { label }),
    ...(lists.probability && { probability: lists.probability }),
    ...(prediction !== undefined && { prediction }),
    ...(threshold !== undefined && { threshold: from }),
    ...(time !== undefined && { time }),
    ...(cut !== undefined && { cut }),
    ...(weight !== undefined && { weight }),
    ...(group !== undefined && { group }),
  };
}
