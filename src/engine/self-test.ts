/** Compares an executor with the plain double-precision reference before anything is claimed of it. */
import { epochOrder } from '../models/epoch-order.ts';
import type { TrainJob } from '../contracts/trainer.ts';
import { initialParameters } from '../models/parameters.ts';
import { layerShapes, volume } from '../models/shapes.ts';
import { everything } from '../models/trainable.ts';
import type { Layer, Model } from '../models/types.ts';
import { randomStream } from '../random/random.ts';
import { runJob, type Executor } from './executor.ts';
import { runReference, trainReference } from './reference.ts';

/** Largest accepted relative error; single precision gives about 1e-6. */
export const SELF_TEST_LIMIT = 1e-3;

/** Odd sizes on purpose: nothing divides by 4, the last batch is short. */
const ROWS = 7;
const CLASSES = 3;
const image = [7, 8, 2];
const conv = (filters: number, rest: object = {}): Layer => ({ kind: 'conv2d', filters, kernel: 3, activation: 'relu', ...rest });
const norm: Layer = { kind: 'batch-norm', momentum: 0.9, epsilon: 1e-3 };
const flatten: Layer = { kind: 'flatten' };

/** What stands below the head, by the name of what it tests. */
export const trunks: Readonly<Record<string, readonly [inputShape: readonly number[], layers: readonly Layer[]]>> = {
  dense: [
    [17],
    [
      { kind: 'dense', units: 9, activation: 'relu' },
      { kind: 'dense', units: 6, activation: 'linear' },
    ],
  ],
  convolution: [image, [conv(3), conv(5), flatten]],
  'stride and padding': [image, [conv(3, { stride: 2, padding: 'same' }), conv(5, { padding: 'same' }), flatten]],
  'max pooling': [image, [conv(3), { kind: 'max-pool', size: 2 }, flatten]],
  'average pooling': [image, [conv(3), { kind: 'average-pool', size: 2 }, conv(5, { kernel: 2 }), { kind: 'global-average-pool' }]],
  dropout: [
    [17],
    [
      { kind: 'dense', units: 9, activation: 'relu' },
      { kind: 'dropout', rate: 0.4 },
    ],
  ],
  'batch normalisation': [
    image,
    [conv(3, { activation: 'linear' }), norm, { kind: 'relu' }, flatten, { kind: 'dense', units: 5, activation: 'relu' }, norm],
  ],
};

/** Class probabilities that differ from row to row. */
const targetsOf = (rows: number): Float32Array =>
  Float32Array.from({ length: rows * CLASSES }, (_, i) => [0.7, 0.2, 0.1][(i + Math.floor(i / CLASSES)) % CLASSES]!);

const plainly = { optimizer: 'sgd', learningRate: 0.1 } as const;

/**
 * What else a training may be asked for, on the dense layers: losses of other things than labels, rates by array, a penalty, ways
 * of moving. Tables are for the two steps of the job. Between them they go through every kernel.
 */
const trainingOptions: Readonly<Record<string, (job: TrainJob) => Partial<TrainJob>>> = {
  entropy: () => ({ loss: 'entropy' }),
  'distillation, rates and a penalty': ({ data, start }) => ({
    distillation: { targets: targetsOf(data.rows), temperature: 2.5, weight: 0.6 },
    rates: [1, 0.5, 0, 2, 0.5, 1],
    penalty: { anchor: start.map((value, i) => value + ((i % 5) - 2) / 10), strength: start.map((_, i) => (i % 3) / 2) },
  }),
  'decay, a schedule, clipping and an average': () => ({
    decay: 3,
    schedule: Float32Array.of(1, 0.5),
    clip: 0.2,
    averaging: Float32Array.of(0.1, 0.4),
  }),
  'momentum, clipping and decay': () => ({ ...plainly, momentum: { factor: 0.7, nesterov: false }, clip: 0.3, decay: 0.5 }),
  'momentum of Nesterov, smoothing and weights of rows': ({ data }) => ({
    ...plainly,
    momentum: { factor: 0.7, nesterov: true },
    smoothing: 0.2,
    rowWeights: Float32Array.from({ length: data.rows }, (_, row) => (row % 4) / 2),
  }),
};

