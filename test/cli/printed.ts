/** What a command prints, caught in this process. */
import { join } from 'node:path';
import { parseGiven, type Command } from '../../src/cli/command.ts';
import { at, type Desk } from '../../src/cli/desk.ts';

export const caseFile = (name: string): string => join(import.meta.dirname, '../cases/files', name);

const nothing = () => undefined;

/** What the command prints as its answer; whatever else it says is dropped. Rejects with what it refuses. */
export async function printed(command: Command, argv: readonly string[]): Promise<string> {
  let text = '';
  const desk: Desk = {
    print: (line) => void (text += `${line}\n`),
    note: nothing,
    progress: () => ({ update: nothing, note: nothing, clear: nothing }),
    interruption: () => ({ signal: new AbortController().signal, dispose: nothing }),
  };
  await at(desk, () => command.run(parseGiven(command, argv)));
  return text;
}
