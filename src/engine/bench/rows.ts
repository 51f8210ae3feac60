/**
 * How fast each engine trains, measured only after it has proved that it computes the right thing: the same models, data
 * and steps for all, in one run on one machine, so that their ratios mean something.
 */
import type { BenchRow } from '../../contracts/bench.ts';
import { parameterCount } from '../../models/parameters.ts';
import { trainingFlops } from '../../measure/cost/work.ts';
import { runJob, type Executor, type Training } from '../executor.ts';
import { updateError } from '../self-test.ts';
import { benchJob } from './jobs.ts';
import { type BenchModel } from '../../models/bench-models.ts';

/** Largest accepted relative error of the weight update; beyond it no speed is reported. */
export const PARITY_LIMIT = 1e-3;
/** Parity is checked on few rows: the reference is slow on purpose. */
export const PARITY_ROWS = 6;
export const PARITY_BATCH = 4;
const BATCHES = 8;
const WARM_UP_STEPS = 3;
/** Timed stretches, which together take the time of a row. */
const WINDOWS = 4;

/** What a row is about. */
export interface Subject {
  readonly engine: string;
  /** Commands a GPU; its host cost and dispatches mean something. */
  readonly gpu: boolean;
  readonly software: boolean;
}

export type Figures = Pick<BenchRow, 'stepMs' | 'firstStepMs' | 'dispatches' | 'hostUs' | 'parityError' | 'gpuErrors'>;

/** A row with a speed. */
export function measured(
  { engine, software }: Subject,
  { id, title, model, batchSize }: BenchModel,
  figures: Figures & { stepMs: number },
): BenchRow {
  return {
    ...figures,
    model: id,
    title,
    engine,
    software,
    parameters: parameterCount(model),
    examplesPerSecond: (1000 * batchSize) / figures.stepMs,
    gflopPerSecond: trainingFlops(model, batchSize) / figures.stepMs / 1e6,
    failure: null,
  };
}

/** A row without one, and why. */
export function unmeasured(
  { engine, software }: Subject,
  { id, title, model }: BenchModel,
  failure: string,
  parityError: number | null = null,
  gpuErrors = 0,
): BenchRow {
  const nothing = { examplesPerSecond: null, stepMs: null, firstStepMs: null, gflopPerSecond: null, dispatches: null, hostUs: null };
  return { model: id, title, engine, software, parameters: parameterCount(model), ...nothing, parityError, gpuErrors, failure };
}

/** Measures one executor on one model for at least `minMs`. Never rejects. */
export async function benchRow(executor: Executor, subject: Subject, bench: BenchModel, minMs: number): Promise<BenchRow> {
  const errorsBefore = executor.gpuErrors();
  try {
    const few = benchJob(bench, PARITY_ROWS, { batchSize: PARITY_BATCH });
    const parityError = updateError(few, await runJob(executor, few));
    if (!(parityError <= PARITY_LIMIT))
      return unmeasured(subject, bench, `the weights are wrong (error ${parityError.toExponential(1)})`, parityError);
    const training = await executor.begin([benchJob(bench, BATCHES * bench.batchSize)]);
    try {
      const { stepMs, firstStepMs, hostUs } = await timeSteps(training, minMs);
      const gpuErrors = executor.gpuErrors() - errorsBefore;
      if (gpuErrors) return unmeasured(subject, bench, `the GPU reported ${gpuErrors} errors`, parityError, gpuErrors);
      executor.assertHealthy();
      const dispatches = subject.gpu ? (training.dispatchesPerStep ?? null) : null;
      return measured(subject, bench, { stepMs, firstStepMs, dispatches, hostUs: subject.gpu ? hostUs : null, parityError, gpuErrors });
    } finally {
      training.dispose();
    }
  } catch (error) {
    return unmeasured(subject, bench, (error as Error).message, null, executor.gpuErrors() - errorsBefore);
  }
}

/** Time of a step, the loss read back only at the end; of the very first one; and what the host does of it. */
async function timeSteps(training: Training, minMs: number) {
  let hostMs = 0;
  const clock = async (steps: number) => {
    hostMs = 0;
    const started = performance.now();
    for (let step = 0; step < steps; step++) {
      const called = performance.now();
      const done = training.step(step % training.steps, step === steps - 1);
      hostMs += performance.now() - called;
      if (done instanceof Promise) await done;
    }
    return performance.now() - started;
  };
  const firstStepMs = await clock(1);
  // Nothing warms up a step that takes longer than the whole row should.
  if (firstStepMs > minMs) {
    const stepMs = await clock(1);
    return { stepMs, firstStepMs, hostUs: 1000 * hostMs };
  }
  const warm = await clock(WARM_UP_STEPS);
  let steps = Math.max(1, Math.ceil(minMs / 4 / (warm / WARM_UP_STEPS)));
  // The first window is a look at the speed; of those after it the fastest counts: others may use the machine meanwhile.
  const looked = await clock(steps);
  steps = Math.max(1, Math.round((steps * minMs) / WINDOWS / looked));
  let best = { ms: Infinity, hostMs: 0 };
  for (let window = 0; window < (looked > minMs ? 1 : WINDOWS); window++) {
    const ms = await clock(steps);
    if (ms < best.ms) best = { ms, hostMs };
  }
  return { stepMs: best.ms / steps, firstStepMs, hostUs: (1000 * best.hostMs) / steps };
}
