/** The Trainer around an executor: the loop, the curves, warm-up, and compile, training and evaluation time kept apart. */
import { scored } from '../measure/metrics/scored.ts';
import type { OnPoint, Pace, Trainer, TrainJob, TrainResult } from '../contracts/trainer.ts';
import { StoppedError } from '../training/run-control.ts';
import { DeviceLostError } from './engine-error.ts';
import { jobSteps } from './batches.ts';
import { sameShape, type Executor, type Training } from './executor.ts';
import { assertOptionsFit, optionsOf } from './objective.ts';
import { Progress } from './progress.ts';
import { Standstill } from './standstill.ts';
import { endReached } from '../measure/cost/until.ts';
import { exp, pow } from '../maths/portable.ts';

/** Steps on a throw-away copy before a model of a new shape is timed: shaders compile, code warms up. */
const WARM_UP_STEPS = 3;
/** Longest stretch of work between two breaths, in ms: bounds the reaction to pause and stop. */
const BREATH_MS = 25;
/** Shortest time between two checkpoints, in ms. */
const CHECKPOINT_MS = 1000;
/** Replicas that a GPU trains for little more than one. */
const REPLICAS = 8;
/** The browser tells of a lost device within so long, in ms. */
const LOSS_TOLD_MS = 100;
/** A device that is lost more often in one training is given up. */
const MOST_RECOVERIES = 3;

/** @param reopen opens an executor on a new device when the old one is lost. */
export function trainerOn(opened: Executor, reopen?: () => Promise<Executor>): Trainer {
  let executor = opened;
  const warm = new Set<string>();

  /** Rehearses every shape these jobs will use on a throw-away copy, once per shape; returns the milliseconds it took. */
  async function warmUp(jobs: readonly TrainJob[]): Promise<number> {
    const [job] = jobs as [TrainJob];
    const partial = job.data.rows % job.batchSize;
    const key = JSON.stringify([
      jobs.length,
      job.model,
      job.trainable,
      job.optimizer,
      job.batchSize,
      partial,
      optionsOf(job),
      executor.replicates && jobSteps(job),
    ]);
    if (warm.has(key)) return 0;
    const started = performance.now();
    const rehearsal = await executor.begin(jobs);
    try {
      for (let step = 0; step < WARM_UP_STEPS; step++) await rehearsal.step(0, true);
      if (partial) await rehearsal.step(Math.floor(job.data.rows / job.batchSize), true);
      for (const set of job.watch) await rehearsal.outputs(0, set);
    } finally {
      rehearsal.dispose();
    }
    warm.add(key);
    return performance.now() - started;
  }

  /** Opens a new device in place of a lost one. @throws that error where it is another, else `DeviceLostError` where there is no new one */
  async function recover(error: unknown, recoveries: number): Promise<void> {
    const loss = await lossBehind(error, executor);
    if (!loss) throw error;
    if (!reopen || recoveries >= MOST_RECOVERIES) throw loss;
    executor.dispose();
    try {
      executor = await reopen();
    } catch (refused) {
      throw new DeviceLostError(`${loss.message}, and there is no new one: ${(refused as Error).message}`);
    }
    warm.clear();
  }

  /** Does it again on a new device where the old one is lost over it. */
  async function outliving<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    for (let recoveries = 0; ; recoveries++) {
      try {
        const result = await work();
        executor.assertHealthy();
        return result;
      } catch (error) {
        await recover(error, recoveries);
      }
    }
  }

  /** Trains jobs of one shape side by side, or a single one. */
  async function together(jobs: readonly TrainJob[], pace: Pace, onPoint: OnPoint | undefined): Promise<TrainResult[]> {
    jobs.forEach(assertOptionsFit);
    const state = new Progress(jobs, onPoint);
    for (let recoveries = 0; ;) {
      let training: Training | undefined;
      try {
        state.compileMs += await warmUp(jobs);
        training = await executor.begin(jobs, state.checkpoints);
        const weights = await loop(training, executor, state, pace);
        if (state.stoodStillMs) pace.stoodStill?.(state.stoodStillMs);
        return state.results(weights, recoveries);
      } catch (error) {
        state.clock.stop();
        await recover(error, recoveries++);
        state.rewind();
        training = undefined;
      } finally {
        training?.dispose();
      }
      await pace.breathe();
    }
  }

  return {
    atOnce: executor.replicates ? REPLICAS : 1,
    describe: () => executor.facts,
    prepare: async () => executor.facts,
    train: async (job, pace, onPoint) => (await together([job], pace, onPoint && ((_, point) => onPoint(point))))[0]!,
    async trainAll(jobs, pace, onPoint) {
      const [job] = jobs;
      if (!job) return [];
      if (executor.replicates && jobs.every((other) => sameShape(job, other))) return together(jobs, pace, onPoint);
      const results: TrainResult[] = [];
      for (const [replica, one] of jobs.entries())
        results.push(...(await together([one], pace, onPoint && ((_, point) => onPoint(replica, point)))));
      return results;
    },
    async predict(model, weights, data) {
      return softmaxRows(await outliving(() => executor.run(model, weights, data)), data.rows);
    },
    async features(trunk, weights, data) {
      const started = performance.now();
      const x = await outliving(() => executor.run(trunk, weights, data));
      return { x, ms: performance.now() - started };
    },
    held: () => executor.held(),
    dispose: () => executor.dispose(),
  };
}

