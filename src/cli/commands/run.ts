/** `lab run`: one comparison, from its spec to its result. */
import { yesOption } from '../ask-first.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { note, print } from '../desk.ts';
import { experimentOf } from '../experiment-data.ts';
import { dataOptions, hasFiles, ownFileFrom, walks } from '../own-file.ts';
import { modelFilesFrom, modelOptions } from '../own-model.ts';
import { formatFrom, formatOf, formatOption, outHelp } from '../formats.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StudyFiles } from '../run-many.ts';
import { modelsWanted, saveModelOption, writeModels, type MadeModel } from '../save-model.ts';
import { deliver, forceOption, freshPath } from '../write-out.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { specFrom, specOptions } from '../spec-options.ts';

export const run: Command = {
  name: 'run',
  summary: 'Trains a base model, changes its world and races the repairs (a comparison), or the policies that ask for them (a stream).',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions,
    ...dataOptions,
    ...modelOptions,
    yesOption,
    formatOption,
    { name: 'out', value: 'run.driftlab.json', help: outHelp },
    forceOption,
    { name: 'small', help: 'an eighth, a quarter and half of the rows and widths instead of all, and what that says of the whole' },
    { name: 'robust', help: 'afterwards the same experiment under 6 to 8 other recipes: does its answer survive?' },
    saveModelOption,
    { name: 'json', help: 'short for --format json' },
  ],
  examples: [
    'run',
    'run --preset sensors --seeds 10 --out run.driftlab.json',
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
    'run --preset slang --small',
    'run --preset sensors --save-model head-only=repaired/',
  ],
  async run(given) {
    if (walks(given)) throw new CliError('--cut: a run has one cut; "lab sweep" walks through several.');
    const asked = specFrom(given);
    const recut = !hasFiles(given) && (given.lists.cut !== undefined || given.values.division !== undefined);
    // Rows that are built in can be cut here; the user's are where they are read.
    const spec = recut ? (await experimentOf(given)).spec : asked;
    const policies = policiesTold(given, asked);
    if (policies !== undefined) note(policies);
    if (given.switches.has('print-spec')) return printedSpec((await experimentOf(given)).spec);
    const own = { data: ownFileFrom(given, spec), model: modelFilesFrom(given, spec), yes: given.switches.has('yes') };
    const format = formatFrom(given);
    const out = freshPath('out', given.values.out, given.switches.has('force'), given.positionals);
    const models = modelsWanted(given, spec);
    if (given.switches.has('small')) return runsSmall(spec, own, given);
    const robust = given.switches.has('robust');
    if (robust && !can(spec, 'survivesRecipes'))
      throw new CliError(
        `--robust: only a ${kindsThat('survivesRecipes')} can be run under other recipes, and this is a ${specKindOf(spec).title}.`,
      );
    // Vite and Playwright are slow to load; a wrong option should be told at once.
    const { execute } = await import('../execute.ts');
    let made: readonly MadeModel[] = [];
    const record = await execute(spec, own, { robust, models, made: (all) => void (made = all) });
    const file = out === undefined ? undefined : { path: out, content: await formatOf(out).content(record) };
    // Each is kept whatever becomes of the other.
    try {
      deliver(file, await format.content(record));
    } finally {
      writeModels(made);
    }
    return exitCode.done;
  },
};

/** @throws CliError where the experiment is none that can be shrunk, or is small already */
async function runsSmall(spec: AnySpec, own: StudyFiles, { switches, values }: Given): Promise<number> {
  if (!can(spec, 'survivesRecipes'))
    throw new CliError(`--small: only a ${kindsThat('survivesRecipes')} can be shrunk, and this is a ${specKindOf(spec).title}.`);
  if (values.out !== undefined || switches.has('robust'))
    throw new CliError('--small: small runs leave no record; leave --out and --robust out.');
  const { foreseenBySmallRuns } = await import('../small/foreseen.ts');
  const { foreseenText } = await import('../small/table.ts');
  const found = await foreseenBySmallRuns(spec, own);
  print(switches.has('json') ? JSON.stringify(found) : foreseenText(found));
  return exitCode.done;
}

/** What `--repairs` makes of the policies of a stream: more of them than the spec names. */
export function policiesTold({ values: { repairs } }: Given, spec: AnySpec): string | undefined {
  if (repairs === undefined || can(spec, 'choosesMetric')) return undefined;
  return `Policies, each that repairs with ${repairs}: ${spec.policies.map(policyTitle).join('; ')}.`;
}

/** The experiment as a file that `lab run` takes. */
function printedSpec(spec: AnySpec): number {
  print(JSON.stringify(spec, null, 2));
  return exitCode.done;
}
