/** `lab gallery`: checks a folder of runs that others may open, and adds one to it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { print } from '../desk.ts';
import { contribute, faultsOf } from '../gallery-folder.ts';
import { packageRoot, userPath } from '../paths.ts';
import { soundRunIn } from '../run-files.ts';

export const gallery: Command = {
  name: 'gallery',
  summary: 'Checks a gallery of runs (check), or adds a run to one of its benchmarks (add); any static host can serve it.',
  positionals: ['check|add', '[run.json]'],
  options: [
    { name: 'folder', value: 'folder', help: 'the gallery; that of this app without' },
    { name: 'benchmark', value: 'name', help: 'add: the benchmark that the run joins' },
    { name: 'author', value: 'name', help: 'add: who made the run' },
    { name: 'machine', value: 'words', help: 'add: on what; what the run says of it without' },
    { name: 'title', value: 'words', help: 'add: of a new benchmark' },
    { name: 'task', value: 'words', help: 'add: what a new benchmark asks' },
    { name: 'rule', value: 'words', many: true, help: 'add: what a contribution to a new benchmark has to keep to' },
    { name: 'json', help: 'print one JSON object' },
  ],
  examples: ['gallery check', 'gallery add run.driftlab.json --benchmark lens --author "A. Name"'],
  run(given) {
    const [what, file] = given.positionals;
    const folder =
      given.values.folder === undefined
        ? join(packageRoot, typeof DRIFT_LAB_PACKAGED === 'undefined' ? 'public/gallery' : 'dist/gallery')
        : userPath(given.values.folder);
    if (what === 'check') return Promise.resolve(check(folder, given.switches.has('json')));
    if (what === 'add') return Promise.resolve(add(folder, file, given));
    throw new CliError('What is to be done? "gallery check" looks for faults, "gallery add run.json" adds a run.');
  },
};

function check(folder: string, json: boolean): number {
  if (!existsSync(folder)) throw new CliError(`${folder} is not there. Name the folder of a gallery with --folder.`);
  const faults = faultsOf(folder);
  const text = [...faults, faults.length ? `${faults.length} faults` : 'Every run is what its card says.'].join('\n');
  print(json ? JSON.stringify({ faults }) : text);
  return faults.length ? exitCode.failed : exitCode.done;
}

function add(folder: string, file: string | undefined, { values, lists }: Given): number {
  if (file === undefined) throw new CliError('Which run? "gallery add run.driftlab.json".');
  const { benchmark, author, title, task } = values;
  if (benchmark === undefined || author === undefined)
    throw new CliError('--benchmark and --author are needed: which benchmark it joins, and who made it.');
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(benchmark)) throw new CliError('--benchmark: a name of small letters, digits and -.');
  const record = soundRunIn(file);
  const { environment, spec } = record;
  const card = title !== undefined && task !== undefined;
  const name = contribute(folder, record, {
    ...{ benchmark, author, addedAt: new Date().toISOString().slice(0, 10) },
    machine:
      values.machine ??
      `${environment.cores} cores, ${environment.engine.engine.toUpperCase()}${environment.engine.adapter ? `, ${environment.engine.adapter}` : ''}`,
    ...(card && {
      card: {
        ...{ title, task, metric: spec.measure.metric ?? 'accuracy on new rows' },
        seeds: `root ${spec.seeds.root}, ${spec.seeds.race ? `a race of up to ${spec.seeds.count}` : spec.seeds.count}`,
        rules: [...(lists.rule ?? ['The experiment is run as its link says, unedited, to its end.'])],
      },
    }),
  });
  print(`Added as ${benchmark}/${name}. "lab gallery check" looks for faults.`);
  return exitCode.done;
}
