/** The experiment on the command line with its rows, for commands that need no browser. */
import { loadDataset } from '../../datasets/registry.ts';
import { asAsked } from '../data/parts-of-range.ts';
import type { Note } from '../data/report.ts';
import { inputKind, type Dataset } from '../data/types.ts';
import { fittingDrifts } from '../drift/apply.ts';
import { factsOf } from '../experiment/data-facts.ts';
import { onData } from '../experiment/on-data.ts';
import { withTask } from '../spec/task.ts';
import { cutAs, ownDataOf, ownWorlds, tellsNumber } from '../experiment/own-worlds.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given } from './command.ts';
import { note as tell } from './desk.ts';
import { noteLine } from './note-line.ts';
import { ownFileFrom, walks, worldsFrom, type OwnFile } from './own-file.ts';
import { datasetFrom, openedFiles, saying, tellReport } from './read-files.ts';
import { specFrom } from './spec-options.ts';

const note = (said: Note): void => tell(noteLine(said));

/** What a command works on. */
export interface Opened {
  readonly spec: AnySpec;
  readonly dataset: Dataset;
  /** Where the rows are the user's. */
  readonly own?: OwnFile;
}

/** A built-in set, or the user's table with the split the page would suggest. @throws CliError */
export async function experimentOf(given: Given, turns?: Parameters<typeof specFrom>[1]): Promise<Opened> {
  const { dataset, ...found } = await opened(given, turns);
  return { ...found, dataset: asAsked(found.spec, dataset) };
}

async function opened(given: Given, turns?: Parameters<typeof specFrom>[1]): Promise<Opened> {
  const spec = specFrom(given, turns);
  const own = ownFileFrom(given, spec, turns);
  if (!own) {
    const dataset = await builtIn(spec);
    const asked = walks(given) ? {} : worldsFrom(given);
    if (Object.keys(asked).length === 0) return { spec, dataset };
    const { spec: cut, notes } = await saying([], async () => cutAs(spec, dataset, asked));
    notes.forEach(note);
    return { spec: cut, dataset };
  }
  const files = await openedFiles(own.paths);
  const dataset = await datasetFrom(files, own.reading);
  tellReport(dataset.report);
  if (spec.data.id === 'own') {
    if (spec.data.params.sha256 !== dataset.sha256)
      throw new CliError(`--data: ${dataset.title} is not the file this experiment was made with: its content differs.`);
    return { spec, own, dataset };
  }
  const worlds = await saying(files, async () => ownWorlds(dataset, own.worlds));
  worlds.notes.forEach(note);
  const facts = factsOf(dataset);
  const asked = withTask(
    { ...spec, data: ownDataOf(dataset, own.reading, worlds) },
    tellsNumber(dataset, own.reading) ? 'regression' : undefined,
  );
  return { spec: own.turn(onData(asked, inputKind(facts), fittingDrifts(facts)), note), own, dataset };
}

async function builtIn({ data, seeds }: AnySpec): Promise<Dataset> {
  const rows = Object.values(data.split).reduce((a, b) => a + b);
  return saying([], () => loadDataset(data.id, rows, seeds.root, data.params as ParameterValues));
}
