/** `lab across`: which repair does best over several runs; in Node, without a browser. */
import { across as compareAcross, PROFILE_AT, type Across } from '../../measure/statistics/across.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
import { acrossTold } from '../../record/across.ts';
import { aligned } from '../../record/export/aligned.ts';
import { tasksFrom } from '../run-files.ts';

export const across: Command = {
  name: 'across',
  summary: 'Says which repair does best over the records of several runs: other data, other drifts.',
  positionals: ['<run.json>', '<run.json>', '…'],
  options: [{ name: 'json', help: 'print one JSON object' }],
  examples: ['across digits.json sensors.json loans.json', 'across runs/*.json --json'],
  run({ positionals, switches }) {
    if (positionals.length < 2) throw new CliError('Two records or more are needed. Write some with "lab run --out run.json".');
    const tasks = tasksFrom(positionals);
    const found = refusing(() => compareAcross(tasks));
    const names = tasks.map(({ name }) => name);
    print(switches.has('json') ? JSON.stringify({ tasks: names, profileAt: PROFILE_AT, ...found }) : acrossText(names, found));
    return Promise.resolve(exitCode.done);
  },
};

/** Without a line end. */
function acrossText(tasks: readonly string[], found: Across): string {
  const { table, sentences } = acrossTold(found);
  return [`${tasks.length} runs: ${tasks.join(', ')}`, '', ...aligned(table), '', ...sentences].join('\n');
}
