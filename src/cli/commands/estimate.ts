/** `lab estimate`: how well a model does, or what the world became, without labels; in Node, without a browser. */
import { estimators } from '../../detect/estimate/registry.ts';
import type { Estimate, InputEstimator, OutputEstimator } from '../../detect/estimate/types.ts';
import { randomStream } from '../../random/random.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
import { describeParameters, parameterOption, parametersFrom } from '../parameters.ts';
import { readingFlags, readingFrom } from '../reading-flags.ts';
import { probabilitiesOf, probabilityColumns } from '../../measure/predictions/probability-columns.ts';
import { inRows } from '../sample-batches.ts';
import { refusingData } from '../read-files.ts';
import { readPair } from '../tables.ts';

/** Seed of splits. */
const SEED = 1;

/** Estimates that need no model of their own; those that train one live on the Stream page. */
const offered = estimators.filter(
  (estimator): estimator is OutputEstimator | InputEstimator => estimator.needs === 'outputs' || estimator.needs === 'inputs',
);

export const estimate: Command = {
  name: 'estimate',
  summary: "Estimates a model's accuracy, or how the shares of classes moved, from its outputs or inputs without labels.",
  positionals: ['<estimate>', '<reference.csv>', '<current.csv>'],
  options: [
    parameterOption,
    {
      name: 'labels',
      value: 'column',
      help: 'the column of the reference that holds the true classes; the others are class probabilities, matched to classes by name, then by order',
    },
    ...readingFlags,
    { name: 'json', help: 'print one JSON object' },
    { name: 'list', help: 'print every estimate with its assumption, parameters and defaults, and end' },
  ],
  examples: [
    'estimate cbpe validation.csv today.csv --labels truth --json',
    'estimate bbse validation.csv today.csv --labels truth',
    'estimate domain-auroc old.csv new.csv',
    'estimate --list',
  ],
  async run(given) {
    const { positionals, values, switches, lists } = given;
    if (switches.has('list')) return list(switches.has('json'));
    const [id, referencePath, currentPath] = positionals;
    const estimator = offered.find((each) => each.id === id);
    if (!estimator)
      throw new CliError(
        `${id === undefined ? 'No estimate was named' : `There is no estimate "${id}"`}. Choose one of ${offered.map((each) => each.id).join(', ')}.`,
      );
    if (referencePath === undefined || currentPath === undefined)
      throw new CliError('Two files are needed: the reference and the current rows.');
    const params = parametersFrom(lists.param, estimator.parameters);
    const [reference, current] = await readPair(referencePath, currentPath, readingFrom(given));
    const told = refusing(() =>
      refusingData(undefined, () => {
        if (estimator.needs === 'inputs') {
          const { batches, notes } = inRows(reference, current, { scale: false });
          return { notes, result: estimator.run(...batches, params, randomStream(SEED, 'estimate', estimator.id)) };
        }
        const label = values.labels;
        if (label === undefined)
          throw new CliError(`--labels: which column of ${reference.name} holds the true classes? It has ${reference.columns.join(', ')}.`);
        const columns = probabilityColumns([reference, current], [label]);
        const { classes, notes, samples } = probabilitiesOf([reference, current], [reference], label, columns);
        const [old, now] = samples;
        return { classes, notes, result: estimator.run({ reference: old!.outputs, labels: old!.labels!, current: now!.outputs }, params) };
      }),
    );
    const { result, classes, notes } = told;
    if (switches.has('json'))
      print(
        JSON.stringify({
          estimate: estimator.id,
          params,
          reference: reference.rows,
          current: current.rows,
          ...(classes && { classes }),
          ...result,
          ...(notes.length && { notes }),
        }),
      );
    else
      print(
        [
          `${estimator.title} (${reference.rows} and ${current.rows} rows)`,
          ...linesOf(result, classes),
          ...notes.map((note) => `  ${note}`),
          `  assumes: ${estimator.assumption}`,
        ].join('\n'),
      );
    return exitCode.done;
  },
};

function linesOf({ accuracy, interval, prior, details }: Estimate, classes: readonly string[] | undefined): string[] {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  return [
    ...(accuracy === undefined
      ? []
      : [`  accuracy: ${percent(accuracy)}${interval ? ` (${percent(interval[0])} to ${percent(interval[1])})` : ''}`]),
    ...(prior ?? []).map((share, c) => `  share of ${classes?.[c] ?? c}: ${percent(share)}`),
    ...Object.entries(details).map(([name, value]) => `  ${name}: ${Number(value.toPrecision(4))}`),
  ];
}

function list(json: boolean): number {
  const all = offered.map(({ run: _run, ...facts }) => facts);
  print(
    json
      ? JSON.stringify(all, null, 2)
      : all
          .map(
            ({ id, title, help, assumption, source, parameters }) =>
              `${id}  ${title}\n  ${help}\n  assumes: ${assumption}\n  ${source}\n${describeParameters(parameters)}`,
          )
          .join('\n'),
  );
  return exitCode.done;
}
