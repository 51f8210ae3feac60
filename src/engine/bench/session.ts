/** The engine benchmark: every engine of this machine on every model, ours and others side by side, in one run. */
import type { BenchEvent, BenchFigure, BenchReport, BenchRow, BenchSelfTest, BenchService } from '../../contracts/bench.ts';
import { factsOf } from '../facts-of.ts';
import { laneCount, openWasmLanes } from '../open-wasm.ts';
import { openDevice, type GpuDevice } from '../webgpu/device.ts';
import { createWebgpuExecutor } from '../webgpu/webgpu-executor.ts';
import { createWasmExecutor } from '../wasm/wasm-executor.ts';
import { adapterFacts, findAdapter } from './adapter.ts';
import { contestants, type Opened } from './contestants.ts';
import { cachedHead, epochParity, laneSpeedup, replicaCost, simdPeak, tenSeeds } from './extras.ts';
import { figuresOf, type Extras } from './figures.ts';
import { dispatchFloor, gpuPeak } from './gpu-limits.ts';
import { benchModels, type BenchModel } from '../../models/bench-models.ts';
import { unmeasured, type Subject } from './rows.ts';

const facts = factsOf('wasm', 'benchmark');

export const benchSession: BenchService = {
  async adapter() {
    const adapter = await findAdapter();
    return adapter ? adapterFacts(adapter) : null;
  },

  async run(onEvent, peers = []) {
    const adapter = await findAdapter();
    const all = contestants(adapter);
    const models = Object.values(benchModels);
    const rows: BenchRow[] = [];
    const measuring = (what: string, done: number) => onEvent({ type: 'measuring', what, done, total });
    const selfTests: BenchSelfTest[] = [];
    const total = all.length * models.length + EXTRAS;
    for (const contestant of all) {
      const { engine } = contestant;
      const opened = await contestant.open(contestant).catch((error: Error) => error);
      if (!(opened instanceof Error) && opened.test) selfTests.push(await prove(engine, opened.test, onEvent));
      for (const model of models) {
        measuring(`${engine}: ${model.title}`, rows.length);
        const row = await rowOf(opened, contestant, model);
        rows.push(row);
        onEvent({ type: 'row', row });
      }
      if (!(opened instanceof Error)) opened.close();
    }
    for (const row of peers) {
      rows.push(row);
      onEvent({ type: 'row', row });
    }
    const figures = figuresOf(rows, await extras(adapter, (what, done) => measuring(what, total - EXTRAS + done)));
    for (const figure of figures) onEvent({ type: 'figure', figure });
    return report(rows, figures, selfTests, adapter);
  },
};

async function rowOf(opened: Opened | Error, subject: Subject, model: BenchModel): Promise<BenchRow> {
  if (opened instanceof Error) return unmeasured(subject, model, opened.message);
  if (subject.software && model.large) return unmeasured(subject, model, 'not measured: too much for a software GPU');
  return opened.row(model);
}

async function prove(
  engine: string,
  test: () => Promise<Record<string, number>>,
  onEvent: (event: BenchEvent) => void,
): Promise<BenchSelfTest> {
  const selfTest = await test().then(
    (errors): BenchSelfTest => ({ engine, errors, failure: null }),
    (error: Error): BenchSelfTest => ({ engine, errors: {}, failure: error.message }),
  );
  onEvent({ type: 'self-test', selfTest });
  return selfTest;
}

/** Measurements besides the rows, as `extras` counts them. */
const EXTRAS = 6;

async function extras(adapter: GPUAdapter | undefined, measuring: (what: string, done: number) => void): Promise<Extras> {
  const cores = laneCount(navigator.hardwareConcurrency);
  const wasm = await createWasmExecutor(facts);
  measuring('the SIMD peak of a core', 0);
  const peak = await simdPeak();
  measuring('the head on cached features', 1);
  const head = await cachedHead(wasm);
  measuring('parity after an epoch', 2);
  const parity = await epochParity(wasm);
  measuring(`${cores} workers against one`, 3);
  const lanes = cores > 1 ? { count: cores, speedup: await laneSpeedup(cores) } : null;
  measuring('ten seeds of the small CNN', 4);
  const trainer = await openWasmLanes(cores, facts(''));
  const tenSeedsS = await tenSeeds(trainer);
  trainer.dispose();
  measuring('the limits of the GPU', 5);
  const gpu = adapter && !adapter.info.isFallbackAdapter ? await gpuLimits(await openDevice((await findAdapter())!)) : null;
  return { simdPeak: peak, lanes, tenSeedsS, cachedHead: head, parity, gpu };
}

async function gpuLimits(device: GpuDevice): Promise<Extras['gpu']> {
  const executor = await createWebgpuExecutor(device, facts);
  try {
    return { floorUs: await dispatchFloor(device), peak: await gpuPeak(device), replicas: await replicaCost(executor) };
  } finally {
    executor.dispose();
  }
}

const report = (rows: BenchRow[], figures: BenchFigure[], selfTests: BenchSelfTest[], adapter: GPUAdapter | undefined): BenchReport => ({
  rows,
  figures,
  selfTests,
  adapter: adapter ? adapterFacts(adapter) : null,
  userAgent: navigator.userAgent,
  cores: navigator.hardwareConcurrency,
  measuredAt: new Date().toISOString(),
});
