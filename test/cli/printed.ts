/** What a command prints, caught in this process. */
import { join } from 'node:path';
import { parseGiven, type Command } from '../../src/cli/command.ts';

export const caseFile = (name: string): string => join(import.meta.dirname, '../cases/files', name);

/** Stdout of the command; stderr is dropped. Rejects with what it refuses. */
export async function printed(command: Command, argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = process;
  const [writeOut, writeErr] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
  let text = '';
  stdout.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  stderr.write = () => true;
  try {
    await command.run(parseGiven(command, argv));
  } finally {
    [stdout.write, stderr.write] = [writeOut, writeErr];
  }
  return text;
}
