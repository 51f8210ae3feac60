/** `lab detect`: one drift detector over a file of numbers, in Node, without a browser. */
import { scoreAlarms } from '../../detect/score.ts';
import { findDetector, streamDetectors } from '../../detect/streaming/registry.ts';
import { randomStream } from '../../random/random.ts';
import { alarmsOf } from '../alarms.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { print } from '../desk.ts';
import { numbersFrom } from '../numbers.ts';
import { readingFlags, readingFrom } from '../reading-flags.ts';
import { inScale, parametersOf, scaleOption, scales, scaleWords } from '../scale-option.ts';
import { describeParameters, parameterOption, parametersFrom } from '../parameters.ts';

/** Seed of detectors that draw at random. */
const SEED = 1;

export const detect: Command = {
  name: 'detect',
  summary: 'Runs a drift detector over numbers, one a line, and tells at which of them it raises an alarm.',
  positionals: ['<detector>', '<file|->'],
  options: [
    parameterOption,
    { name: 'column', value: 'name', help: 'the column of a CSV file with a header line' },
    { name: 'truth', value: 'i,j,…', help: 'where drifts truly begin (from 0): the alarms are scored' },
    scaleOption,
    { name: 'max-delay', value: 'n', help: 'how many items after it a drift may be found (1000)' },
    ...readingFlags,
    { name: 'json', help: 'print one JSON object' },
    { name: 'list', help: 'print every detector with its parameters and defaults, and end' },
  ],
  examples: [
    'detect ddm errors.txt --json',
    'detect page-hinkley load.csv --column kW --param mode=up',
    'detect adwin errors.txt --truth 1000 --json',
    'detect --list',
  ],
  async run(given) {
    const { positionals, values, switches, lists } = given;
    if (switches.has('list')) return list(switches.has('json'));
    const [id, source] = positionals;
    const entry = id === undefined ? undefined : findDetector(id);
    if (!entry)
      throw new CliError(
        `${id === undefined ? 'No detector was named' : `There is no detector "${id}"`}. Choose one of ${streamDetectors.map((each) => each.id).join(', ')}.`,
      );
    if (source === undefined) throw new CliError('No numbers were given. Name a file, or - for standard input.');
    const scale = scales(given, entry);
    const params = parametersFrom(lists.param, parametersOf(entry, scale));
    const detector = refusing(() => entry.create(params, randomStream(SEED, 'detect', entry.id)));

    let words: string | undefined;
    const numbers = numbersFrom(source, values.column, readingFrom(given));
    const inUnit = scale ? inScale(numbers, (found) => (words = scaleWords(found))) : numbers;
    const { alarms, warnings, items } = await alarmsOf(detector, inUnit);
    if (items === 0) throw new CliError('There are no numbers in the input.');
    const scores = scored(given, alarms, items);
    if (switches.has('json'))
      print(
        JSON.stringify({ detector: entry.id, params, ...(words && { scale: words }), items, alarms, warnings, ...(scores && { scores }) }),
      );
    else
      print(
        [
          `${entry.title}: ${alarms.length} alarms in ${items} items${alarms.length ? `, at ${alarms.join(', ')}` : ''}`,
          ...(words ? [words] : []),
          ...Object.entries(scores ?? {}).map(([name, value]) => `  ${name}: ${value ?? 'undefined'}`),
        ].join('\n'),
      );
    return exitCode.done;
  },
};

/** The score by name; what is undefined is null, as JSON has no NaN. */
function scored({ values }: Given, alarms: readonly number[], items: number): Record<string, number | null> | undefined {
  if (values.truth === undefined) return undefined;
  const truth = values.truth
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => whole(text, 'truth'));
  const maxDelay = values['max-delay'] === undefined ? 1000 : whole(values['max-delay'], 'max-delay');
  const score = scoreAlarms(
    alarms,
    truth.sort((a, b) => a - b).map((start) => ({ start, end: start })),
    { maxDelay, items },
  );
  return Object.fromEntries(Object.entries(score).map(([name, value]) => [name, Number.isFinite(value) ? (value as number) : null]));
}

function whole(text: string, option: string): number {
  if (!/^\s*\d+\s*$/.test(text)) throw new CliError(`--${option}: expected a whole number from 0 on, got "${text}".`);
  return Number(text);
}

function list(json: boolean): number {
  const all = streamDetectors.map(({ create: _create, ...facts }) => facts);
  print(
    json
      ? JSON.stringify(all, null, 2)
      : all
          .map(
            ({ id, title, input, help, source, parameters }) =>
              `${id}  ${title} (${input === 'error' ? 'errors 0 and 1' : 'any numbers'})\n  ${help}\n  ${source}\n${describeParameters(parameters)}`,
          )
          .join('\n'),
  );
  return exitCode.done;
}
