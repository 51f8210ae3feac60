/** `lab inspect`: what a model or data of one's own is, before anything is trained with it. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { print } from '../desk.ts';
import { modelJson, modelText } from '../model-table.ts';
import { pathsOfModel } from '../own-model.ts';
import { userPath } from '../paths.ts';
import { datasetFrom, openedFiles } from '../read-files.ts';
import { readingFlags, readingFrom, saysHowToRead } from '../reading-flags.ts';
import { reportText } from '../report-text.ts';

export const inspect: Command = {
  name: 'inspect',
  summary:
    'Tells what a file of your own is: of data its columns and their roles, what was guessed and left out; of a TensorFlow.js model its layers, where its head may begin, who trains it. Nothing is trained.',
  positionals: ['<file>', '…'],
  options: [...readingFlags, { name: 'json', help: 'print one JSON object' }],
  examples: [
    'inspect machines.csv',
    'inspect last-quarter.csv this-quarter.csv --label failure',
    'inspect sales.csv --decimal , --ignore id --json',
    'inspect model.json',
  ],
  async run(given) {
    const { positionals: files, switches } = given;
    const [file] = files;
    if (file === undefined) throw new CliError('Name the file to inspect: a table, an archive, or a model.json.');
    const isModel = files.length === 1 && (/(^|\/)model[^/]*\.json$/.test(file) || isModelFile(file));
    return isModel && !saysHowToRead(given) ? inspectModel(file, switches.has('json')) : inspectData(given);
  },
};

/** A JSON file that speaks of weights or a topology is a model; any other is a table. */
function isModelFile(file: string): boolean {
  if (!file.endsWith('.json')) return false;
  const path = userPath(file);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return true;
  return headOf(path).includes('"modelTopology"') || headOf(path).includes('"weightsManifest"');
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(1 << 16);
  const length = readSync(file, bytes);
  closeSync(file);
  return bytes.toString('utf8', 0, length);
}

async function inspectData(given: Given): Promise<number> {
  const files = await openedFiles(given.positionals);
  const { report, samples, classes, columns, regimes, target, time, sha256 } = await datasetFrom(files, readingFrom(given));
  if (given.switches.has('json')) {
    const told = { report, rows: samples.rows, inputShape: samples.inputShape, columns, classes, regimes, target, time, sha256 };
    print(JSON.stringify(told, null, 2));
  } else
    print(`${reportText(report!)}\n\nClasses  ${classes.slice(0, 20).join(', ')}${classes.length > 20 ? ` … (${classes.length})` : ''}`);
  return exitCode.done;
}

async function inspectModel(file: string, json: boolean): Promise<number> {
  const paths = pathsOfModel(file);
  // Vite and Playwright are slow to load; a wrong path should be told at once.
  const { lookAtModel } = await import('../look-at-model.ts');
  const facts = await lookAtModel(paths);
  print(json ? JSON.stringify(modelJson(facts), null, 2) : modelText(facts));
  return exitCode.done;
}
