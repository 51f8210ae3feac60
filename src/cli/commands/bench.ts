/** `lab bench`: how fast the engines of this machine train, what their steps cost the host, and whether known results come out. */
import type { Part } from '../advice/grid.ts';
import { CliError, exitCode } from '../cli-error.ts';
import type { Command, Given } from '../command.ts';
import { openProgress, print } from '../desk.ts';

/** What can be measured; each prints its result and resolves with the exit code. */
const subjects: Readonly<Record<string, (json: boolean, values: Given['values'], switches: Given['switches']) => Promise<number>>> = {
  engine: benchEngines,
  host: typeof DRIFT_LAB_PACKAGED === 'undefined' ? benchHost : onlyInClone,
  scale: typeof DRIFT_LAB_PACKAGED === 'undefined' ? benchScale : onlyInClone,
  data: benchData,
  detect: benchDetect,
  science: benchScience,
  advice: benchAdvice,
  evidence: benchEvidence,
  recipes: benchRecipes,
  small: benchSmall,
  page: benchPages,
  faults: benchFaults,
  load: benchLoads,
};

export const bench: Command = {
  name: 'bench',
  summary:
    'Measures how fast each engine trains, after it has proved that it computes the right thing; what a step costs the host; what training costs as it gets longer and larger; what drifts and reading a table cost; whether known results of the literature come out here; how good the advice is; how often what a run says is wrong; how often the best repair changes with the recipe; whether small runs are right about whole ones; or what of the page moves, takes long and is kept, at three widths; what the page makes of faults: a lost tab, worker, network, room on the device; or what is left of hours of use: heap, listeners, workers, frozen moments.',
  positionals: ['engine|host|scale|data|detect|science|advice|evidence|recipes|small|page|faults|load'],
  options: [
    { name: 'json', help: 'print everything measured instead of the table' },
    {
      name: 'part',
      value: 'name',
      help: 'of advice and small, one grid of scenarios only: in-sample or fresh; of page: lab, stream, story or heap; of faults: the id of one; of load: runs, pages, imports, streams, library, tabs, bounds, csv or telemetry',
    },
    { name: 'busy', help: 'of page, with every core kept busy meanwhile' },
    { name: 'width', value: 'px', help: 'of page, one of the three widths in place of all (360, 800, 1440)' },
    { name: 'share', value: 'x', help: 'of load, so much of its counts, above 0 and up to 1 (1: 500 runs, 2000 changes of the page, …)' },
    { name: 'minutes', value: 'n', help: 'of page, how long runs follow each other while the heap is watched (0.5; four runs at least)' },
  ],
  examples: [
    'bench engine',
    'bench engine --json',
    'bench host',
    'bench scale',
    'bench data',
    'bench detect',
    'bench science',
    'bench advice --part fresh',
    'bench evidence',
    'bench recipes',
    'bench small --part fresh',
    'bench page',
    'bench page --part lab --busy --json',
    'bench faults --json',
    'bench load --part pages --share 0.1',
  ],
  async run({ positionals: [subject], switches, values }) {
    const measure = subject && Object.hasOwn(subjects, subject) ? subjects[subject] : undefined;
    if (!measure) {
      throw new CliError(
        `${subject ? `There is no benchmark "${subject}"` : 'No benchmark was named'}. Choose: ${Object.keys(subjects).join(', ')}.`,
      );
    }
    return measure(switches.has('json'), values, switches);
  },
};

async function benchEngines(json: boolean): Promise<number> {
  const { benchEngine } = await import('../execute.ts');
  const { benchText } = await import('../bench-table.ts');
  const { ownEngine } = await import('../../measure/bench-engines.ts');
  const report = await benchEngine();
  tell(json ? report : benchText(report));
  return report.rows.some((row) => row.engine === ownEngine(false) && row.failure !== null) ? exitCode.failed : exitCode.done;
}

async function benchHost(json: boolean): Promise<number> {
  const { hostCost } = await import('../host-cost.ts');
  const { hostCostText } = await import('../host-cost-table.ts');
  const costs = await hostCost();
  tell(json ? costs : hostCostText(costs));
  return costs.some(({ failure }) => failure !== null) ? exitCode.failed : exitCode.done;
}

async function benchScale(json: boolean): Promise<number> {
  const { runScale } = await import('../scale/run.ts');
  const { scaleText } = await import('../scale/table.ts');
  const progress = openProgress();
  const report = await runScale((what) => progress.update(`Measuring ${what} …`)).finally(() => progress.clear());
  tell(json ? report : scaleText(report));
  return report.series.every(({ met }) => met !== false) ? exitCode.done : exitCode.failed;
}

/** These open an engine in Node, from its sources. */
function onlyInClone(): Promise<number> {
  throw new CliError('This benchmark opens an engine from its sources, which the package does not hold. Run it in a clone of Drift Lab.');
}

async function benchData(json: boolean): Promise<number> {
  const { dataCosts } = await import('../drift-cost.ts');
  const { driftCostText } = await import('../drift-cost-table.ts');
  const progress = openProgress();
  const costs = await dataCosts((what) => progress.update(`Measuring ${what} …`)).finally(() => progress.clear());
  tell(json ? costs : driftCostText(costs));
  return costs.drifts.every(({ repeats }) => repeats) ? exitCode.done : exitCode.failed;
}

