/** Formats of a run, as options of commands name them. */
import { exportOfName, exports, type Export } from '../record/export/registry.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';

const names = exports.map(({ id }) => id).join(', ');

export const formatOption: Option = {
  name: 'format',
  value: 'name',
  help: `what is printed: ${exports.map(({ id, title }) => `${id}, ${title}`).join('; ')} (text unless told)`,
};

export const outHelp = `write the run to this file, in the format of its ending (${exports.map(({ extension }) => `.${extension}`).join(', ')}); ${exports[0]!.title} for any other`;

/** What is printed. @throws CliError that lists the formats there are. */
export function formatFrom({ values, switches }: Given): Export {
  const short = switches.has('json') ? 'json' : undefined;
  const id = values.format ?? short ?? 'text';
  const found = exports.find((each) => each.id === id);
  if (!found) throw new CliError(`--format: there is no format "${id}"; choose one of ${names}.`);
  if (short !== undefined && found.id !== short) throw new CliError(`Give either --json or --format ${id}, not both.`);
  return found;
}

/** The format that a file's name asks for by its ending; the run itself where it asks for none. */
export const formatOf = (path: string): Export => exportOfName(path) ?? exports[0]!;
