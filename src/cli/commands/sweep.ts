/** `lab sweep`: the same comparison at several label budgets, and where retraining overtakes fine-tuning; or at several points in time. */
import { writeFileSync } from 'node:fs';
import { crossover, type SweepPoint } from '../../decide/crossover.ts';
import { usualBudgets, atBudget } from '../../decide/label-budgets.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import type { Spec } from '../../spec/schema.ts';
import { yesOption } from '../ask-first.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { print } from '../desk.ts';
import { budgetsFrom } from '../label-budgets.ts';
import { experimentOf } from '../experiment-data.ts';
import { dataOptions, hasFiles, walks } from '../own-file.ts';
import { modelFilesFrom, modelOptions } from '../own-model.ts';
import type { StudyFiles } from '../run-many.ts';
import { outPath } from '../paths.ts';
import { specFrom, specOptions } from '../spec-options.ts';
import { sweepText } from '../sweep-table.ts';
import { walkSvg } from '../walk-svg.ts';
import { walkText } from '../walk-table.ts';
import { walkForward, type WalkPoint } from '../../decide/walk-forward.ts';
import { pointOf, walkSteps, type WalkStep } from '../../experiment/walk.ts';
import { refusingData } from '../read-files.ts';

export const sweep: Command = {
  name: 'sweep',
  summary:
    'Runs a comparison at several label budgets, or at several points in time, the same seeds each time: where does retraining overtake fine-tuning, how long does a repair last?',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions.filter(({ name }) => name !== 'labels'),
    ...dataOptions,
    ...modelOptions,
    yesOption,
    { name: 'labels', value: '10,50,200', help: 'label budgets, 2 … 8 of them (10, 20, 50, 100 … up to the pool, unless given)' },
    { name: 'svg', value: 'walk.svg', help: 'draw a walk through time to this file' },
    { name: 'json', help: 'print what came of every budget or cut as JSON instead of the table' },
  ],
  examples: [
    'sweep',
    'sweep --preset sensors --labels 10,50,200',
    'sweep --preset sensors --model model.json',
    'sweep --data machines.csv --label failure --labels 20,100',
    'sweep --preset births --cut 1979-01-01 --cut 1994-01-01 --cut 2004-01-01',
    'sweep --data all.csv --time when --cut "every month"',
    'sweep spec.json --seeds 10 --json',
  ],
  async run(given) {
    const asked = comparisonFrom(given);
    const model = modelFilesFrom(given, asked);
    const own = asked.data.id === 'own' || hasFiles(given);
    const opened = own || given.lists.cut ? await experimentOf(given, { labels: false }) : undefined;
    const spec = (opened?.spec ?? asked) as Spec;
    const json = given.switches.has('json');
    const files = { model, data: opened?.own, yes: given.switches.has('yes') };
    const svg = outPath('svg', given.values.svg);
    if (svg !== undefined && !walks(given)) throw new CliError('--svg draws a walk through time; give several --cut, or "every month".');
    if (opened && walks(given)) {
      if (given.values.labels !== undefined) throw new CliError('Give either --labels or several --cut: a sweep varies one thing.');
      const steps = refusingData('--cut', () => walkSteps(given.lists.cut ?? [], spec, opened.dataset));
      return walk(steps, spec, files, { json, svg });
    }
    const pool = spec.data.split.newPool;
    const budgets = given.values.labels === undefined ? usualBudgets(pool) : budgetsFrom(given.values.labels, pool);
    return overLabels(spec, budgets, files, json);
  },
};

async function overLabels(spec: Spec, budgets: readonly number[], files: StudyFiles, json: boolean): Promise<number> {
  // Vite and Playwright are slow to load; a wrong option should be told at once.
  const { runMany } = await import('../run-many.ts');
  const points: (SweepPoint & { readonly runId: string })[] = [];
  let { model } = spec;
  const started = performance.now();
  await runMany(
    budgets.map((labels) => ({ id: `${labels} labels`, labels, spec: atBudget(spec, labels) })),
    ({ labels }, record) => {
      model = record.spec.model;
      points.push({ labels, runId: record.runId, summary: record.derived.summary });
    },
    files,
  );
  const found = { points, crossover: crossover(points), durationMs: performance.now() - started };
  const text = () => JSON.stringify({ spec: { ...spec, model }, ...found }, null, 2);
  print(json ? text() : sweepText(found));
  return exitCode.done;
}

async function walk(
  steps: readonly WalkStep[],
  spec: Spec,
  files: StudyFiles,
  { json, svg }: { json: boolean; svg: string | undefined },
): Promise<number> {
  const { runMany } = await import('../run-many.ts');
  const points: (WalkPoint & { readonly runId: string })[] = [];
  const started = performance.now();
  await runMany(steps, (step, record) => void points.push({ ...pointOf(step, record), runId: record.runId }), files);
  const [found, durationMs] = [walkForward(points, spec.measure.margin), performance.now() - started];
  const runs = () => steps.map(({ cut, spec: own }, i) => ({ cut, runId: points[i]!.runId, spec: own }));
  const text = () => JSON.stringify({ runs: runs(), ...found, durationMs }, null, 2);
  if (svg !== undefined) writeFileSync(svg, walkSvg(found));
  print(json ? text() : walkText(found, durationMs, points[0]!.summary.seeds));
  return exitCode.done;
}

/** The experiment, which has to be one that a sweep can vary. */
function comparisonFrom(given: Given): Spec {
  const spec = specFrom(given, { labels: false });
  if (!can(spec, 'variesBudget')) {
    const able = kindsThat('variesBudget');
    throw new CliError(
      `A sweep varies the labels of a ${able}, and this is a ${specKindOf(spec).title}. Give the spec or the preset of a ${able}.`,
    );
  }
  return spec;
}
