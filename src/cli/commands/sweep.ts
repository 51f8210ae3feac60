/** `lab sweep`: an experiment with any of its fields varied; a comparison at several label budgets, or at several points in time. */
import { crossover, type SweepPoint } from '../../decide/crossover.ts';
import { usualBudgets, atBudget } from '../../decide/label-budgets.ts';
import { can, kindsThat, specKindOf } from '../../spec/kinds/registry.ts';
import type { AnySpec, Spec } from '../../spec/schema.ts';
import { yesOption } from '../ask-first.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { note, print } from '../desk.ts';
import { budgetsFrom } from '../label-budgets.ts';
import { gridFrom, gridOptions } from '../grid/places.ts';
import { experimentOf } from '../experiment-data.ts';
import { dataOptions, hasFiles, walks } from '../own-file.ts';
import { modelFilesFrom, modelOptions } from '../own-model.ts';
import type { StudyFiles } from '../run-many.ts';
import { specFrom, specOptions } from '../spec-options.ts';
import { sweepText } from '../sweep-table.ts';
import { walkSvg } from '../walk-svg.ts';
import { walkText } from '../walk-table.ts';
import { walkForward, type WalkPoint } from '../../decide/walk-forward.ts';
import type { WalkStep } from '../../contracts/walk.ts';
import { pointOf, walkSteps } from '../../experiment/walk.ts';
import { refusingData } from '../read-files.ts';
import { cellsFrom, varyOptions } from '../sweep/cells.ts';
import { sweepFolder } from '../sweep/folder.ts';
import { heatSvg } from '../sweep/heat-svg.ts';
import { indexJson } from '../sweep/index-file.ts';
import { runSweep } from '../sweep/run.ts';
import { cellsCsv, cellsText } from '../sweep/table.ts';
import { deliver, forceOption, freshPath } from '../write-out.ts';

type SweepPlaces = ReturnType<typeof gridFrom>;

export const sweep: Command = {
  name: 'sweep',
  summary:
    'Runs an experiment with any of its fields varied, a comparison at several label budgets, or at several points in time, the same seeds each time: where does retraining overtake fine-tuning, how long does a repair last?',
  positionals: ['[spec.json]'],
  options: [
    ...specOptions.filter(({ name }) => name !== 'labels'),
    ...dataOptions,
    ...modelOptions,
    yesOption,
    { name: 'labels', value: '10,50,200', help: 'label budgets, 2 … 8 of them (10, 20, 50, 100 … up to the pool, unless given)' },
    ...varyOptions,
    ...gridOptions,
    {
      name: 'out',
      value: 'folder',
      help: 'with --vary: write every cell as a run to this folder, and sweep.json, which says what is what',
    },
    forceOption,
    { name: 'svg', value: 'picture.svg', help: 'draw a walk through time, or two varied fields as a heat map, to this file' },
    { name: 'csv', help: 'with --vary: print a row per cell as CSV instead of the table' },
    { name: 'json', help: 'print what came of every cell, budget or cut as JSON instead of the table' },
  ],
  examples: [
    'sweep',
    'sweep --preset sensors --labels 10,50,200',
    'sweep --preset sensors --model model.json',
    'sweep --data machines.csv --label failure --labels 20,100',
    'sweep --preset births --cut 1979-01-01 --cut 1994-01-01 --cut 2004-01-01',
    'sweep --data all.csv --time when --cut "every month"',
    'sweep spec.json --seeds 10 --json',
    'sweep --preset sensors --vary labels.budget=20,50,100 --vary drift[0].severity=1..5+3 --out cells --svg heat.svg',
    'sweep --vary labels.budget=20,50,100 --grid http://hub:4444 --out cells',
    'sweep spec.json --vary base.learningRate=0.001..0.1*9 --vary base.epochs=5,10,20 --random 8',
  ],
  async run(given) {
    const varied = given.lists.vary !== undefined || given.values.random !== undefined;
    const asked = varied ? specFrom(given, { labels: false }) : comparisonFrom(given);
    const model = modelFilesFrom(given, asked);
    const own = asked.data.id === 'own' || hasFiles(given);
    const opened = own || given.lists.cut ? await experimentOf(given, { labels: false }) : undefined;
    const files = { model, data: opened?.own, yes: given.switches.has('yes') };
    const base = opened?.spec ?? asked;
    if (given.switches.has('print-spec')) {
      print(JSON.stringify(base, null, 2));
      return exitCode.done;
    }
    const places = gridFrom(given);
    if (places && (own || model))
      throw new CliError('--grid sends experiments to other machines, never your files. Leave --grid out, or the files.');
    if (varied) return overFields(given, base, files, places);
    for (const name of ['out', 'csv', ...(given.values.svg === undefined ? ['force'] : [])])
      if (name in given.values || given.switches.has(name)) throw new CliError(`--${name} is of a sweep over fields; give --vary too.`);
    const spec = base as Spec;
    const json = given.switches.has('json');
    const svg = freshPath('svg', given.values.svg, given.switches.has('force'), given.positionals);
    if (svg !== undefined && !walks(given))
      throw new CliError('--svg draws a walk through time, or two varied fields; give several --cut (or "every month"), or --vary twice.');
    if (opened && walks(given)) {
      if (given.values.labels !== undefined) throw new CliError('Give either --labels or several --cut: a sweep varies one thing.');
      const { steps, passed } = refusingData('--cut', () => walkSteps(given.lists.cut ?? [], spec, opened.dataset));
      for (const { cut, why } of passed) note(`Not cut at ${cut}: ${why}.`);
      return walk(steps, spec, files, { json, svg, places });
    }
    const pool = spec.data.split.newPool;
    const budgets = given.values.labels === undefined ? usualBudgets(pool) : budgetsFrom(given.values.labels, pool);
    return overLabels(spec, budgets, files, { json, places });
  },
};

