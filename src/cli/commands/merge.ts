/** `lab merge`: runs of one experiment on several machines, each with seeds of its own, as one. */
import type { RunRecord } from '../../contracts/record.ts';
import { seconds } from '../../measure/format.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { decided } from '../../measure/metrics/words.ts';
import { aligned } from '../../record/export/aligned.ts';
import { merge as mergeRuns, type Merged, type Unmerged } from '../../record/merge.ts';
import { can, specKindOf } from '../../spec/kinds/registry.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { note, print } from '../desk.ts';
import { soundRunIn } from '../run-files.ts';

export const merge: Command = {
  name: 'merge',
  summary:
    'Pools runs of one experiment that several machines made, each on a root seed of its own: one verdict of all seeds. Accuracies are pooled, times never.',
  positionals: ['<run.json>', '<run.json>', '…'],
  options: [{ name: 'json', help: 'print one JSON object' }],
  examples: ['merge class/*.driftlab.json', 'merge mine.json theirs.json --json'],
  run({ positionals, switches }) {
    if (positionals.length < 2)
      throw new CliError(
        'Two records or more are needed. "lab run --seeds 3 --seed 17 --out run.json" writes one; everybody takes another --seed.',
      );
    const runs = positionals.map((name) => {
      const record = soundRunIn(name);
      if (!can(record.spec, 'variesBudget'))
        throw new CliError(`${name}: a ${specKindOf(record.spec).title} cannot be pooled; its seeds are of one stream.`);
      return { name, record: record as RunRecord };
    });
    const { merged, left } = mergeRuns(runs);
    for (const { name, why } of left) note(`${name} is left out: ${why}.`);
    if (!merged) throw new CliError('Fewer than two of these runs can be pooled.');
    print(switches.has('json') ? JSON.stringify({ ...merged, left }) : mergedText(merged, left));
    return Promise.resolve(exitCode.done);
  },
};

/** Without a line end. */
function mergedText({ parts, summary, verdict: { headline, sentences } }: Merged, left: readonly Unmerged[]): string {
  const metric = deciding(summary);
  return [
    `${headline.before}${headline.arm}${headline.after}`,
    ...sentences.map((sentence) => `  ${sentence}`),
    '',
    ...aligned([['repair', `${metric.title}, new world`], ...summary.arms.map((arm) => [arm.title, decided(metric, meritOf(arm))])]),
    '',
    ...aligned([
      ['root seed', 'seeds', 'engine', 'training'],
      ...parts.map(({ root, seeds, engine, trainSeconds }) => [String(root), String(seeds), engine, seconds(trainSeconds)]),
    ]),
    '',
    `Over ${summary.seeds} seeds of ${parts.length} machines; times are each machine’s own and are not pooled.${left.length ? ` ${left.length} left out.` : ''}`,
  ].join('\n');
}
