/** `lab merge`: runs of one experiment on several machines, each with seeds of its own, as one. */
import { arms } from '../../adapt/registry.ts';
import { seconds } from '../../measure/format.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { decided } from '../../measure/metrics/words.ts';
import { aligned } from '../../record/export/aligned.ts';
import { merge as mergeParts, type Merged, type Unmerged } from '../../record/merge.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { partsIn } from '../class-files.ts';
import type { Command } from '../command.ts';
import { note, print } from '../desk.ts';

export const merge: Command = {
  name: 'merge',
  summary:
    'Pools runs of one experiment that several machines made, each on a root seed of its own: one verdict of all seeds. Takes records, and texts with codes of a class. Accuracies are pooled, times never.',
  positionals: ['<run.json>', '<codes.txt>', '…'],
  options: [{ name: 'json', help: 'print one JSON object' }],
  examples: ['merge class/*.driftlab.json', 'merge mine.json codes.txt', 'merge mine.json theirs.json --json'],
  run({ positionals, switches }) {
    const { parts, refused } = partsIn(positionals);
    if (parts.length + refused.length < 2)
      throw new CliError(
        'Two records or codes or more are needed. "lab run --seeds 3 --seed 17 --out run.json" writes a record; everybody takes another --seed.',
      );
    const { merged, left: unmerged } = mergeParts(parts, arms);
    const left = [...refused, ...unmerged];
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
