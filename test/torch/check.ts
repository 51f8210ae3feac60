/**
 * `npm run check:torch`: one comparison of each kind of model, run by the lab and made again in PyTorch (`remake.py`) from what
 * `lab export-weights` wrote. Exits with 1 where the mean accuracy of a repair differs by more than the tolerance; where no Python
 * has PyTorch it says so and checks nothing. `PYTHON` names one to use instead of the first that is found.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arms as repairs } from '../../src/adapt/registry.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { packageRoot } from '../../src/cli/paths.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';

/**
 * Points of accuracy, of the mean over seeds. The lab trains with 32 bits and PyTorch here with 64. Weights agree to about 1e-6 until the input
 * of a ReLU lies so near zero that the two take different sides; from there on they part, and test rows near a border change their class.
 * One row of one seed is 0.08 points of the mean. Under batch normalisation a row moves with all others of its batch, and such a difference
 * grows faster.
 */
const TOLERANCE = 0.5;
const TOLERANCE_NORMALISED = 2;

/** As much, against springs by the definition of the Fisher information: the lab estimates it from labels drawn for 256 rows. */
const TOLERANCE_OF_ESTIMATE = 3;
const EXACT = '-exact';

/**
 * All repairs but the bank of models, which only streams have, and those that change the architecture, whose model is not the one that is written
 * out (`test/models/net2wider.test.ts` and `grow.test.ts` hold them to what their sources say); those that a model or its data cannot have are refused by the lab.
 */
const arms = repairs.filter(({ id, reshapes }) => id !== 'model-bank' && !reshapes).map(({ id }) => ({ id }));

const common: Spec = {
  ...plain(presets.quick.spec),
  ...{ base: { learningRate: 0.003, batchSize: 32, epochs: 15 }, stop: { epochs: 20 }, labels: { budget: 100 } },
  ...{ arms, seeds: { root: 4711, count: 3 }, engine: 'wasm' },
};
const digits: Spec = {
  ...common,
  data: { id: 'digits', params: {}, split: { baseTrain: 600, baseTest: 400, newPool: 300, newTest: 400 } },
  drift: [globalDrift('contrast', 3)],
};

/** One of each kind of model; the first has categories and numbers as columns. */
const experiments: Readonly<Record<string, Spec>> = {
  softmax: {
    ...common,
    data: { id: 'credit', params: {}, split: { baseTrain: 600, baseTest: 400, newPool: 300, newTest: 400 } },
    ...{ model: { family: 'softmax', params: {} }, drift: [globalDrift('gain-offset', 3)] },
  },
  mlp: { ...digits, model: { family: 'mlp', params: { hidden: [32, 32] } } },
  'mlp, normalised': {
    ...digits,
    model: { family: 'mlp', params: { hidden: [32, 32], norm: 'batch' } },
    // Three whole batches: the statistics of the four rows that 100 labels leave over would magnify every difference.
    labels: { budget: 96 },
  },
  cnn: { ...digits, ...{ model: { family: 'cnn', params: { filters: [6, 8], dense: 24 } }, drift: [globalDrift('rotation', 3)] } },
};

/** What `remake.py` prints of one folder: accuracies 0 … 1 by seed. */
interface Remade {
  readonly base: readonly number[];
  readonly arms: Readonly<Record<string, { readonly new: readonly number[]; readonly old: readonly number[] }>>;
}

type World = 'new' | 'old';

/** A model in a world: accuracies 0 … 1 by seed. */
interface Pair {
  readonly lab: readonly number[];
  readonly torch: readonly number[];
}

interface Line {
  readonly experiment: string;
  readonly repair: string;
  readonly tolerance: number;
  readonly worlds: Partial<Record<World, Pair>>;
}

process.exitCode = await main();

