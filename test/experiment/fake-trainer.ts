/** A trainer without an engine: a nearest-centroid "model" whose accuracy is real, in no time, for tests of orchestration. */
import type { EngineFacts, EngineName, Trainer, TrainJob, TrainingRows } from '../../src/contracts/trainer.ts';
import { argmax } from '../../src/maths/argmax.ts';
import { accuracyOf } from '../../src/measure/metrics/measures.ts';
import { outputShape } from '../../src/models/shapes.ts';
import type { Model } from '../../src/models/types.ts';

/** What a test may look at afterwards. */
export interface FakeTrainer extends Trainer {
  readonly jobs: TrainJob[];
}

export function fakeTrainer(options: { leak?: number; failAt?: number; atOnce?: number; engine?: EngineName } = {}): FakeTrainer {
  const jobs: TrainJob[] = [];
  const facts: EngineFacts = {
    engine: options.engine ?? 'tfjs-cpu',
    reason: 'fake',
    adapter: '',
    software: false,
    library: 'none',
    threads: 1,
    selfTest: { mlp: 0 },
  };
  const classesOf = (model: Model) =>
    model.blocks
      .flatMap((b) => b.layers)
      .reduce((s, l) => outputShape(l, s), model.inputShape)
      .at(-1)!;
  const score = (model: Model, weights: Float32Array, data: TrainingRows) => {
    const classes = classesOf(model);
    // A made-up but deterministic function of weights and inputs.
    return Float32Array.from({ length: data.rows * classes }, (_, i) => {
      const row = Math.floor(i / classes);
      return Math.abs(Math.sin(weights[i % weights.length]! * 7 + data.x[row * (data.x.length / data.rows)]! + (i % classes)));
    });
  };
  const train: Trainer['train'] = async (job, pace, onPoint) => {
    jobs.push(job);
    if (options.failAt === jobs.length) throw new Error('the fake engine failed');
    await pace.breathe();
    const weights = job.start.map((value, i) => value + 0.1 * Math.cos(i + job.order[0]!));
    const steps = Math.ceil(job.data.rows / job.batchSize) * job.epochs;
    const accuracy = Object.fromEntries(
      job.watch.map((set) => [set.name, accuracyOf(argmax(score(job.model, weights, set), set.rows), set.y)]),
    );
    const curve = [0, steps].map((step) => ({
      step,
      examples: step ? job.data.rows * job.epochs : 0,
      seconds: step / 1000,
      loss: step ? 1 : null,
      accuracy,
    }));
    for (const point of curve) onPoint?.(point);
    return {
      weights,
      status: 'done',
      curve,
      steps,
      examples: job.data.rows * job.epochs,
      times: { compileMs: 1, trainMs: steps, evaluateMs: 1 },
      recoveries: 0,
    };
  };
  return {
    jobs,
    atOnce: options.atOnce ?? 1,
    describe: () => facts,
    prepare: async () => facts,
    train,
    async trainAll(all, pace, onPoint) {
      return Promise.all(all.map((job, replica) => train(job, pace, onPoint && ((point) => onPoint(replica, point)))));
    },
    predict: async (model, weights, data) => score(model, weights, data),
    async features(trunk, _, data) {
      const width = trunk.blocks
        .flatMap((b) => b.layers)
        .reduce((s, l) => outputShape(l, s), trunk.inputShape)
        .at(-1)!;
      return { x: Float32Array.from({ length: data.rows * width }, (_, i) => (i % 7) / 7), ms: 1 };
    },
    held: () => (options.leak ?? 0) * jobs.length,
    dispose: () => {},
  };
}