async function benchDetect(json: boolean): Promise<number> {
  const { detectCosts, detectCostText } = await import('../detect-cost.ts');
  const progress = openProgress();
  const costs = await detectCosts((what) => progress.update(`Measuring ${what} …`)).finally(() => progress.clear());
  tell(json ? costs : detectCostText(costs));
  return costs.files.every(({ equal }) => equal) ? exitCode.done : exitCode.failed;
}

async function benchScience(json: boolean): Promise<number> {
  const { runScience } = await import('../science/run.ts');
  const { scienceText } = await import('../science/table.ts');
  const studies = await runScience();
  tell(json ? studies : scienceText(studies));
  return studies.some(({ found }) => found.some(({ finding }) => finding === 'does not hold' || finding === 'not run'))
    ? exitCode.failed
    : exitCode.done;
}

/** @throws CliError where there is no such grid */
async function gridsOf(part: string | undefined): Promise<readonly Part[]> {
  const { parts } = await import('../advice/grid.ts');
  const known = (name: string): name is Part => (parts as readonly string[]).includes(name);
  if (part === undefined) return parts;
  if (!known(part)) throw new CliError(`There is no grid "${part}". Choose: ${parts.join(', ')}.`);
  return [part];
}

async function benchSmall(json: boolean, { part }: Given['values']): Promise<number> {
  const { runSmall } = await import('../small/run.ts');
  const { smallText } = await import('../small/table.ts');
  const { DECIDES } = await import('../../decide/small.ts');
  const report = await runSmall(await gridsOf(part));
  tell(json ? report : smallText(report, DECIDES));
  return exitCode.done;
}

async function benchAdvice(json: boolean, { part }: Given['values']): Promise<number> {
  const { runAdvice } = await import('../advice/run.ts');
  const { adviceText, reached } = await import('../advice/table.ts');
  const report = await runAdvice(await gridsOf(part));
  tell(json ? report : adviceText(report));
  return reached(report) ? exitCode.done : exitCode.failed;
}

async function benchEvidence(json: boolean): Promise<number> {
  const { evidence, RUNS } = await import('../../science/evidence/bench.ts');
  const { evidenceText } = await import('../evidence-table.ts');
  const progress = openProgress();
  const report = evidence(RUNS, (what, share) => progress.update(`${(100 * share).toFixed(0)} %: ${what} …`));
  progress.clear();
  tell(json ? report : evidenceText(report));
  return report.statements.every(({ met }) => met !== false) ? exitCode.done : exitCode.failed;
}

async function benchRecipes(json: boolean): Promise<number> {
  const { runRecipes } = await import('../recipes/run.ts');
  const { met, recipesText } = await import('../recipes/table.ts');
  const report = await runRecipes();
  tell(json ? report : recipesText(report));
  return met(report) ? exitCode.done : exitCode.failed;
}

/** @throws CliError where there is no such part, or no such time */
async function benchPages(json: boolean, { part, minutes = '0.5', width }: Given['values'], switches: Given['switches']): Promise<number> {
  const { benchPage, pageParts, pageWidths } = await import('../page/run.ts');
  const { pageText } = await import('../page/table.ts');
  const chosen = pageParts.find((each) => each === part);
  if (part !== undefined && !chosen) throw new CliError(`There is no part "${part}" of the page. Choose: ${pageParts.join(', ')}.`);
  const wide = width === undefined ? undefined : Number(width);
  if (wide !== undefined && !pageWidths.includes(wide)) throw new CliError(`--width: expected ${pageWidths.join(', ')}, got "${width}".`);
  const asked = Number(minutes);
  if (!(asked > 0 && asked <= 600)) throw new CliError(`--minutes: expected a number above 0 and up to 600, got "${minutes}".`);
  const progress = openProgress();
  const report = await benchPage(
    { part: chosen, ...(wide !== undefined && { width: wide }), busy: switches.has('busy'), minutes: asked },
    (what) => progress.update(`Measuring ${what} …`),
  ).finally(() => progress.clear());
  tell(json ? report : pageText(report));
  return report.views.every(({ figures }) => figures.every(({ met }) => met !== false)) ? exitCode.done : exitCode.failed;
}

/** @throws CliError where there is no such fault */
async function benchFaults(json: boolean, { part }: Given['values']): Promise<number> {
  const { injectFaults } = await import('../faults/run.ts');
  const { faultsText } = await import('../faults/table.ts');
  const progress = openProgress();
  const report = await injectFaults(part === undefined ? part : [part], (what) => progress.update(`Injecting: ${what} …`)).finally(() =>
    progress.clear(),
  );
  tell(json ? report : faultsText(report));
  return report.rows.every(({ survived }) => survived) ? exitCode.done : exitCode.failed;
}

/** @throws CliError where there is no such part, or no such share */
async function benchLoads(json: boolean, { part, share = '1' }: Given['values']): Promise<number> {
  const { benchLoad } = await import('../load/run.ts');
  const { held, loadText } = await import('../load/table.ts');
  const asked = Number(share);
  if (!(asked > 0 && asked <= 1)) throw new CliError(`--share: expected a number above 0 and up to 1, got "${share}".`);
  const progress = openProgress();
  const report = await benchLoad({ only: part, share: asked }, (what) => progress.update(`Using the page: ${what} …`)).finally(() =>
    progress.clear(),
  );
  tell(json ? report : loadText(report));
  return held(report) ? exitCode.done : exitCode.failed;
}

function tell(result: string | object): void {
  print(typeof result === 'string' ? result : JSON.stringify(result, null, 2));
}
