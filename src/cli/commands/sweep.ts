/** `lab sweep`: the same comparison at several label budgets, and where retraining overtakes fine-tuning. */
import { crossover, type SweepPoint } from '../../decide/crossover.ts';
import { usualBudgets, atBudget } from '../../decide/label-budgets.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import type { Spec } from '../../spec/schema.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { budgetsFrom } from '../label-budgets.ts';
import { dataOptions, ownFileFrom } from '../own-file.ts';
import { modelFilesFrom, modelOptions } from '../own-model.ts';
import { specFrom, specOptions } from '../spec-options.ts';
import { sweepText } from '../sweep-table.ts';

export const sweep: Command = {
  name: 'sweep',
  summary: 'Runs a comparison at several label budgets, the same seeds each time, and says where retraining overtakes fine-tuning.',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions,
    ...dataOptions,
    ...modelOptions,
    { name: 'labels', value: '10,50,200', help: 'label budgets, 2 … 8 of them (10, 20, 50, 100 … up to the pool, unless given)' },
    { name: 'json', help: 'print what came of every budget as JSON instead of the table' },
  ],
  examples: [
    'sweep',
    'sweep --preset sensors --labels 10,50,200',
    'sweep --preset sensors --data machines.csv --label failure',
    'sweep --preset sensors --model model.json',
    'sweep spec.json --seeds 10 --json',
  ],
  async run(given) {
    const spec = comparisonFrom(given);
    const own = { model: modelFilesFrom(given, spec), data: ownFileFrom(given, spec) };
    // The pool of data of one's own is known once it is open.
    const budgetsOn = ({ data: { split } }: Spec) =>
      given.values.labels === undefined ? usualBudgets(split.newPool) : budgetsFrom(given.values.labels, split.newPool);
    if (!own.data) budgetsOn(spec);
    // Vite and Playwright are slow to load; a wrong option should be told at once.
    const { runMany } = await import('../run-many.ts');
    const points: (SweepPoint & { readonly runId: string })[] = [];
    let { model, data } = spec;
    const started = performance.now();
    await runMany(
      {
        on: spec,
        of: (opened: Spec) => budgetsOn(opened).map((labels) => ({ id: `${labels} labels`, labels, spec: atBudget(opened, labels) })),
      },
      ({ labels }, record) => {
        ({ model, data } = record.spec);
        points.push({ labels, runId: record.runId, summary: record.derived.summary });
      },
      own,
    );
    const found = { points, crossover: crossover(points), durationMs: performance.now() - started };
    const json = () => JSON.stringify({ spec: { ...spec, model, data }, ...found }, null, 2);
    process.stdout.write(`${given.switches.has('json') ? json() : sweepText(found)}\n`);
    return exitCode.done;
  },
};

/** The experiment, which has to be one that a sweep can vary. */
function comparisonFrom(given: Given): Spec {
  const spec = specFrom(given);
  if (!can(spec, 'variesBudget')) {
    const able = kindsThat('variesBudget');
    throw new CliError(
      `A sweep varies the labels of a ${able}, and this is a ${specKindOf(spec).title}. Give the spec or the preset of a ${able}.`,
    );
  }
  return spec;
}
