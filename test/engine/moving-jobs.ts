/** Jobs that ask how weights move: momentum, decay, schedules, clipping, smoothing, weights of rows, averages. */
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { jobSteps } from '../../src/engine/batches.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { buildModel } from '../../src/models/families.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import type { Model } from '../../src/models/types.ts';
import { randomStream } from '../../src/random/random.ts';

export const CLASSES = 3;
export const mlp = buildModel({ family: 'mlp', params: { hidden: [13, 5] } }, [11], CLASSES);
export const models: Record<string, Model> = {
  'a perceptron': mlp,
  'a convolutional net': buildModel({ family: 'cnn', params: { filters: [3, 5], dense: 7 } }, [9, 9, 1], CLASSES),
};
export const normalised = buildModel({ family: 'mlp', params: { hidden: [13, 5], norm: 'batch' } }, [11], CLASSES);

/** 11 rows in batches of 4, two epochs: six steps, and the last batch of an epoch is short. */
export const plain = (model: Model, rest: Partial<TrainJob> & { name?: string } = {}): TrainJob =>
  randomJob(model, { rows: 11, batchSize: 4, epochs: 2, name: 'moving', ...rest });

/** A warm-up, a peak and a fall to 0, by step. */
export const scheduleOf = (job: TrainJob): Float32Array =>
  Float32Array.from({ length: jobSteps(job) }, (_, t) => [0.25, 1, 0.75, 0.5, 0.25, 0][t % 6]!);
/** From the third step on, the mean of all weights since. */
export const averagingOf = (job: TrainJob): Float32Array =>
  Float32Array.from({ length: jobSteps(job) }, (_, t) => (t < 2 ? 0 : 1 / (t - 1)));
export const rowWeightsOf = ({ data }: TrainJob): Float32Array => Float32Array.from({ length: data.rows }, (_, row) => (row % 4) / 2);
export const bySgd = { optimizer: 'sgd', learningRate: 0.1 } as const;

function distillationOf({ data }: TrainJob): NonNullable<TrainJob['distillation']> {
  const targets = Float32Array.from({ length: data.rows * CLASSES }, (_, i) => [0.5, 0.25, 0.25][(i + Math.floor(i / CLASSES)) % CLASSES]!);
  return { targets, temperature: 2, weight: 0.4 };
}

function penaltyOf({ start }: TrainJob): NonNullable<TrainJob['penalty']> {
  const random = randomStream(4, 'pull');
  return { anchor: start.map((value) => value + 0.3 * random.normal()), strength: start.map(() => Math.abs(random.normal())) };
}

/** Each alone, and together what changes one another. */
export const trainingOptions: Record<string, (job: TrainJob) => Partial<TrainJob>> = {
  momentum: () => ({ ...bySgd, momentum: { factor: 0.8, nesterov: false } }),
  'momentum of Nesterov': () => ({ ...bySgd, momentum: { factor: 0.8, nesterov: true } }),
  'weight decay with Adam': () => ({ decay: 2 }),
  'weight decay with plain steps and rates': ({ model }) => ({
    ...bySgd,
    decay: 0.5,
    rates: parameterSlots(model).map((_, i) => (i === 2 ? 0 : 0.2 + 0.5 * i)),
  }),
  'a schedule': (job) => ({ schedule: scheduleOf(job) }),
  'a clipped gradient': () => ({ ...bySgd, clip: 0.2 }),
  'a gradient too short to be clipped': () => ({ ...bySgd, clip: 1e6 }),
  'Adam on a clipped gradient with a penalty, of two blocks': (job) => ({
    clip: 0.3,
    penalty: penaltyOf(job),
    trainable: { blocks: ['middle', 'head'], only: 'everything' },
  }),
  'smoothed labels': () => ({ smoothing: 0.3 }),
  'weights of rows': (job) => ({ ...bySgd, rowWeights: rowWeightsOf(job) }),
  'smoothed and weighted labels beside a teacher': (job) => ({
    smoothing: 0.2,
    rowWeights: rowWeightsOf(job),
    distillation: distillationOf(job),
  }),
  'an average of the last steps': (job) => ({ averaging: averagingOf(job) }),
  'an exponential average': (job) => ({ averaging: new Float32Array(jobSteps(job)).fill(0.2) }),
  'everything with Adam': (job) => ({
    decay: 1,
    schedule: scheduleOf(job),
    clip: 0.3,
    smoothing: 0.1,
    rowWeights: rowWeightsOf(job),
    averaging: averagingOf(job),
    penalty: penaltyOf(job),
    rates: parameterSlots(job.model).map((_, i) => 0.5 + (i % 3)),
  }),
  'everything with momentum': (job) => ({
    ...bySgd,
    momentum: { factor: 0.7, nesterov: true },
    decay: 0.3,
    schedule: scheduleOf(job),
    clip: 0.3,
    smoothing: 0.1,
    rowWeights: rowWeightsOf(job),
    averaging: averagingOf(job),
    penalty: penaltyOf(job),
  }),
};
