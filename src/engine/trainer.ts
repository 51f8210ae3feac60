/** The Trainer around an executor: the loop, the curve, warm-up, and compile, training and evaluation time kept apart. */
import { accuracyOf, argmax } from '../measure/metrics.ts';
import type { CurvePoint } from '../measure/types.ts';
import type { Pace, Trainer, TrainJob, TrainResult } from '../experiment/trainer.ts';
import { jobSteps, type Executor } from './executor.ts';
import { Stopwatch } from './stopwatch.ts';

/** Steps on a throw-away copy before a model of a new shape is timed: shaders compile, code warms up. */
const WARM_UP_STEPS = 3;
/** Longest stretch of work between two breaths, in ms: bounds the reaction to pause and stop. */
const BREATH_MS = 25;

export function trainerOn(executor: Executor): Trainer {
  const warm = new Set<string>();

  /** Rehearses every shape this job will use on a throw-away copy, once per shape; returns the milliseconds it took. */
  async function warmUp(job: TrainJob): Promise<number> {
    const partial = job.data.rows % job.batchSize;
    const key = JSON.stringify([job.model, job.batchSize, partial]);
    if (warm.has(key)) return 0;
    const started = performance.now();
    const rehearsal = executor.begin(job);
    try {
      for (let step = 0; step < WARM_UP_STEPS; step++) await rehearsal.step(0, true);
      if (partial) await rehearsal.step(Math.floor(job.data.rows / job.batchSize), true);
      for (const set of job.watch) await rehearsal.outputs(set);
    } finally {
      rehearsal.dispose();
    }
    warm.add(key);
    return performance.now() - started;
  }

  async function train(job: TrainJob, pace: Pace, onPoint?: (point: CurvePoint) => void): Promise<TrainResult> {
    const compileMs = await warmUp(job);
    const training = executor.begin(job);
    const trainClock = new Stopwatch();
    const evaluateClock = new Stopwatch();
    const curve: CurvePoint[] = [];

    const addPoint = async (step: number, loss: number | null) => {
      evaluateClock.start();
      const accuracy: Record<string, number> = {};
      for (const set of job.watch) accuracy[set.name] = accuracyOf(argmax(await training.outputs(set), set.rows), set.y);
      evaluateClock.stop();
      const point = { step, examples: examplesAfter(job, step), seconds: trainClock.ms / 1000, loss, accuracy };
      curve.push(point);
      onPoint?.(point);
    };

    try {
      const marks = pointSteps(training.steps, job.points);
      let finite = true;
      let step = 0;
      let lastBreath = performance.now();
      await addPoint(0, null);
      while (step < training.steps && finite) {
        trainClock.start();
        const marked = marks.has(step + 1);
        const pause = marked || performance.now() - lastBreath > BREATH_MS;
        // Reading the loss waits for the device, so the clock never stops on unfinished work.
        const done = training.step(step, pause);
        const loss = done instanceof Promise ? await done : done;
        step++;
        if (!pause) continue;
        trainClock.stop();
        executor.assertHealthy();
        finite = Number.isFinite(loss);
        if (marked || !finite) await addPoint(step, finite ? loss : null);
        await pace.breathe();
        lastBreath = performance.now();
      }
      const weights = await training.read();
      finite &&= weights.every(Number.isFinite);
      return {
        weights,
        status: finite ? 'done' : 'diverged',
        curve,
        steps: step,
        examples: examplesAfter(job, step),
        times: { compileMs, trainMs: trainClock.ms, evaluateMs: evaluateClock.ms },
      };
    } finally {
      training.dispose();
    }
  }

  return {
    describe: () => executor.facts,
    train,
    async predict(model, weights, data) {
      return softmaxRows(await executor.run(model, weights, data), data.rows);
    },
    async features(trunk, weights, data) {
      const started = performance.now();
      const x = await executor.run(trunk, weights, data);
      return { x, ms: performance.now() - started };
    },
    held: () => executor.held(),
    dispose: () => executor.dispose(),
  };
}

/** Training examples seen after `step` steps. */
function examplesAfter(job: TrainJob, step: number): number {
  const batches = jobSteps(job) / job.epochs;
  return Math.floor(step / batches) * job.data.rows + (step % batches) * job.batchSize;
}

/** The steps after which a curve point is taken: denser at the start, where curves bend; always including the last. */
function pointSteps(steps: number, points: number): Set<number> {
  const marks = new Set<number>();
  for (let i = 1; i <= points; i++) marks.add(Math.max(1, Math.round(steps * (i / points) ** 1.6)));
  return marks;
}

function softmaxRows(scores: Float32Array, rows: number): Float32Array {
  const classes = scores.length / rows;
  for (let row = 0; row < rows; row++) {
    const line = scores.subarray(row * classes, (row + 1) * classes);
    const top = line.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    line.forEach((value, c) => (sum += line[c] = Math.exp(value - top)));
    line.forEach((value, c) => (line[c] = value / sum));
  }
  return scores;
}
