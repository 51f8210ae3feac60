/** The experiment on the command line with its rows, for commands that need no browser. */
import { loadDataset } from '../../datasets/registry.ts';
import { DataError } from '../data/errors.ts';
import type { Dataset } from '../data/types.ts';
import { ownWorlds } from '../experiment/own-worlds.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given } from './command.ts';
import { ownFileFrom } from './own-file.ts';
import { datasetFrom, openedFiles, saying, tellReport } from './read-files.ts';
import { specFrom } from './spec-options.ts';

/** A built-in set, or the user's table with the split the page would suggest. @throws CliError */
export async function experimentOf(given: Given): Promise<{ readonly spec: AnySpec; readonly dataset: Dataset }> {
  const spec = specFrom(given);
  const own = ownFileFrom(given, spec);
  if (!own) return { spec, dataset: await builtIn(spec) };
  const files = await openedFiles(own.paths);
  const dataset = await datasetFrom(files, own.reading);
  tellReport(dataset.report);
  if (spec.data.id === 'own') {
    if (spec.data.params.sha256 !== dataset.sha256)
      throw new CliError(`--data: ${dataset.title} is not the file this experiment was made with: its content differs.`);
    return { spec, dataset };
  }
  const params = { name: dataset.title, label: dataset.file?.label ?? '', sha256: dataset.sha256 };
  const { notes, ...worlds } = await saying(files, () => Promise.resolve().then(() => ownWorlds(dataset, own.worlds)));
  for (const note of notes) process.stderr.write(`${note}\n`);
  const data = { id: 'own', params, ...(Object.keys(own.reading).length > 0 && { read: own.reading }), ...worlds } as AnySpec['data'];
  return { spec: { ...spec, data, ...(data.regimes && { drift: [] }) } as AnySpec, dataset };
}

async function builtIn({ data, seeds }: AnySpec): Promise<Dataset> {
  const rows = Object.values(data.split).reduce((a, b) => a + b);
  try {
    return await loadDataset(data.id, rows, seeds.root, data.params as ParameterValues);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new CliError(`${error.message}. ${error.remedy}`);
  }
}
