/** A trainer with two engines that measures, for each kind of work, which of them is faster here, and uses that. */
import type { EngineFacts, Trainer } from '../contracts/trainer.ts';
import type { Model } from '../models/types.ts';
import { engines } from '../spec/engines.ts';
import { delegate } from './delegate.ts';
import { randomJob } from './self-test.ts';

/** Timed work of a calibration, in ms, half for each engine; compiling comes on top. */
const CALIBRATION_MS = 50;
const BATCHES = 4;
const WARM_UP_EPOCHS = 1;
const MOST_EPOCHS = 2_000;
const free = { breathe: async () => {} };

/** @param now a clock in ms. */
export function calibrated(gpu: Trainer, cpu: Trainer, now: () => number = () => performance.now()): Trainer {
  const chosen = new Map<string, EngineFacts>();
  let current = gpu;

  /** Examples a millisecond, with as many jobs at once as the engine likes. */
  async function speed(trainer: Trainer, model: Model, batchSize: number): Promise<number> {
    const rows = BATCHES * batchSize;
    const run = async (epochs: number) => {
      const jobs = Array.from({ length: trainer.atOnce }, () => randomJob(model, { rows, batchSize, epochs, name: 'calibration' }));
      const started = now();
      await trainer.trainAll(jobs, free);
      return now() - started;
    };
    // The first compiles, the second tells how many fill the time.
    await run(WARM_UP_EPOCHS);
    const once = await run(WARM_UP_EPOCHS);
    const epochs = Math.max(1, Math.min(MOST_EPOCHS, Math.floor(CALIBRATION_MS / 2 / Math.max(once, 1e-3))));
    return (trainer.atOnce * rows * epochs) / (await run(epochs));
  }

  async function prepare(model: Model, batchSize: number): Promise<EngineFacts> {
    const key = JSON.stringify([model, batchSize]);
    let facts = chosen.get(key);
    if (!facts) {
      const ratio = (await speed(gpu, model, batchSize)) / (await speed(cpu, model, batchSize));
      const reason =
        ratio >= 1
          ? `${ratio.toPrecision(2)}× faster than ${titleOf(cpu)} on this model (${CALIBRATION_MS} ms calibration)`
          : `${(1 / ratio).toPrecision(2)}× faster than ${titleOf(gpu)} on this model (${CALIBRATION_MS} ms calibration)`;
      facts = { ...(ratio >= 1 ? gpu : cpu).describe(), reason };
      chosen.set(key, facts);
    }
    current = facts.engine === gpu.describe().engine ? gpu : cpu;
    return facts;
  }

  return {
    ...delegate(() => current),
    get atOnce() {
      return current.atOnce;
    },
    prepare,
    held: () => gpu.held() + cpu.held(),
    dispose() {
      gpu.dispose();
      cpu.dispose();
    },
  };
}

const titleOf = (trainer: Trainer): string => engines.find(({ id }) => id === trainer.describe().engine)!.title;
