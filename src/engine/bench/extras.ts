/** What the benchmark measures besides rows: limits of the machine, seeds side by side, the head on cached features. */
import type { Trainer } from '../../contracts/trainer.ts';
import { cutAtHead } from '../../models/parameters.ts';
import { runJob, runJobs, type Executor } from '../executor.ts';
import { factsOf } from '../facts-of.ts';
import { openWasmLanes } from '../open-wasm.ts';
import { updateError } from '../self-test.ts';
import { instantiateKernels } from '../wasm/kernels.ts';
import { benchJob } from './jobs.ts';
import { benchModels } from '../../models/bench-models.ts';
import { PARITY_LIMIT } from './rows.ts';

const free = { breathe: async () => {} };
const laneFacts = factsOf('wasm', 'benchmark')('');

/** Milliseconds of the fastest of several goes. */
async function best(times: number, work: () => unknown): Promise<number> {
  let fastest = Infinity;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest;
}

/** GFLOP/s of multiplications and additions in registers, on one core with 128-bit SIMD. */
export async function simdPeak(): Promise<number> {
  const { kernels } = await instantiateKernels();
  const rounds = 1_000_000;
  const OPERATIONS = 96;
  kernels.peak(rounds, 0.5);
  return (rounds * OPERATIONS) / (await best(12, () => kernels.peak(rounds, 0.5))) / 1e6;
}

/** How many times faster `count` lanes train as many jobs as one lane does. */
export async function laneSpeedup(count: number): Promise<number> {
  // Enough seeds to keep every lane busy, long enough that starting and asking do not count.
  const jobs = Array.from({ length: 2 * count }, (_, i) => benchJob(benchModels.cnnSmall, 1024, { epochs: 12, dropoutSeed: i }));
  const time = async (lanes: number) => {
    const trainer = await openWasmLanes(lanes, laneFacts);
    await trainer.trainAll(
      jobs.map((job) => ({ ...job, epochs: 1, order: job.order.slice(0, job.data.rows) })),
      free,
    );
    const ms = await best(3, () => trainer.trainAll(jobs, free));
    trainer.dispose();
    return ms;
  };
  const one = await time(1);
  return one / (await time(count));
}

/** Seconds for ten seeds of the small CNN, ten epochs of 4,000 images each, in as many lanes. */
export async function tenSeeds(trainer: Trainer): Promise<number> {
  const jobs = Array.from({ length: 10 }, (_, i) => benchJob(benchModels.cnnSmall, 4000, { epochs: 10, dropoutSeed: i }));
  return (await best(1, () => trainer.trainAll(jobs, free))) / 1000;
}

/**
 * How many times longer the head alone trains inside the frozen net than on features computed once, features left out and
 * included; both give the same weights.
 */
export async function cachedHead(executor: Executor): Promise<{ readonly training: number; readonly features: number }> {
  const whole = benchJob(benchModels.cnnSmall, 512, { epochs: 40, trainable: { blocks: ['head'], only: 'everything' } });
  const { trunk, head, at } = cutAtHead(whole.model);
  const features = () => executor.run(trunk, whole.start.slice(0, at), whole.data);
  const x = await features();
  const cached = () => runJob(executor, { ...whole, model: head, start: whole.start.slice(at), data: { ...whole.data, x } });
  const naive = await runJob(executor, whole);
  const quick = await cached();
  const start = whole.start.subarray(at);
  const difference =
    Math.hypot(...quick.map((value, i) => value - naive[at + i]!)) / Math.hypot(...quick.map((value, i) => value - start[i]!));
  if (!(difference <= PARITY_LIMIT)) throw new Error(`the head on cached features differs (error ${difference.toExponential(1)})`);
  const [inside, outside, once] = [await best(3, () => runJob(executor, whole)), await best(10, cached), await best(10, features)];
  return { training: inside / outside, features: inside / (outside + once) };
}

/** How many times longer a GPU takes for eight replicas than for one; they are checked to train as each does alone. */
export async function replicaCost(executor: Executor): Promise<number> {
  const jobs = Array.from({ length: 8 }, (_, i) =>
    benchJob(benchModels.mlpSmall, 1024, { epochs: 8, dropoutSeed: i, learningRate: 0.001 * (i + 1) }),
  );
  const [together, alone] = [await runJobs(executor, jobs), await runJob(executor, jobs[7]!)];
  if (together[7]!.some((value, i) => value !== alone[i])) throw new Error('replicas do not train as each does alone');
  const time = (some: typeof jobs) => best(3, () => runJobs(executor, some));
  await time(jobs);
  return (await time(jobs)) / (await time(jobs.slice(0, 1)));
}

/** Largest error of the weight update after a whole epoch of many steps, for Adam and SGD on both small models. */
export async function epochParity(executor: Executor): Promise<number> {
  let worst = 0;
  for (const model of [benchModels.mlpSmall, benchModels.cnnSmall]) {
    for (const optimizer of ['adam', 'sgd'] as const) {
      const job = benchJob(model, 150, { optimizer, batchSize: 16, learningRate: optimizer === 'sgd' ? 0.05 : 0.001 });
      worst = Math.max(worst, updateError(job, await runJob(executor, job)));
    }
  }
  return worst;
}