/** Trainings of a number: by half its squared error, and by Huber's loss with weights of rows, which many of its errors are beyond. */
const numbers: Readonly<Record<string, (job: TrainJob) => Partial<TrainJob>>> = {
  'a number': () => ({}),
  'a number by Huber’s loss, and weights of rows': ({ data }) => ({
    ...{ ...plainly, delta: 0.4 },
    rowWeights: Float32Array.from({ length: data.rows }, (_, row) => (row % 4) / 2),
  }),
};

/** What a self-test goes through, by the names that it is shown with. */
export const selfTestNames: readonly string[] = [trunks, trainingOptions, numbers].flatMap((some) => Object.keys(some));

/**
 * For each kind of layer and of training, the larger of two relative errors on random data: of the outputs, and of the weight update after
 * an epoch of Adam steps (which is that of gradients and steps). Batch normalisation takes plain gradient steps: under
 * that of few rows many gradients are so small that Adam magnifies their rounding.
 *
 * @param most an executor that is off by more is not tested further
 */
export async function selfTest(executor: Executor, most = Infinity): Promise<Record<string, number>> {
  const errors: Record<string, number> = {};
  for (const [name, [inputShape, layers]] of Object.entries(trunks)) {
    const model = (units: number): Model => ({
      inputShape,
      blocks: [
        { name: 'first', layers },
        { name: 'head', layers: [{ kind: 'dense', units, activation: 'linear' }] },
      ],
    });
    const job = randomJob(model(CLASSES), { rows: ROWS, batchSize: 4, name, ...(layers.includes(norm) && plainly) });
    errors[name] = Math.max(await trainingError(executor, job), await outputError(executor, job));
    // Written so that NaN, which is below nothing, ends the test too.
    if (!(errors[name] <= most)) return errors;
    if (name !== 'dense') continue;
    for (const [kind, option] of Object.entries(trainingOptions)) errors[kind] = await trainingError(executor, { ...job, ...option(job) });
    const told = randomJob(model(1), { rows: ROWS, batchSize: 4, name: 'number', loss: 'squared' });
    for (const [kind, option] of Object.entries(numbers)) errors[kind] = await trainingError(executor, { ...told, ...option(told) });
  }
  return errors;
}

const trainingError = async (executor: Executor, job: TrainJob): Promise<number> => updateError(job, await runJob(executor, job));

/** A training on random data, drawn from the stream of that name. */
export function randomJob(
  model: Model,
  { rows, batchSize, name, ...rest }: { rows: number; batchSize: number; name: string } & Partial<TrainJob>,
): TrainJob {
  const random = randomStream(1, 'random-job', name);
  const classes = layerShapes(model).at(-1)![0]!;
  const { epochs = 1 } = rest;
  return {
    model,
    start: initialParameters(model, random),
    data: {
      rows,
      x: Float32Array.from({ length: rows * volume(model.inputShape) }, random.normal),
      y: Int32Array.from({ length: rows }, () => random.int(classes)),
      ...(rest.loss === 'squared' && { target: Float32Array.from({ length: rows }, random.normal) }),
    },
    order: epochOrder(rows, epochs, random),
    epochs,
    batchSize,
    learningRate: 0.01,
    optimizer: 'adam',
    trainable: everything,
    dropoutSeed: 5,
    watch: [],
    points: 1,
    ...rest,
  };
}

/** Euclidean norm of the difference of two weight updates over the norm of the reference update. */
export function updateError(job: TrainJob, actual: Float32Array): number {
  return relativeError(
    trainReference(job).map((value, i) => value - job.start[i]!),
    actual.map((value, i) => value - job.start[i]!),
  );
}

/** The same of the outputs before any training. */
async function outputError(executor: Executor, { model, start, data }: TrainJob): Promise<number> {
  const expected = runReference(model, start, data.x, data.rows).flatMap((row) => Array.from(row));
  return relativeError(Float64Array.from(expected), await executor.run(model, start, data));
}

function relativeError(expected: Float64Array, actual: Float32Array): number {
  let difference = 0;
  let norm = 0;
  expected.forEach((value, i) => {
    difference += (actual[i]! - value) ** 2;
    norm += value ** 2;
  });
  return Math.sqrt(difference / norm);
}
