/** `lab replicate`: runs the experiment of a run again here, and says whether it comes to the same. */
import { replicaOf } from '../../record/build.ts';
import { replication } from '../../record/replication.ts';
import { aligned } from '../../record/export/aligned.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command } from '../command.ts';
import { formatOf, outHelp } from '../formats.ts';
import { dataOptions, hasFiles, ownFileFrom } from '../own-file.ts';
import { modelFilesFrom, modelOptions } from '../own-model.ts';
import { soundRunIn } from '../run-files.ts';
import { deliver, forceOption, freshPath } from '../write-out.ts';

export const replicate: Command = {
  name: 'replicate',
  summary: 'Runs the experiment of a run again here, and says whether it comes to the same: to the bit, within its margin, or not.',
  positionals: ['<run.json>'],
  options: [
    ...dataOptions,
    ...modelOptions,
    { name: 'out', value: 'replica.driftlab.json', help: `${outHelp}; it names the run that it replicates` },
    forceOption,
    { name: 'json', help: 'print one JSON object' },
  ],
  examples: ['replicate run.driftlab.json', 'replicate run.driftlab.json --data churn.csv --out mine.driftlab.json'],
  async run(given) {
    const { positionals, values, switches } = given;
    const original = soundRunIn(positionals[0] ?? '');
    const { spec } = original;
    if (spec.data.id === 'own' && !hasFiles(given))
      throw new CliError(
        `This run was made on ${String(spec.data.params.name)}, which did not travel with it. Name that file with --data (its hash is checked).`,
      );
    const out = freshPath('out', values.out, switches.has('force'), positionals);
    const own = { data: ownFileFrom(given, spec), model: modelFilesFrom(given, spec) };
    const { execute } = await import('../execute.ts');
    const replica = replicaOf(await execute(spec, own), original.runId);
    const found = replication(original, replica);
    const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(4)}`;
    const rows = found.arms.map(({ title, repeats, sameWeights, difference, outcome }) => [
      title,
      `${sameWeights} / ${repeats}`,
      difference ? `${signed(difference.mean)} (${signed(difference.lo)} … ${signed(difference.hi)})` : '–',
      outcome,
    ]);
    const text = [...aligned([['repair', 'same weights', 'here less there', 'outcome'], ...rows]), '', found.sentence].join('\n');
    const file = out === undefined ? undefined : { path: out, content: await formatOf(out).content(replica) };
    deliver(file, switches.has('json') ? JSON.stringify({ original: original.runId, replica: replica.runId, ...found }) : text);
    return found.outcome === 'equal' || found.outcome === 'within' ? exitCode.done : exitCode.failed;
  },
};
