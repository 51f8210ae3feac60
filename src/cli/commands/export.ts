/** `lab export`: a run in another form. */
import { exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { formatFrom, formatOf, formatOption, outHelp } from '../formats.ts';
import { soundRunIn } from '../run-files.ts';
import { deliver, forceOption, freshPath } from '../write-out.ts';

export const exportRun: Command = {
  name: 'export',
  summary: 'Writes a run in another form: a report, a table, the file of another tool.',
  positionals: ['<run.json>'],
  options: [formatOption, { name: 'out', value: 'file', help: outHelp }, forceOption],
  examples: ['export run.driftlab.json --format csv', 'export run.driftlab.json --out report.html'],
  async run(given) {
    const { positionals, values, switches } = given;
    const out = freshPath('out', values.out, switches.has('force'), positionals);
    const record = soundRunIn(positionals[0] ?? '');
    const format = values.format === undefined && out !== undefined ? formatOf(out) : formatFrom(given);
    const content = await format.content(record);
    if (out === undefined) deliver(undefined, content);
    else deliver({ path: out, content });
    return exitCode.done;
  },
};
