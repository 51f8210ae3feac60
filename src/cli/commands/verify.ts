/** `lab verify`: whether runs are what they say, as far as anybody can check without running them again. */
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
import { runIn } from '../run-files.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'Checks runs: that nothing in them was changed, that what is concluded follows from their numbers, and who signed them.',
  positionals: ['<run.json>', '…'],
  options: [{ name: 'json', help: 'print one JSON object' }],
  examples: ['verify run.driftlab.json', 'verify runs/*.json --json'],
  run({ positionals, switches }) {
    if (!positionals.length) throw new CliError('Which run? Name a file that "lab run --out" or "Download run" wrote.');
    const found = positionals.map((file) => {
      const { sound, checks, notes, record } = runIn(file);
      return { file, sound, runId: record.runId, specId: record.specId, checks, notes };
    });
    const lines = found.flatMap(({ file, sound, runId, checks, notes }) => [
      `${file}: ${sound ? 'sound' : 'NOT SOUND'}, ${runId}`,
      ...checks.map(({ ok, text }) => `  ${ok ? 'ok   ' : 'WRONG'} ${text}`),
      ...notes.map((text) => `  note  ${text}`),
    ]);
    const text = [...lines, 'Sound means unchanged and consistent. Whether it is true, only running it again shows: "lab replicate".'].join(
      '\n',
    );
    print(switches.has('json') ? JSON.stringify({ runs: found, sound: found.every(({ sound }) => sound) }) : text);
    return Promise.resolve(found.every(({ sound }) => sound) ? exitCode.done : exitCode.failed);
  },
};
