/** What a command of `lab` is. Parsing and help are built from this description, so a command is one file and one line. */
import { parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';

export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** What its value is called in the help; absent for a switch. */
  readonly value?: string;
  /** It may be given several times. */
  readonly many?: true;
  readonly help: string;
}

/** What stands on the command line. */
export interface Given {
  readonly positionals: readonly string[];
  /** Values by option name. */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
  /** All values of the options that may be given several times. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export interface Command {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What may follow the name besides options, such as `[spec.json]`; `…` at the end stands for any number more. */
  readonly positionals: readonly string[];
  readonly options: readonly Option[];
  /** Lines that show how it is used. */
  readonly examples: readonly string[];
  /** Resolves with the exit code; throws CliError. */
  run(given: Given): Promise<number>;
}

/** Reads a command's arguments. @throws CliError that names what is wrong. */
export function parseGiven(command: Command, argv: readonly string[]): Given {
  const help = `Run "lab ${command.name} --help" to see what it takes.`;
  const options = Object.fromEntries(
    command.options.map(({ name, value, many }) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple: many ?? false } as const,
    ]),
  );
  const { values, positionals } = parse();
  const surplus = command.positionals.at(-1) === '…' ? undefined : positionals[command.positionals.length];
  if (surplus !== undefined) throw new CliError(`"${surplus}" is one argument too many. ${help}`);
  const entries = Object.entries(values);
  return {
    positionals,
    values: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    lists: Object.fromEntries(entries.filter((entry): entry is [string, string[]] => Array.isArray(entry[1]))),
    switches: new Set(entries.filter(([, value]) => value === true).map(([name]) => name)),
  };

  function parse() {
    try {
      return parseArgs({ args: joinNegatives(argv), options, allowPositionals: true });
    } catch (error) {
      const [what] = (error as Error).message.split('. ');
      throw new CliError(`${what!.replace(/\.$/, '')}. ${help}`);
    }
  }
}

/** `--seed -1` as `--seed=-1`, so that the option's own range is what is reported. */
function joinNegatives(argv: readonly string[]): string[] {
  const args: string[] = [];
  for (const argument of argv) {
    const last = args.at(-1);
    if (/^-[\d.]/.test(argument) && last && /^--[^=]+$/.test(last)) args[args.length - 1] = `${last}=${argument}`;
    else args.push(argument);
  }
  return args;
}
