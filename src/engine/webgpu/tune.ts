/** How much each thread should compute on this GPU, found by trying. */
import { buildModel } from '../../models/families.ts';
import { randomJob } from '../self-test.ts';
import type { Executor } from '../executor.ts';

/** Numbers of threads that are tried: fewer of them compute larger tiles each. */
const CANDIDATES = [2048, 8192, 32_768] as const;
/** Timed steps of a candidate: fewer where a step is slow, which needs no more to be told from another. */
const MOST_STEPS = 24;
const TIMED_MS = 40;

/** The number of threads with which an executor trains a model of middle size fastest; `open` makes one for a number. */
export async function tuneThreads(open: (threads: number) => Executor, now: () => number = () => performance.now()): Promise<number> {
  const job = randomJob(buildModel({ family: 'mlp', params: { hidden: [256, 128] } }, [256], 10), {
    rows: 512,
    batchSize: 128,
    epochs: 8,
    name: 'tune',
  });
  let best: { readonly threads: number; readonly ms: number } | undefined;
  for (const threads of CANDIDATES) {
    const training = await open(threads).begin([job]);
    try {
      const run = async (steps: number) => {
        for (let step = 0; step < steps; step++) await training.step(step, step === steps - 1);
      };
      const timed = async (steps: number) => {
        const started = now();
        await run(steps);
        return (now() - started) / steps;
      };
      // The first step compiles, the second tells how many fill the time.
      await run(1);
      const once = await timed(1);
      const ms = await timed(Math.max(1, Math.min(MOST_STEPS, Math.round(TIMED_MS / Math.max(once, 1e-3)))));
      if (!best || ms < best.ms) best = { threads, ms };
    } finally {
      training.dispose();
    }
  }
  return best!.threads;
}
