/**
 * `npm run check:torch`: one comparison of each kind of model, run by the lab and made again in PyTorch (`remake.py`) from what
 * `lab export-weights` wrote. Exits with 1 where the mean accuracy of a repair differs by more than the tolerance; where no Python
 * has PyTorch it says so and checks nothing. `PYTHON` names another Python.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../src/record/types.ts';
import { packageRoot } from '../../src/cli/paths.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { presets } from '../../src/spec/presets.ts';

/**
 * Points of accuracy, of the mean over seeds. The lab trains with 32 bits and PyTorch here with 64, so weights part slowly, and a test row near
 * a border changes sides; a row of one seed is 0.08 to 0.11 points of the mean.
 */
const TOLERANCE = 1;

const REPAIRS = ['none', 'head-only', 'full-fine-tune', 'wise-ft', 'replay', 'ewc', 'distil', 'lora', 'retrain-new', 'retrain-all'];
const arms = (...more: readonly string[]): Spec['arms'] => [...REPAIRS, ...more].map((id) => ({ id }));

const common: Spec = {
  ...presets.quick.spec,
  ...{ base: { learningRate: 0.003, batchSize: 32, epochs: 15 }, stop: { epochs: 20 }, labels: { budget: 100 } },
  ...{ arms: arms(), seeds: { root: 4711, count: 3 }, engine: 'wasm' },
};
const digits: Spec = { ...common, data: { id: 'digits', params: {}, split: { baseTrain: 600, baseTest: 400, newPool: 300, newTest: 400 } }, drift: [globalDrift('contrast', 3)] };

/** One of each kind of model; the first has categories and numbers as columns. */
const experiments: Readonly<Record<string, Spec>> = {
  softmax: {
    ...common,
    data: { id: 'credit', params: {}, split: { baseTrain: 600, baseTest: 400, newPool: 300, newTest: 400 } },
    ...{ model: { family: 'softmax', params: {} }, drift: [globalDrift('gain-offset', 3)] },
  },
  mlp: { ...digits, model: { family: 'mlp', params: { hidden: [32, 32] } } },
  'mlp with batch normalisation': { ...digits, model: { family: 'mlp', params: { hidden: [32, 32], norm: 'batch' } }, arms: arms('adabn', 'tent') },
  cnn: {
    ...common,
    data: { id: 'digits', params: {}, split: digits.data.split },
    ...{ model: { family: 'cnn', params: { filters: [6, 8], dense: 24 } }, drift: [globalDrift('rotation', 3)] },
  },
};

/** What `remake.py` prints of one folder: accuracies 0 … 1 by seed. */
interface Remade {
  readonly base: readonly number[];
  readonly arms: Readonly<Record<string, { readonly new: readonly number[]; readonly old: readonly number[] }>>;
}

interface Line {
  readonly experiment: string;
  readonly arm: string;
  readonly world: 'new' | 'old';
  readonly lab: readonly number[];
  readonly torch: readonly number[];
}

process.exitCode = await main();

async function main(): Promise<number> {
  const python = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].find((name) => name && spawnSync(name, ['-c', 'import torch, numpy']).status === 0);
  if (!python) {
    console.log('SKIPPED: no Python with PyTorch and NumPy was found, so nothing was compared (PYTHON=/path/to/python3 names one).');
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-torch-'));
  try {
    return report(await compared(python, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Exports each experiment, and lets the lab run it while PyTorch makes it again. */
async function compared(python: string, folder: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [experiment, spec] of Object.entries(experiments)) {
    const place = join(folder, experiment.replaceAll(' ', '-'));
    mkdirSync(place);
    const file = join(place, 'spec.json');
    const exported = join(place, 'exported');
    writeFileSync(file, JSON.stringify(spec));
    await lab('export-weights', file, '--out', exported);
    const [record, remade] = await Promise.all([lab('run', file, '--json'), output(python, [join(import.meta.dirname, 'remake.py'), exported])]);
    lines.push(...linesOf(experiment, JSON.parse(record) as RunRecord, JSON.parse(remade) as Remade));
  }
  return lines;
}

function lab(...args: readonly string[]): Promise<string> {
  return output(process.execPath, ['--import', 'tsx', join(packageRoot, 'src/cli/main.ts'), ...args]);
}

/** What the command prints; what it tells of its progress passes by. Rejects when it fails. */
function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: packageRoot, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`${[command, ...args].join(' ')} ended with ${code}`))));
  });
}

function linesOf(experiment: string, { seeds, results }: RunRecord, { base, arms: found }: Remade): Line[] {
  const repairs = Object.entries(found).flatMap(([arm, torch]): Line[] => {
    const of = results.filter((result) => result.arm === arm.replace(/-exact$/, '')).sort((a, b) => a.seed - b.seed);
    return [
      { experiment, arm, world: 'new', lab: of.map(({ measures }) => measures.accuracyNew), torch: torch.new },
      { experiment, arm, world: 'old', lab: of.map(({ measures }) => measures.accuracyOld), torch: torch.old },
    ];
  });
  return [{ experiment, arm: '(base model)', world: 'old', lab: seeds.map(({ base: { accuracyOld } }) => accuracyOld), torch: base }, ...repairs];
}

/** Prints the table; resolves with the exit code. */
function report(lines: readonly Line[]): number {
  const percent = (value: number): string => (100 * value).toFixed(2);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const rows = lines.map(({ experiment, arm, world, lab: ours, torch }) => {
    const difference = 100 * (mean(ours) - mean(torch));
    const perSeed = Math.max(...ours.map((value, seed) => 100 * Math.abs(value - torch[seed]!)));
    // A number that is missing is no agreement.
    const agrees = ours.length === torch.length && Math.abs(difference) <= TOLERANCE;
    return { agrees, cells: [experiment, arm, world, percent(mean(ours)), percent(mean(torch)), difference.toFixed(2), perSeed.toFixed(2), agrees ? '' : 'DIFFERS'] };
  });
  const all = [['experiment', 'repair', 'world', 'lab %', 'PyTorch %', 'points apart', 'most in a seed', ''], ...rows.map(({ cells }) => cells)];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  for (const cells of all) console.log(cells.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd());
  const differing = rows.filter(({ agrees }) => !agrees).length;
  console.log(differing ? `\nPyTorch DIFFERS from the lab by more than ${TOLERANCE} point in ${differing} of ${rows.length} means.` : `\nPyTorch agrees with the lab within ${TOLERANCE} point in all ${rows.length} means.`);
  return differing ? 1 : 0;
}