async function overFields(given: Given, spec: AnySpec, files: StudyFiles, places: SweepPlaces): Promise<number> {
  const { values, switches } = given;
  if (values.labels !== undefined) throw new CliError('Give either --labels or --vary; --vary labels.budget=10,50,200 varies labels too.');
  if (walks(given)) throw new CliError('Give either --vary or several --cut: a walk through time varies nothing else.');
  const cells = cellsFrom(given, spec)!;
  if (files.model && cells.axes.some(({ path }) => path.startsWith('model')))
    throw new CliError('--vary: the model is yours (--model), and nothing of it can be varied. Leave one of them out.');
  const svg = freshPath('svg', values.svg, switches.has('force'), given.positionals);
  if (svg !== undefined && cells.axes.length !== 2)
    throw new CliError('--svg draws two varied fields against each other; give --vary twice.');
  if (switches.has('json') && switches.has('csv')) throw new CliError('Give either --json or --csv, not both.');
  const folder = values.out === undefined ? undefined : sweepFolder(values.out, switches.has('force'));
  const { index, durationMs } = await runSweep(spec, cells, { files, folder, places });
  const picture = svg === undefined ? undefined : { path: svg, content: heatSvg(index) };
  deliver(picture, switches.has('json') ? indexJson(index) : switches.has('csv') ? cellsCsv(index) : cellsText(index, durationMs));
  return index.cells.every(({ status }) => status === 'finished') ? exitCode.done : exitCode.failed;
}

async function overLabels(
  spec: Spec,
  budgets: readonly number[],
  files: StudyFiles,
  { json, places }: { json: boolean; places: SweepPlaces },
): Promise<number> {
  // Vite and Playwright are slow to load; a wrong option should be told at once.
  const { runMany } = await import('../run-many.ts');
  const points: (SweepPoint & { readonly runId: string })[] = [];
  let { model } = spec;
  const started = performance.now();
  await runMany(
    budgets.map((labels) => ({ id: `${labels} labels`, labels, spec: atBudget(spec, labels) })),
    ({ labels }, record, i) => {
      model = record.spec.model;
      points[i] = { labels, runId: record.runId, summary: record.derived.summary };
    },
    files,
    { places },
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
  { json, svg, places }: { json: boolean; svg: string | undefined; places: SweepPlaces },
): Promise<number> {
  const { runMany } = await import('../run-many.ts');
  const points: (WalkPoint & { readonly runId: string })[] = [];
  const started = performance.now();
  await runMany(steps, (step, record, i) => void (points[i] = { ...pointOf(step, record), runId: record.runId }), files, { places });
  const [found, durationMs] = [walkForward(points, spec.measure.margin), performance.now() - started];
  const runs = () => steps.map(({ cut, spec: own }, i) => ({ cut, runId: points[i]!.runId, spec: own }));
  const text = () => JSON.stringify({ runs: runs(), ...found, durationMs }, null, 2);
  const picture = svg === undefined ? undefined : { path: svg, content: walkSvg(found) };
  deliver(picture, json ? text() : walkText(found, durationMs, points[0]!.summary.seeds));
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
