/** The experiment on the command line with its rows, for commands that need no browser. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadDataset } from '../../datasets/registry.ts';
import { DataError } from '../data/errors.ts';
import { readOwnFiles } from '../data/readers/read-own.ts';
import type { Dataset } from '../data/types.ts';
import { ownWorlds } from '../experiment/own-worlds.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given } from './command.ts';
import { ownFileFrom } from './own-file.ts';
import { specFrom } from './spec-options.ts';

/** A built-in set, or the user's table with the split the page would suggest. @throws CliError */
export async function experimentOf(given: Given): Promise<{ readonly spec: AnySpec; readonly dataset: Dataset }> {
  const spec = specFrom(given);
  const own = ownFileFrom(given, spec);
  try {
    if (!own) {
      const rows = Object.values(spec.data.split).reduce((a, b) => a + b);
      return { spec, dataset: await loadDataset(spec.data.id, rows, spec.seeds.root, spec.data.params as ParameterValues) };
    }
    const files = own.paths.map((path) => new File([readFileSync(path)], basename(path)));
    const dataset = await readOwnFiles(files, { reading: own.reading });
    const params = { name: dataset.title, label: dataset.file?.label ?? '', sha256: dataset.sha256 };
    if (spec.data.id !== 'own') {
      const { notes, ...worlds } = ownWorlds(dataset, own.worlds);
      for (const note of notes) process.stderr.write(`${note}\n`);
      const data = { id: 'own', params, ...(Object.keys(own.reading).length > 0 && { read: own.reading }), ...worlds } as AnySpec['data'];
      return { spec: { ...spec, data, ...(data.regimes && { drift: [] }) } as AnySpec, dataset };
    }
    if (spec.data.params.sha256 !== dataset.sha256)
      throw new CliError(`--data: ${dataset.title} is not the file this experiment was made with: its content differs.`);
    return { spec, dataset };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const place = [own?.paths.length === 1 && basename(own.paths[0]!), error.line, error.column]
      .filter((part) => part !== undefined && part !== false)
      .join(':');
    throw new CliError(`${place ? `${place}: ` : ''}${error.message}. ${error.remedy}`);
  }
}
