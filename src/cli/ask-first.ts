/** A long run is asked about before it begins: at a terminal a person answers, elsewhere it is said and goes on. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { ASK_ABOVE_SECONDS, roughly, type PredictedCost } from '../experiment/long-run.ts';
import { bytes } from '../measure/format.ts';
import { CliError, exitCode } from './cli-error.ts';
import type { Option } from './command.ts';

export const yesOption: Option = { name: 'yes', help: 'begin a run of your files without asking, however long it is predicted to take' };

/** Where it is asked. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

const here: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Resolves when the run may begin. What is predicted to take no longer than three minutes is not worth a word.
 * @param costs of all runs that are to come; undefined where it cannot be told, which is said
 * @throws CliError when the answer is no, or the question was interrupted.
 */
export async function askFirst(
  costs: readonly (PredictedCost | undefined)[],
  yes: boolean,
  { input, output }: Terminal = here,
  signal?: AbortSignal,
): Promise<void> {
  const known = costs.flatMap((cost) => cost ?? []);
  if (known.length < costs.length) {
    output.write('How long it takes cannot be told before.\n');
    return;
  }
  const seconds = known.reduce((sum, cost) => sum + cost.seconds, 0);
  if (seconds <= ASK_ABOVE_SECONDS) return;
  const words = `${roughly(seconds)}, ${bytes(Math.max(...known.map((cost) => cost.bytes)))}`;
  if (yes || !input.isTTY || !output.isTTY) {
    output.write(`It will take ${words}, as far as can be told before.\n`);
    return;
  }
  const terminal = createInterface({ input, output, terminal: false });
  try {
    const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${words}: run? [y/N] `, signal ? { signal } : {}), ended]).catch(() => '');
    if (!/^\s*y(es)?\s*$/i.test(answer))
      throw new CliError('Nothing was run. --yes runs without asking; fewer --rows, --seeds or --epochs take less.', exitCode.failed);
  } finally {
    terminal.close();
  }
}