/**
 * The loss of the device behind that error. Whatever is asked of a lost device fails in its own words (a buffer that cannot be mapped, a pipeline
 * that is not made), and the browser tells of the loss itself a moment later. Undefined where it is none.
 */
async function lossBehind(error: unknown, executor: Executor): Promise<DeviceLostError | undefined> {
  if (error instanceof DeviceLostError) return error;
  if (error instanceof StoppedError) return undefined;
  await new Promise((resolve) => setTimeout(resolve, LOSS_TOLD_MS));
  try {
    executor.assertHealthy();
  } catch (reason) {
    if (reason instanceof DeviceLostError) return reason;
  }
  return undefined;
}

/** Steps from where the progress stands to the end, or until no replica has anything left to do; resolves with the parameters. */
async function loop(training: Training, executor: Executor, state: Progress, pace: Pace): Promise<Float32Array[]> {
  const { jobs, clock, evaluation } = state;
  const replicas = jobs.map((_, replica) => replica);
  const marks = pointSteps(training.steps, jobs[0]!.points);
  let lastCheckpoint = performance.now();
  const result = async (replica: number): Promise<Float32Array> => state.best[replica]?.weights ?? (await training.read(replica));

  const look = async (losses: readonly (number | null)[]) => {
    evaluation.start();
    for (const replica of replicas.filter((each) => !state.ends[each])) {
      const accuracy: Record<string, number> = {};
      for (const set of jobs[replica]!.watch) accuracy[set.name] = scored(await training.outputs(replica, set), set);
      state.addPoint(replica, losses[replica]!, accuracy);
      if (state.isBest(replica, accuracy)) state.keep(replica, accuracy, await training.read(replica));
      const status =
        state.finite[replica] && state.step < training.steps ? endReached(jobs[replica]!.until, state.curves[replica]!) : undefined;
      if (status) state.end(replica, status, await result(replica));
    }
    state.pointsTold();
    evaluation.stop();
  };

  const standstill = new Standstill();
  let lastBreath = performance.now();
  if (state.curves.some((curve) => curve.length === 0)) await look(replicas.map(() => null));
  while (state.step < training.steps && state.goesOn) {
    clock.start();
    const marked = marks.has(state.step + 1);
    const pause = marked || performance.now() - lastBreath > BREATH_MS;
    // Reading the loss waits for the device, so the clock never stops on unfinished work.
    const done = training.step(state.step, pause);
    const losses = done instanceof Promise ? await done : done;
    if (!pause) {
      state.step++;
      continue;
    }
    clock.stop();
    const stood = standstill.after(performance.now() - lastBreath);
    if (stood) state.standStill(stood);
    // No step counts that a lost device is said to have taken.
    executor.assertHealthy();
    state.step++;
    const known = losses!.map((loss) => (Number.isFinite(loss) ? loss : null));
    known.forEach((loss, replica) => (state.finite[replica] &&= loss !== null));
    if (marked || !state.goesOn) await look(known);
    if (training.checkpoint && performance.now() - lastCheckpoint > CHECKPOINT_MS) {
      state.save(await training.checkpoint());
      lastCheckpoint = performance.now();
    }
    await pace.breathe();
    lastBreath = performance.now();
  }
  const weights: Float32Array[] = [];
  for (const replica of replicas) weights.push(state.ends[replica]?.weights ?? (await result(replica)));
  executor.assertHealthy();
  state.device = { gpuMs: await training.gpuMs?.(), memoryBytes: training.memoryBytes };
  return weights;
}

/** The steps after which a curve point is taken: denser at the start, where curves bend; always including the last. */
function pointSteps(steps: number, points: number): Set<number> {
  const marks = new Set<number>();
  for (let i = 1; i <= points; i++) marks.add(Math.max(1, Math.round(steps * pow(i / points, 1.6))));
  return marks;
}

function softmaxRows(scores: Float32Array, rows: number): Float32Array {
  const classes = scores.length / rows;
  for (let row = 0; row < rows; row++) {
    const line = scores.subarray(row * classes, (row + 1) * classes);
    const top = line.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    line.forEach((value, c) => (sum += line[c] = exp(value - top)));
    line.forEach((value, c) => (line[c] = value / sum));
  }
  return scores;
}
