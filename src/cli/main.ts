/** Entry of the command line: picks the command, prints help, turns errors into one message and an exit code. */
import { CliError, exitCode } from './cli-error.ts';
import { parseGiven } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { reasonOf } from './paths.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone (`lab … | head`): nobody is left to tell.
  if (error.code !== 'EPIPE')
    console.error(`Standard output could not be written (${reasonOf(error)}). Send it to a place with room, or name a file with --out.`);
  process.exit(exitCode.failed);
});
// Progress that nobody reads any more is no reason to lose the result.
process.stderr.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...rest]: readonly string[]): Promise<number> {
  try {
    if (name === '--help' || name === '-h' || name === 'help') return print(overview(commands));
    if (name === '--schema') {
      const { schemaDocument } = await import('./schema/document.ts');
      return print(JSON.stringify(schemaDocument(), null, 1));
    }
    if (name === undefined) throw new CliError(`Which command? It is one of: ${names()}. "lab --help" explains them.`);
    const command = commands.find((known) => known.name === name);
    if (!command) throw new CliError(`There is no command "${name}"; it is one of: ${names()}. "lab --help" explains them.`);
    if (rest.includes('--help') || rest.includes('-h')) return print(commandHelp(command));
    return await command.run(parseGiven(command, rest));
  } catch (error) {
    if (error instanceof CliError) {
      console.error(error.message);
      return error.code;
    }
    const what = error instanceof Error ? error.message : String(error);
    const [firstLine] = what.split('\n');
    console.error(`Something went wrong inside the command line: ${firstLine}. Run it again; if it happens twice, report it.`);
    return exitCode.failed;
  }
}

function print(text: string): number {
  console.log(text);
  return exitCode.done;
}

function names(): string {
  return commands.map((command) => command.name).join(', ');
}
