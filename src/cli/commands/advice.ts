/** `lab advice`: what the evidence of a run favours in a situation, and why; in Node, from its record. */
import type { RunRecord } from '../../contracts/record.ts';
import { advise } from '../../decide/advice.ts';
import { knownOf } from '../../decide/known.ts';
import type { Advice } from '../../decide/settled.ts';
import { checkSituation, defaultSituation, type Situation } from '../../decide/situation.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given, Option } from '../command.ts';
import { print } from '../desk.ts';
import { soundRunIn } from '../run-files.ts';

/** What only a person knows, one switch for each answer of the page's form. */
const switches = {
  regulated: ['regulated', 'the domain is regulated: nothing is approved by itself'],
  'old-world-matters': ['oldWorldMatters', 'the old world still comes, or may come back'],
  rollback: ['rollback', 'it must be possible to go back within hours'],
  'unfair-base': ['unfairBase', 'the base model treated groups unfairly before the drift'],
} as const satisfies Readonly<Record<string, readonly [keyof Situation, string]>>;

const situationOptions: readonly Option[] = [
  ...Object.entries(switches).map(([name, [, help]]) => ({ name, help })),
  { name: 'architecture-changed', help: 'inputs, classes or layers of the model have to change, whatever the run shows' },
  { name: 'architecture-stays', help: 'they do not, whatever the run shows' },
  { name: 'patches', value: 'n', help: 'fine-tunings since the last full retraining (0)' },
];

export const advice: Command = {
  name: 'advice',
  summary:
    'Says what the evidence of a run favours in your situation: the verdict, how surely, every rule that fired, and what could not be told.',
  positionals: ['<run.json>'],
  options: [...situationOptions, { name: 'json', help: 'print one JSON object' }],
  examples: ['advice run.driftlab.json', 'advice run.json --regulated --patches 3', 'advice run.json --json'],
  run(given) {
    const [file] = given.positionals;
    if (file === undefined) throw new CliError('Name the record of a run. "lab run --out run.json" writes one.');
    const situation = situationFrom(given);
    const record = soundRunIn(file);
    const { spec } = record;
    if (!can(spec, 'survivesRecipes'))
      throw new CliError(`${file}: there is advice about a ${kindsThat('survivesRecipes')}, and this is a ${specKindOf(spec).title}.`);
    const found = advise(knownOf(record as RunRecord, situation));
    print(given.switches.has('json') ? JSON.stringify({ runId: record.runId, situation, ...found }) : adviceText(found));
    return Promise.resolve(exitCode.done);
  },
};

/** @throws CliError that names the option */
function situationFrom(given: Given): Situation {
  const said = Object.fromEntries(Object.entries(switches).map(([name, [field]]) => [field, given.switches.has(name)]));
  const { patches = '0' } = given.values;
  const [changed, stays] = ['architecture-changed', 'architecture-stays'].map((name) => given.switches.has(name));
  if (changed && stays) throw new CliError('--architecture-changed and --architecture-stays are opposites; give one of them, or neither.');
  const architecture = changed || stays ? { architectureChanged: !!changed } : {};
  const situation: Situation = { ...defaultSituation, ...said, ...architecture, patches: patches.trim() === '' ? NaN : Number(patches) };
  const [wrong] = checkSituation(situation);
  if (wrong) throw new CliError(`--${wrong.field}: ${wrong.message}.`);
  return situation;
}

function adviceText({ headline, strength, wrong, fired, notEvaluable, needsApproval }: Advice): string {
  return [
    headline,
    `  ${strength}${wrong === undefined ? '' : `, wrong in up to ${(100 * wrong).toFixed(0)} % of such runs`}${needsApproval ? '; a named person has to approve' : ''}`,
    '',
    ...fired.map(({ id, title, text, source }) => `${id}  ${title}: ${text}\n    ${source}`),
    ...(notEvaluable.length ? ['', 'Not told:', ...notEvaluable.map(({ id, title, why }) => `${id}  ${title}: ${why}`)] : []),
  ].join('\n');
}
