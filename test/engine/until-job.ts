/** A training that learns the very rows it watches, so that it will know them by heart: for tests of early ends. */
import type { Executor } from '../../src/engine/executor.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import type { EngineFacts, Trainer, TrainJob, TrainResult } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

export const facts: EngineFacts = {
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: true,
  library: 'test',
  threads: 1,
  selfTest: {},
};
export const free = { breathe: async () => {} };
export const model = buildModel({ family: 'mlp', params: { hidden: [12] } }, [6], 3);

/** Watches the very rows it learns, so that it will know them by heart. */
export function job(rest: Partial<TrainJob> = {}, name = 'until'): TrainJob {
  const { data } = randomJob(model, { rows: 30, batchSize: 10, name });
  return randomJob(model, {
    rows: 30,
    batchSize: 10,
    epochs: 60,
    points: 30,
    learningRate: 0.03,
    name,
    watch: [{ name: 'old', ...data }],
    ...rest,
  });
}

export const outcome = ({ weights, curve, steps, examples, status }: TrainResult) => ({
  weights: Array.from(weights),
  curve: curve.map(({ step, loss, accuracy }) => ({ step, loss, accuracy })),
  steps,
  examples,
  status,
});

export async function withTrainer<T>(executor: Executor, use: (trainer: Trainer) => Promise<T>): Promise<T> {
  const trainer = trainerOn(executor);
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}

export const onWasm = async (asked: TrainJob) =>
  withTrainer(await createWasmExecutor(() => facts), (trainer) => trainer.train(asked, free));
