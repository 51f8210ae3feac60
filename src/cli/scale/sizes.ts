/** Rows and width: what a training needs as its data and its model grow. */
import { encode, fitEncoder } from '../../data/encode.ts';
import type { Samples } from '../../data/types.ts';
import type { Executor } from '../../engine/executor.ts';
import type { TrainJob } from '../../contracts/trainer.ts';
import { powerLaw } from '../../maths/power-law.ts';
import { trainingFlops } from '../../measure/cost/work.ts';
import { epochOrder } from '../../models/epoch-order.ts';
import { buildModel } from '../../models/families.ts';
import { initialParameters, parameterCount } from '../../models/parameters.ts';
import { everything } from '../../models/trainable.ts';
import type { Model } from '../../models/types.ts';
import { randomStream } from '../../random/random.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { clocked, inTurn, memoryLaw, timeLaw } from './timing.ts';
import type { ScaleSeries } from './types.ts';

const BATCH = 32;
const ROUNDS = 3;
const ROWS = [1e3, 1e4, 1e5, 1e6];
/** A million rows are measured once. */
const LARGE = 1e6;
const FEATURES = 4;
const WIDTHS = [16, 32, 64, 128, 256, 512, 1024];
const INPUTS = 64;
const CLASSES = 10;
/** Timed steps of each width in each round. */
const STEPS = 30;

const jobOf = (model: Model, data: TrainJob['data'], epochs: number): TrainJob => ({
  ...{
    model,
    start: initialParameters(model, randomStream(1, 'scale/start')),
    data,
    epochs,
    batchSize: BATCH,
    learningRate: 0.001,
    optimizer: 'adam',
  },
  ...{ order: epochOrder(data.rows, epochs, randomStream(1, 'scale/order')), trainable: everything, dropoutSeed: 1, watch: [], points: 2 },
});

function assertFinite(losses: readonly number[] | null, what: string): void {
  if (!losses?.every(Number.isFinite))
    throw new CliError(
      `The loss of ${what} is no finite number, so its time means nothing. Run "bench engine" to see whether the engine is right.`,
      exitCode.failed,
    );
}

/** Encoder fitted, rows encoded, an order drawn, all given to the engine, and one epoch. */
export async function rowsSeries(executor: Executor, tell: (what: string) => void): Promise<ScaleSeries> {
  const columns = Array.from({ length: FEATURES }, (_, i) => ({ name: `x${i}`, kind: 'numeric' as const }));
  // One table, of which each size takes the first rows.
  const all = table(Math.max(...ROWS));
  const run = async (rows: number) => {
    tell(`${rows.toLocaleString('en')} rows`);
    const samples: Samples = { rows, inputShape: [FEATURES], x: all.x.subarray(0, rows * FEATURES), y: all.y.subarray(0, rows) };
    const { ms, result } = await clocked(async () => {
      const encoder = fitEncoder(samples, columns);
      const job = jobOf(
        buildModel({ family: 'mlp', params: { hidden: [16] } }, encoder.inputShape, 2),
        { rows, x: encode(encoder, samples), y: samples.y },
        1,
      );
      const training = await executor.begin([job]);
      try {
        for (let step = 0; step < training.steps - 1; step++) await training.step(step, false);
        assertFinite(await training.step(training.steps - 1, true), `${rows} rows`);
        return samples.x.byteLength + job.data.x.byteLength + job.data.y.byteLength + job.order.byteLength + (training.memoryBytes ?? 0);
      } finally {
        training.dispose();
      }
    });
    return { ms, bytes: result };
  };
  await run(ROWS[1]!);
  const points = await inTurn(ROWS, ROUNDS, run, (rows, round) => rows >= LARGE && round > 0);
  return {
    id: 'rows',
    title: `Rows of ${FEATURES} numbers, prepared and trained on for one epoch (MLP 16)`,
    unit: 'rows',
    of: 'all',
    points,
    time: timeLaw(points),
    memory: memoryLaw(points),
    expected: '1 for many rows',
    met: null,
  };
}

function table(rows: number): { readonly x: Float32Array; readonly y: Int32Array } {
  const random = randomStream(1, 'scale/rows');
  const x = Float32Array.from({ length: rows * FEATURES }, () => random.normal());
  return { x, y: Int32Array.from({ length: rows }, (_, row) => Number(x[row * FEATURES]! + x[row * FEATURES + 1]! > 0)) };
}

/** Two hidden layers of that width. */
export async function widthSeries(executor: Executor, tell: (what: string) => void): Promise<ScaleSeries> {
  const random = randomStream(1, 'scale/width');
  const rows = BATCH * STEPS;
  const data = {
    rows,
    x: Float32Array.from({ length: rows * INPUTS }, () => random.normal()),
    y: Int32Array.from({ length: rows }, () => random.int(CLASSES)),
  };
  const models = new Map(
    WIDTHS.map((width) => [width, buildModel({ family: 'mlp', params: { hidden: [width, width] } }, [INPUTS], CLASSES)]),
  );
  const points = await inTurn(WIDTHS, ROUNDS + 1, async (width) => {
    tell(`width ${width}`);
    const training = await executor.begin([jobOf(models.get(width)!, data, 2)]);
    try {
      for (let step = 0; step < STEPS / 3; step++) await training.step(step, false);
      const { ms } = await clocked(async () => {
        for (let step = STEPS / 3; step < (4 * STEPS) / 3; step++) await training.step(step, false);
      });
      assertFinite(await training.step((4 * STEPS) / 3, true), `width ${width}`);
      return { ms: ms / STEPS, bytes: training.memoryBytes ?? null };
    } finally {
      training.dispose();
    }
  });
  const grows = (count: (model: Model) => number) =>
    powerLaw(
      WIDTHS,
      WIDTHS.map((width) => count(models.get(width)!)),
    )!.exponent.toFixed(2);
  const expected = `at most that of FLOPs ${grows((model) => trainingFlops(model, BATCH))}; memory, of parameters ${grows(parameterCount)}`;
  return {
    id: 'width',
    title: `Width of two hidden layers, ${INPUTS} inputs, batch ${BATCH}`,
    unit: 'units',
    of: 'a step',
    points,
    time: timeLaw(points),
    memory: memoryLaw(points),
    expected,
    met: null,
  };
}
