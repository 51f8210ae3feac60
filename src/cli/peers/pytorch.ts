/** The benchmark's models in PyTorch on this machine's CPU, where Python has it: a peer that people know. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from '../../contracts/bench.ts';
import type { BenchEngineId } from '../../measure/bench-engines.ts';
import { trainingFlops } from '../../measure/cost/work.ts';
import { benchModels } from '../../models/bench-models.ts';
import { parameterCount } from '../../models/parameters.ts';

const SCRIPT = join(import.meta.dirname, 'pytorch.py');
const IMPORT_MS = 60_000;
const RUN_MS = 300_000;
const nothing = { examplesPerSecond: null, stepMs: null, firstStepMs: null, gflopPerSecond: null, dispatches: null, hostUs: null };

const start = promisify(execFile);
const python = (args: readonly string[], timeout: number) => start('python3', args, { timeout, encoding: 'utf8' });

/** What the script prints of one model, beside the version of PyTorch. */
interface Timed {
  readonly model: string;
  readonly examplesPerSecond: number;
  readonly stepMs: number;
}

/**
 * A row for each model of the benchmark; none at all where Python has no PyTorch. Their weights are not compared with the
 * reference: another process holds them. Never rejects.
 */
export async function pytorchRows(): Promise<BenchRow[]> {
  if (!(await hasPytorch())) return [];
  const { timed, failure } = await run();
  return Object.values(benchModels).map(({ id, title, model, batchSize }) => {
    const row = {
      model: id,
      title,
      parameters: parameterCount(model),
      engine: 'pytorch-cpu' satisfies BenchEngineId,
      parityError: null,
      gpuErrors: 0,
      software: false,
      ...nothing,
    };
    const found = timed.find((each) => each.model === id);
    if (!found) return { ...row, failure: failure ?? 'PyTorch told no time for this model' };
    const { examplesPerSecond, stepMs } = found;
    return { ...row, examplesPerSecond, stepMs, gflopPerSecond: trainingFlops(model, batchSize) / stepMs / 1e6, failure: null };
  });
}

const hasPytorch = (): Promise<boolean> =>
  python(['-c', 'import torch'], IMPORT_MS).then(
    () => true,
    () => false,
  );

async function run(): Promise<{ timed: Timed[]; failure: string | null }> {
  try {
    return { timed: parsed((await python([SCRIPT], RUN_MS)).stdout), failure: null };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    // The last line of a Python traceback names the error.
    const why = stderr.trim().split('\n').at(-1) || message.split('\n')[0]!;
    return { timed: parsed(stdout), failure: `PyTorch stopped: ${why}` };
  }
}

/** Whatever else PyTorch prints is passed over. */
function parsed(stdout: string): Timed[] {
  return stdout.split('\n').flatMap((line) => {
    try {
      const value = JSON.parse(line) as Timed | null;
      return typeof value?.model === 'string' && value.examplesPerSecond > 0 && value.stepMs > 0 ? [value] : [];
    } catch {
      return [];
    }
  });
}