async function main(): Promise<number> {
  const { PYTHON } = process.env;
  const python = (PYTHON ? [PYTHON] : ['python3', '/usr/bin/python3']).find(
    (name) => spawnSync(name, ['-c', 'import torch, numpy']).status === 0,
  );
  if (!python) {
    console.log('SKIPPED: no Python with PyTorch and NumPy was found, so nothing was compared (PYTHON=/path/to/python3 names one).');
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-torch-'));
  try {
    return report(await remadeAll(python, folder));
  } catch (error) {
    console.error(`Nothing was compared: ${(error as Error).message}`);
    return 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Exports each experiment, and lets the lab run it while PyTorch makes it again. */
async function remadeAll(python: string, folder: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [experiment, spec] of Object.entries(experiments)) {
    const place = join(folder, experiment.replaceAll(' ', '-'));
    mkdirSync(place);
    const file = join(place, 'spec.json');
    const exported = join(place, 'exported');
    writeFileSync(file, JSON.stringify(spec));
    await lab('export-weights', file, '--out', exported);
    const [record, remade] = await Promise.all([
      lab('run', file, '--json'),
      output(python, [join(import.meta.dirname, 'remake.py'), exported]),
    ]);
    lines.push(...linesOf(experiment, JSON.parse(record) as RunRecord, JSON.parse(remade) as Remade));
  }
  return lines;
}

function lab(...args: readonly string[]): Promise<string> {
  return output(process.execPath, ['--import', 'tsx', join(packageRoot, 'src/cli/main.ts'), ...args]);
}

/** What the command prints. Rejects with what it said when it fails. */
function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: packageRoot, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text.error += part));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(text.out) : reject(new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${text.error}`)),
    );
  });
}

function linesOf(experiment: string, { spec, seeds, results }: RunRecord, { base, arms: found }: Remade): Line[] {
  const tolerance = 'norm' in spec.model.params ? TOLERANCE_NORMALISED : TOLERANCE;
  const ids = [...new Set([...spec.arms.map(({ id }) => id).filter((id) => results.some(({ arm }) => arm === id)), ...Object.keys(found)])];
  const lines = ids.map((repair): Line => {
    // One that only one of the two could run is no agreement.
    const torch = found[repair] ?? { new: [], old: [] };
    const of = results.filter(({ arm }) => arm === repair.replace(EXACT, '')).sort((a, b) => a.seed - b.seed);
    return {
      ...{ experiment, repair, tolerance: repair.endsWith(EXACT) ? TOLERANCE_OF_ESTIMATE : tolerance },
      worlds: {
        new: { lab: of.map(({ measures }) => measures.accuracyNew), torch: torch.new },
        old: { lab: of.map(({ measures }) => measures.accuracyOld), torch: torch.old },
      },
    };
  });
  return [
    {
      experiment,
      repair: '(base model)',
      tolerance,
      worlds: { old: { lab: seeds.map(({ base: { accuracyOld } }) => accuracyOld), torch: base } },
    },
    ...lines,
  ];
}

/** Prints the table; returns the exit code. */
function report(lines: readonly Line[]): number {
  const head = (world: World) => [`${world}: lab %`, 'PyTorch %', 'apart', 'most in a seed'];
  const rows = lines.map(({ experiment, repair, tolerance, worlds }) => {
    const pairs = [worlds.new, worlds.old].map((pair) => pair && compared(pair));
    // A number that is missing is no agreement.
    const agrees = pairs.every((pair) => !pair || Math.abs(pair.apart) <= tolerance);
    return { agrees, cells: [experiment, repair, ...pairs.flatMap((pair) => pair?.cells ?? ['', '', '', '']), agrees ? '' : 'DIFFERS'] };
  });
  const all = [['experiment', 'repair', ...head('new'), ...head('old'), ''], ...rows.map(({ cells }) => cells)];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  for (const cells of all)
    console.log(
      cells
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    );
  const differing = rows.filter(({ agrees }) => !agrees).length;
  const limits = `${TOLERANCE} points of mean accuracy (${TOLERANCE_NORMALISED} under batch normalisation, ${TOLERANCE_OF_ESTIMATE} where the lab estimates)`;
  console.log(
    differing
      ? `\nPyTorch DIFFERS from the lab by more than ${limits} in ${differing} of ${rows.length} lines.`
      : `\nPyTorch agrees with the lab within ${limits} in all ${rows.length} lines.`,
  );
  return differing ? 1 : 0;
}

/** Means in percent, how many points they are apart, and the most of any seed. */
function compared({ lab: ours, torch }: Pair): { readonly apart: number; readonly cells: readonly string[] } {
  const mean = (values: readonly number[]): number => (100 * values.reduce((a, b) => a + b, 0)) / values.length;
  const apart = ours.length > 0 && ours.length === torch.length ? mean(ours) - mean(torch) : NaN;
  const most = Math.max(...ours.map((value, seed) => 100 * Math.abs(value - torch[seed]!)));
  return { apart, cells: [mean(ours), mean(torch), apart, most].map((value) => value.toFixed(2)) };
}
