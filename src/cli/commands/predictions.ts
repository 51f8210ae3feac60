/** `lab predictions`: what can be said where there are only a model's predictions and labels; in Node, without a browser. */
import { estimators } from '../../detect/estimate/registry.ts';
import type { Estimate, OutputEstimator } from '../../detect/estimate/types.ts';
import { bbsdHard, bbsdSoft } from '../../detect/two-sample/bbsd.ts';
import { chiSquare } from '../../detect/two-sample/chi-square.ts';
import { column } from '../../detect/two-sample/define.ts';
import type { TestResult } from '../../detect/types.ts';
import { compareRepairs } from '../../measure/predictions/compare-repairs.ts';
import { rangedFigures, type Predicted } from '../../measure/predictions/figures.ts';
import { randomStream } from '../../random/random.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { print } from '../desk.ts';
import { predictionFiles, type PredictionFiles } from '../prediction-files.ts';
import { predictionText, type PredictionReport } from '../predictions-table.ts';
import { readingFlags } from '../reading-flags.ts';

/** Seed of bootstrap, splits and permutations. */
const SEED = 1;
const SPLITS = 20;
const SHARE = 0.5;

/** Ways to read a table that say nothing of predictions. */
const NOT_OF_PREDICTIONS = ['slice', 'split', 'regime', 'input', 'target'];

/** What needs inputs, weights or a training. */
const UNANSWERED = [
  'which inputs moved, and whether rows come from where there were none (lab compare-samples on the inputs)',
  'what training on new rows would bring: fine-tuning, replay, a new head (lab run --model model.json --data …)',
  'what such a repair forgets of the old world, how many labels, how much time and energy it takes',
];

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
    const files = await predictionFiles(given);
    const report = refusing(() => reportOf(files, splitsFrom(given)));
    const text = given.switches.has('json')
      ? JSON.stringify(report, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? null : value))
      : predictionText(report);
    print(text);
    return exitCode.done;
  },
};

/** @throws CliError */
function splitsFrom({ values }: Given): { splits: number; share: number; root: number } {
  const [splits, share] = [Number(values.splits ?? SPLITS), Number(values.fit ?? SHARE)];
  if (!(Number.isInteger(splits) && splits >= 2 && splits <= 1000))
    throw new CliError(`--splits: expected a whole number from 2 to 1000, got "${values.splits}".`);
  if (!(share > 0 && share < 1)) throw new CliError(`--fit: expected a share between 0 and 1, got "${values.fit}".`);
  return { splits, share, root: SEED };
}

function reportOf(files: PredictionFiles, split: ReturnType<typeof splitsFrom>): PredictionReport {
  const { classes, old, fresh, labelled, hard, notes } = files;
  const random = (name: string) => randomStream(SEED, 'predictions', name);
  const untested = whyUntested(old);
  const test = (title: string, run: () => TestResult) => (untested ? { title, refusal: untested } : { title, ...tried(run, 'result') });
  const repairs = labelled && !hard ? tried(() => compareRepairs(old, fresh, split), 'repairs') : undefined;
  const offered = estimators.filter((estimator): estimator is OutputEstimator => estimator.needs === 'outputs');
  return {
    ...{ classes, notes, rows: [old.outputs.rows, fresh.outputs.rows] },
    old: rangedFigures(old, random('old')),
    ...(labelled && { fresh: rangedFigures(fresh, random('new')) }),
    tests: [
      ...(hard
        ? []
        : [test('probabilities (KS for each class, Bonferroni)', () => bbsdSoft.run(old.outputs, fresh.outputs, {}, random('soft')))]),
      test('named classes (chi-square)', () =>
        hard
          ? bbsdHard.run(old.outputs, fresh.outputs, {}, random('hard'))
          : chiSquare.run(column(old.decided), column(fresh.decided), {}, random('hard'))),
      ...(labelled
        ? [test('true classes (chi-square)', () => chiSquare.run(column(old.labels), column(fresh.labels), {}, random('truth')))]
        : []),
    ],
    estimates: offered
      .filter(({ id }) => !hard || id === 'bbse')
      .map(({ id, title, run }) => ({
        id,
        title,
        ...(old.weights
          ? { refusal: 'it counts all rows alike; leave --weight out for it' }
          : tried(() => estimated(run({ reference: old.outputs, labels: old.labels, current: fresh.outputs }, {}), old), 'estimate')),
      })),
    ...(repairs?.repairs && { repairs: repairs.repairs }),
    ...(!repairs?.repairs && {
      withoutRepairs: hard
        ? 'Repairs that need no model change probabilities, and there are none.'
        : labelled
          ? `Repairs were not compared: ${repairs!.refusal!}.`
          : 'Repairs cannot be judged without labels of new rows. Label some and name the same column.',
    }),
    unanswered: UNANSWERED,
  };
}

/** Why no test is told: each takes rows that are independent and count alike, and its p would be wrong. */
function whyUntested({ weights, groups }: Predicted): string | undefined {
  if (groups) return 'not told: it takes rows as independent, and with rows that stay together its p would be too small';
  return weights && 'not told: it counts all rows alike; leave --weight out for it';
}

/** An interval that takes rows as independent is left out where they are not. */
function estimated(estimate: Estimate, { groups }: Predicted): Estimate {
  if (!groups) return estimate;
  const { interval: _, ...rest } = estimate;
  return rest;
}

/** What came of it under that name, or why nothing did. */
function tried<T, K extends string>(work: () => T, as: K): { [key in K]?: T } & { refusal?: string } {
  try {
    return { [as]: work() } as { [key in K]?: T };
  } catch (error) {
    if (error instanceof RangeError) return { refusal: error.message } as { [key in K]?: T } & { refusal: string };
    throw error;
  }
}
