/** A command as a tool: its arguments described from what the command declares, and read by the command's own parser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { parseGiven, type Command, type Option } from '../command.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** A positional of the command under a name of its own. */
export interface Place {
  readonly name: string;
  readonly help: string;
  readonly many?: true;
  readonly required?: true;
  /** It may be given in place of a file, and is written to one for as long as the command runs. */
  readonly inline?: { readonly schema: object; readonly file: string; text(value: unknown): string };
}

export interface CommandTool {
  readonly command: Command;
  readonly places: readonly Place[];
  /** Options that make no sense where nobody sees a terminal. */
  readonly without: readonly string[];
}

/** The JSON Schema of its arguments. */
export function inputSchema({ command, places, without }: CommandTool): { type: 'object'; [key: string]: unknown } {
  const options = command.options.filter(({ name }) => !without.includes(name));
  return {
    type: 'object',
    properties: Object.fromEntries([
      ...places.map((place) => [place.name, placeSchema(place)]),
      ...options.map((option) => [option.name, optionSchema(option)]),
    ]) as object,
    required: places.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

const text = { type: ['string', 'number'] };

function placeSchema({ help, many, inline }: Place): object {
  if (many) return { type: 'array', items: { type: 'string' }, description: help };
  return inline ? { anyOf: [{ type: 'string' }, inline.schema], description: help } : { type: 'string', description: help };
}

function optionSchema({ value, many, help }: Option): object {
  if (value === undefined) return { type: 'boolean', description: help };
  return { ...(many ? { type: 'array', items: text } : text), description: `${help} (${value})` };
}

/** Runs the command on the arguments. @throws CliError as it does on the command line */
export async function runTool({ command, places, without }: CommandTool, given: Arguments, fixed: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-mcp-'));
  try {
    const positionals = places.flatMap((place) => placeOf(place, given[place.name], folder));
    const options = Object.entries(given).flatMap(([name, value]) =>
      places.some((place) => place.name === name) ? [] : optionOf(name, without.includes(name) ? undefined : value, command),
    );
    return await command.run(parseGiven(command, [...fixed, ...options, '--', ...positionals]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function placeOf({ name, many, required, inline }: Place, value: unknown, folder: string): string[] {
  if (value === undefined && !required) return [];
  if (many && Array.isArray(value)) return value.map(String);
  // Standard input carries the protocol.
  if (typeof value === 'string' && value !== '-') return [value];
  if (!inline || typeof value !== 'object' || value === null)
    throw new CliError(`${name}: expected ${many ? 'a list of files' : 'the path of a file'}, got ${JSON.stringify(value) ?? 'nothing'}.`);
  const path = join(folder, inline.file);
  writeFileSync(path, inline.text(value));
  return [path];
}

/** As it stands on a command line. What is of no known name is left to the parser, which says so. */
function optionOf(name: string, value: unknown, { options }: Command): string[] {
  const option = options.find((each) => each.name === name);
  if (value === undefined || !option) throw new CliError(`There is no argument "${name}". tools/list says what there is.`);
  if (option.value === undefined) return value === true ? [`--${name}`] : [];
  const values = Array.isArray(value) ? value : [value];
  const wrong = values.find((each) => typeof each !== 'string' && typeof each !== 'number');
  if (wrong !== undefined) throw new CliError(`--${name}: expected ${option.value} as text or a number, got ${JSON.stringify(wrong)}.`);
  return values.map((each) => `--${name}=${String(each)}`);
}
