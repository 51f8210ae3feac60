/** Jobs that ask for other losses, rates by array and penalties. */
import type { Distillation, TrainJob } from '../../src/contracts/trainer.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { buildModel } from '../../src/models/families.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import type { Model } from '../../src/models/types.ts';
import { randomStream } from '../../src/random/random.ts';

export const CLASSES = 3;
export const models: Record<string, Model> = {
  'a perceptron': buildModel({ family: 'mlp', params: { hidden: [13, 5] } }, [11], CLASSES),
  'a convolutional net': buildModel({ family: 'cnn', params: { filters: [3, 5], dense: 7 } }, [9, 9, 1], CLASSES),
};
export const normalised: readonly Model[] = [
  buildModel({ family: 'mlp', params: { hidden: [13, 5], norm: 'batch' } }, [11], CLASSES),
  buildModel({ family: 'cnn', params: { filters: [3, 5], dense: 7, norm: 'batch' } }, [9, 9, 1], CLASSES),
];
export const [mlp, cnn] = Object.values(models) as [Model, Model];

/** 11 rows in batches of 4: the last batch of an epoch is short. Frozen numbers below come of the stream of this name. */
export const plain = (model: Model, rest: Partial<TrainJob> & { name?: string } = {}): TrainJob =>
  randomJob(model, { rows: 11, batchSize: 4, epochs: 2, name: 'wishes', ...rest });

/** Class probabilities that differ by row, the softmax of random numbers. */
export function targetsFor({ data }: TrainJob, name = 'targets'): Float32Array {
  const random = randomStream(3, name);
  return Float32Array.from({ length: data.rows }, () => 0).reduce(
    (all, _, row) => {
      const raw = Array.from({ length: CLASSES }, () => Math.exp(2 * random.normal()));
      const sum = raw.reduce((a, b) => a + b, 0);
      all.set(
        raw.map((value) => value / sum),
        row * CLASSES,
      );
      return all;
    },
    new Float32Array(data.rows * CLASSES),
  );
}

/** Rates from 0.2 on, a different one for each array, with one array at rest. */
export const ratesFor = ({ model }: TrainJob): number[] => parameterSlots(model).map((_, i) => (i === 2 ? 0 : 0.2 + 0.5 * i));

export function penaltyFor({ start }: TrainJob, name = 'pull'): NonNullable<TrainJob['penalty']> {
  const random = randomStream(4, name);
  return { anchor: start.map((value) => value + 0.3 * random.normal()), strength: start.map(() => Math.abs(random.normal())) };
}

/** What `targetsFor` says, softened, beside the labels. */
export const distillationFor = (job: TrainJob, name?: string): Distillation => ({
  targets: targetsFor(job, name),
  temperature: 3,
  weight: 0.4,
});

/** The labels as class probabilities. */
export const onehot = ({ data }: TrainJob): Float32Array =>
  Float32Array.from({ length: data.rows * CLASSES }, (_, i) => (data.y[Math.floor(i / CLASSES)] === i % CLASSES ? 1 : 0));

/** Each training option alone, and together those that go together. */
export const trainingOptions: Record<string, (job: TrainJob) => Partial<TrainJob>> = {
  'the entropy of its own answers': () => ({ loss: 'entropy' }),
  'a distillation': (job) => ({ distillation: distillationFor(job) }),
  'the answers of a teacher alone': (job) => ({ distillation: { targets: targetsFor(job), temperature: 1, weight: 1 } }),
  'rates by parameter array': (job) => ({ rates: ratesFor(job) }),
  'a penalty': (job) => ({ penalty: penaltyFor(job) }),
  'a penalty and rates in plain gradient steps': (job) => ({
    penalty: penaltyFor(job),
    rates: ratesFor(job),
    optimizer: 'sgd',
    learningRate: 0.1,
  }),
  'a distillation, rates and a penalty on two blocks': (job) => ({
    distillation: distillationFor(job),
    rates: ratesFor(job),
    penalty: penaltyFor(job),
    trainable: { blocks: ['middle', 'head'], only: 'everything' },
  }),
};
