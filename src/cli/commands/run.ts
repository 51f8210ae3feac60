/** `lab run`: one comparison, from its spec to its result. */
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { dataOptions, ownFileFrom } from '../own-file.ts';
import { userPath } from '../paths.ts';
import { resultText } from '../result-table.ts';
import { streamText } from '../stream-table.ts';
import { specFrom, specOptions } from '../spec-options.ts';

export const run: Command = {
  name: 'run',
  summary: 'Trains a base model, changes its world and races the repairs (a comparison), or the policies that ask for them (a stream).',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions,
    ...dataOptions,
    { name: 'out', value: 'run.json', help: 'write the run record to this file' },
    { name: 'robust', help: 'afterwards the same experiment under 6 to 8 other recipes: does its answer survive?' },
    { name: 'json', help: 'print the run record instead of the table' },
  ],
  examples: [
    'run',
    'run --preset sensors --seeds 10 --out run.json',
    'run --data machines.csv --label failure',
    'run spec.json --json',
    'run --preset plants --seeds 3',
    'run --preset standard --robust',
  ],
  async run(given) {
    const spec = specFrom(given);
    const own = ownFileFrom(given, spec);
    const out = outPath(given);
    const robust = given.switches.has('robust');
    if (robust && spec.kind === 'stream')
      throw new CliError('--robust: only a comparison can be run under other recipes, and this is a stream.');
    // Vite and Playwright are slow to load; a wrong option should be told at once.
    const { execute } = await import('../execute.ts');
    const record = await execute(spec, own, robust);
    const json = JSON.stringify(record, null, 2);
    process.stdout.write(`${given.switches.has('json') ? json : 'runs' in record ? streamText(record) : resultText(record)}\n`);
    if (out !== undefined) writeFileSync(out, `${json}\n`);
    return exitCode.done;
  },
};

/** Where the record goes, checked before anything is trained for it. */
function outPath({ values: { out } }: Given): string | undefined {
  if (out === undefined) return undefined;
  const path = userPath(out);
  const folder = dirname(path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new CliError(`--out: "${out}" is a folder. Name a file.`);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CliError(`--out: ${basename(path)} cannot be written to ${folder} (${code}). Name another place.`);
  }
  return path;
}
