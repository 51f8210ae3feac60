/** How much each thread should compute on this GPU, found by trying. */
import { buildModel } from '../../models/families.ts';
import { randomJob } from '../self-test.ts';
import type { Executor } from '../executor.ts';

/** Numbers of threads that are tried: fewer of them compute larger tiles each. */
const CANDIDATES = [2048, 8192, 32_768] as const;
const WARM_UP_STEPS = 4;
const STEPS = 24;

/** The number of threads with which an executor trains a model of middle size fastest; `open` makes one for a number. */
export async function tuneThreads(open: (threads: number) => Executor, now: () => number = () => performance.now()): Promise<number> {
  const job = randomJob(buildModel({ family: 'mlp', params: { hidden: [256, 128] } }, [256], 10), { rows: 512, batchSize: 128, epochs: 8, name: 'tune' });
  let best: { readonly threads: number; readonly ms: number } | undefined;
  for (const threads of CANDIDATES) {
    const training = await open(threads).begin([job]);
    try {
      const run = async (steps: number) => {
        for (let step = 0; step < steps; step++) await training.step(step, step === steps - 1);
      };
      await run(WARM_UP_STEPS);
      const started = now();
      await run(STEPS);
      const ms = now() - started;
      if (!best || ms < best.ms) best = { threads, ms };
    } finally {
      training.dispose();
    }
  }
  return best!.threads;
}
