/** The experiment that the command line asks for: a preset or a file, with single options on top. No browser is needed. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { metrics, metricsFor } from '../measure/metrics/registry.ts';
import { completeSpec, parseSpecText } from '../spec/parse.ts';
import { engines } from '../spec/engines.ts';
import { withTask } from '../spec/task.ts';
import { plain } from '../spec/fitting.ts';
import type { AnySpec, Issue } from '../spec/schema.ts';
import { allPresets, can, kindsThat, specKindOf } from '../spec/kinds/registry.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import { knobOptions, turned } from './knobs.ts';
import { userPath } from './paths.ts';

const presetNames = allPresets.map(({ id }) => id).join(', ');

export const specOptions: readonly Option[] = [
  { name: 'preset', value: 'name', help: `a ready experiment: ${presetNames} (quick, unless a file is given)` },
  { name: 'seeds', value: 'n', help: 'exactly so many paired repeats, 1 … 100; auto: until the question is settled, as --race 30' },
  { name: 'race', value: 'n', help: 'paired repeats until the question is settled, so many at most' },
  { name: 'seed', value: 'root', help: 'root of all randomness; the same root repeats the run' },
  {
    name: 'metric',
    value: 'name',
    help: `what decides between repairs: ${metricsFor({})
      .map(({ id }) => id)
      .join(', ')} (accuracy, unless told); of numbers ${metricsFor({ task: 'regression' })
      .map(({ id }) => id)
      .join(', ')} (rmse, unless told)`,
  },
  { name: 'task', value: 'name', help: 'classes, or regression: models tell the number that the data has' },
  { name: 'plain', help: 'one constant learning rate for all: leaves recipe and learning out' },
  {
    name: 'engine',
    value: 'name',
    help: `what trains: ${engines.map(({ id }) => id).join(', ')}, or auto for the fastest of ours that passes its self-test`,
  },
  ...knobOptions,
];

/** Of `--seeds auto`. */
const AUTO_SEEDS = '30';

/** Which option sets which field of the spec. */
const optionOf: Readonly<Record<string, string>> = {
  'seeds.count': 'seeds',
  'seeds.root': 'seed',
  'measure.metric': 'metric',
  engine: 'engine',
  'base.epochs': 'epochs',
  'base.learningRate': 'rate',
  'labels.budget': 'labels',
  'labels.share': 'labels',
  drift: 'drift',
  arms: 'repairs',
  model: 'model',
};

/** @throws CliError that names the option, the file or the path in the spec. */
export function specFrom(given: Given, { labels = true } = {}): AnySpec {
  const { positionals: [file], values, switches } = given; // prettier-ignore
  const { preset, seed, engine, metric, task } = values;
  const [seeds, race] = values.seeds === 'auto' ? [undefined, values.race ?? AUTO_SEEDS] : [values.seeds, values.race];
  if (seeds !== undefined && race !== undefined) throw new CliError('Give either --seeds, exactly so many, or --race, so many at most.');
  if (file !== undefined && preset !== undefined) throw new CliError(`Give either the file ${file} or --preset, not both.`);
  const asked = file === undefined ? presetSpec(preset ?? 'quick') : fileSpec(file);
  const trained = switches.has('plain') ? (plain(asked) as AnySpec) : asked;
  const base = turned(task === undefined ? trained : withTask(trained, taskNamed(task)), given, { labels });
  const parsed = completeSpec({
    ...base,
    measure: metric === undefined ? base.measure : decidedBy(base, metric),
    seeds: {
      count: seeds !== undefined ? wholeNumber('seeds', seeds) : race !== undefined ? wholeNumber('race', race) : base.seeds.count,
      ...(seeds === undefined && (race !== undefined || base.seeds.race) && { race: true as const }),
      root: seed === undefined ? base.seeds.root : wholeNumber('seed', seed),
    },
    engine: engine ?? base.engine,
  });
  if (parsed.ok) return parsed.spec;
  throw new CliError(parsed.issues.map(({ path, message }) => `--${optionOf[path] ?? path}: ${message}`).join('\n'));
}

/** @throws CliError where there is no such task */
function taskNamed(name: string): AnySpec['task'] {
  if (name !== 'classes' && name !== 'regression') throw new CliError(`--task: expected classes or regression, got "${name}".`);
  return name === 'regression' ? name : undefined;
}

/** What is measured, with another metric to decide. Accuracy is what a spec means that names none. */
function decidedBy(spec: AnySpec, id: string): AnySpec['measure'] {
  const { metric: _, ...measure } = spec.measure;
  if (!can(spec, 'choosesMetric'))
    throw new CliError(`--metric: only a ${kindsThat('choosesMetric')} is decided by a metric, and this is a ${specKindOf(spec).title}.`);
  if (!metrics.some((metric) => metric.id === id))
    throw new CliError(`--metric: there is no metric "${id}"; choose one of ${metrics.map((metric) => metric.id).join(', ')}.`);
  return id === metricsFor(spec)[0]!.id && !measure.binary ? measure : { ...measure, metric: id };
}

function presetSpec(name: string): AnySpec {
  const preset = allPresets.find(({ id }) => id === name);
  if (!preset) throw new CliError(`--preset: there is no preset "${name}"; choose one of ${presetNames}.`);
  return preset.spec;
}

function fileSpec(file: string): AnySpec {
  const text = readText(file);
  const parsed = parseSpecText(text);
  if (parsed.ok) return parsed.spec;
  const lines = parsed.issues.map((issue) => `  ${place(issue, text)}`);
  const heading = `${basename(file)} is not an experiment that can be run:`;
  throw new CliError([heading, ...lines, 'Correct it and run again.'].join('\n'));
}

function readText(file: string): string {
  try {
    // Some editors put a byte order mark in front, which JSON does not allow.
    return readFileSync(userPath(file), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new CliError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path to the spec file.`);
  }
}

/** The issue with its path; where JSON itself is broken, with line and column in place of a position. */
function place({ path, message }: Issue, text: string): string {
  if (path) return `${path}: ${message}`;
  const located = message.replace(/(?: in JSON)? at position (\d+)(?: \(line.*\))?/, (_, position: string) => {
    const before = text.slice(0, Number(position)).split('\n');
    return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
  });
  return located.replace(/\s+/g, ' ');
}

function wholeNumber(option: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new CliError(`--${option}: expected a whole number, got "${text}".`);
  return Number(text);
}
