/** `lab bench`: how fast the engines of this machine train. */
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';

const SUBJECTS = ['engine'];

export const bench: Command = {
  name: 'bench',
  summary: 'Measures how fast each engine trains, after it has proved that it computes the right thing.',
  positionals: ['engine'],
  options: [{ name: 'json', help: 'print everything measured instead of the table' }],
  examples: ['bench engine', 'bench engine --json'],
  async run({ positionals: [subject], switches }) {
    if (!subject || !SUBJECTS.includes(subject)) {
      throw new CliError(`${subject ? `There is no benchmark "${subject}"` : 'No benchmark was named'}. Choose: ${SUBJECTS.join(', ')}.`);
    }
    const { benchEngine } = await import('../execute.ts');
    const { benchText } = await import('../bench-table.ts');
    const report = await benchEngine();
    process.stdout.write(`${switches.has('json') ? JSON.stringify(report, null, 2) : benchText(report)}\n`);
    return report.rows.some((row) => row.engine === 'wasm' && row.failure !== null) ? exitCode.failed : exitCode.done;
  },
};
