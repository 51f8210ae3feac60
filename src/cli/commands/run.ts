/** `lab run`: one comparison, from its spec to its result. */
import { writeFileSync } from 'node:fs';
import { yesOption } from '../ask-first.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { experimentOf } from '../experiment-data.ts';
import { dataOptions, hasFiles, ownFileFrom, walks } from '../own-file.ts';
import { modelFilesFrom, modelOptions } from '../own-model.ts';
import { exports, type Export } from '../../record/export/registry.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import { policyTitle } from '../../policies/registry.ts';
import { modelsWanted, saveModelOption } from '../save-model.ts';
import { outPath } from '../paths.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { specFrom, specOptions } from '../spec-options.ts';

const formats = exports.map(({ id }) => id).join(', ');
const endings = exports.map(({ extension }) => `.${extension}`).join(', ');

export const run: Command = {
  name: 'run',
  summary: 'Trains a base model, changes its world and races the repairs (a comparison), or the policies that ask for them (a stream).',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions,
    ...dataOptions,
    ...modelOptions,
    yesOption,
    {
      name: 'format',
      value: 'name',
      help: `what is printed: ${exports.map(({ id, title }) => `${id}, ${title}`).join('; ')} (text unless told)`,
    },
    {
      name: 'out',
      value: 'run.json',
      help: `write the run to this file, in the format of its ending: ${endings}; the record for any other`,
    },
    { name: 'robust', help: 'afterwards the same experiment under 6 to 8 other recipes: does its answer survive?' },
    saveModelOption,
    { name: 'json', help: 'short for --format json' },
  ],
  examples: [
    'run',
    'run --preset sensors --seeds 10 --out run.json',
    'run --data machines.csv --label failure',
    'run --preset sensors --model model.json --head dense_3',
    'run --model model.json --data images.zip',
    'run --old 2023.csv --new 2024.csv --label churned',
    'run --data all.csv --time when --cut 2024-01-01',
    'run --preset sensors --drift gain-offset:4@rows=0.3 --repairs head-only,retrain-all --model mlp:32',
    'run spec.json --json',
    'run spec.json --format csv',
    'run --preset plants --seeds 3',
    'run --preset standard --robust',
    'run --preset sensors --save-model head-only=repaired/',
  ],
  async run(given) {
    if (walks(given)) throw new CliError('--cut: a run has one cut; "lab sweep" walks through several.');
    const asked = specFrom(given);
    const recut = !hasFiles(given) && (given.lists.cut !== undefined || given.values.division !== undefined);
    // Rows that are built in can be cut here; the user's are where they are read.
    const spec = recut ? (await experimentOf(given)).spec : asked;
    const policies = policiesTold(given, asked);
    if (policies !== undefined) process.stderr.write(`${policies}\n`);
    if (given.switches.has('print-spec')) return printed((await experimentOf(given)).spec);
    const own = { data: ownFileFrom(given, spec), model: modelFilesFrom(given, spec), yes: given.switches.has('yes') };
    const format = formatFrom(given);
    const out = outPath('out', given.values.out);
    const models = modelsWanted(given, spec);
    const robust = given.switches.has('robust');
    if (robust && !can(spec, 'survivesRecipes'))
      throw new CliError(
        `--robust: only a ${kindsThat('survivesRecipes')} can be run under other recipes, and this is a ${specKindOf(spec).title}.`,
      );
    // Vite and Playwright are slow to load; a wrong option should be told at once.
    const { execute } = await import('../execute.ts');
    const record = await execute(spec, own, { robust, models });
    process.stdout.write(`${format.text(record)}\n`);
    if (out !== undefined) writeFileSync(out, `${formatOf(out).text(record)}\n`);
    return exitCode.done;
  },
};

/** What `--repairs` makes of the policies of a stream: more of them than the spec names. */
export function policiesTold({ values: { repairs } }: Given, spec: AnySpec): string | undefined {
  if (repairs === undefined || can(spec, 'choosesMetric')) return undefined;
  return `Policies, each that repairs with ${repairs}: ${spec.policies.map(policyTitle).join('; ')}.`;
}

/** The experiment as a file that `lab run` takes. */
function printed(spec: AnySpec): number {
  process.stdout.write(`${JSON.stringify(spec, null, 2)}\n`);
  return exitCode.done;
}

/** What is printed. @throws CliError that lists the formats there are. */
function formatFrom({ values, switches }: Given): Export {
  const short = switches.has('json') ? 'json' : undefined;
  const id = values['format'] ?? short ?? 'text';
  const found = exports.find((each) => each.id === id);
  if (!found) throw new CliError(`--format: there is no format "${id}"; choose one of ${formats}.`);
  if (short !== undefined && found.id !== short) throw new CliError(`Give either --json or --format ${id}, not both.`);
  return found;
}

/** The format that a file's name asks for by its ending; the record where it asks for none. */
const formatOf = (path: string): Export => exports.find(({ extension }) => path.endsWith(`.${extension}`)) ?? exports[0]!;
