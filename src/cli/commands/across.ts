/** `lab across`: which repair does best over several runs; in Node, without a browser. */
import { findArm } from '../../adapt/registry.ts';
import { across as compareAcross, PROFILE_AT, type Across } from '../../measure/statistics/across.ts';
import { CliError, exitCode, refusing } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { print } from '../desk.ts';
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

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const rounded = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Iman and Davenport's p as the rest of a sentence; nothing where it is undefined. */
function davenport(p: number | null): string {
  if (p === null) return '';
  return p === 0 ? ', Iman and Davenport p = 0: every run ranks them alike' : `, Iman and Davenport p = ${p.toPrecision(2)}`;
}

/** Without a line end. */
function acrossText(tasks: readonly string[], { methods, leftOut, test }: Across): string {
  const title = (id: string) => findArm(id)?.title ?? id;
  const header = ['repair', 'interquartile mean', 'mean rank', 'beats the first', ...PROFILE_AT.map((at) => `> ${rounded(at)}`)];
  const rows = methods.map(({ id, overall, rank, beatsFirst, profile }, i) => [
    title(id),
    `${percent(overall.value)} (${(100 * overall.lo).toFixed(1)}–${(100 * overall.hi).toFixed(1)})`,
    rank?.toFixed(2) ?? '–',
    i ? rounded(beatsFirst) : '–',
    ...profile.map(rounded),
  ]);
  return [
    `${tasks.length} runs: ${tasks.join(', ')}`,
    '',
    ...aligned([header, ...rows]),
    '',
    test
      ? `Ranks differ where they lie ${test.criticalDifference.toFixed(2)} apart (Nemenyi, 5 %). Friedman p = ${test.p.toPrecision(2)}${davenport(test.pF)}.`
      : 'More than 10 repairs: their ranks are not tested.',
    ...(leftOut.length ? [`Left out, since not in every run: ${leftOut.map(title).join(', ')}.`] : []),
    'Accuracy on new rows. Interquartile mean: the middle half of all seeds of all runs, with a stratified bootstrap interval. Beats the first: how',
    'probably a run of it lies above one of the first on the same data. Last columns: share of seeds above that accuracy (performance profile).',
  ].join('\n');
}
