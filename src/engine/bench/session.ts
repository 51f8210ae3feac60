/** The engine benchmark: every engine of this machine on every model, ours and others side by side, in one run. */
import type { AdapterFacts, BenchEvent, BenchFigure, BenchReport, BenchRow, BenchSelfTest, BenchService } from '../../contracts/bench.ts';
import type { EngineFacts } from '../../contracts/trainer.ts';
import type { Executor } from '../executor.ts';
import { laneCount, openWasmLanes } from '../open-wasm.ts';
import { selfTest } from '../self-test.ts';
import { openDevice, type GpuDevice } from '../webgpu/device.ts';
import { createWebgpuExecutor } from '../webgpu/webgpu-executor.ts';
import { createWasmExecutor } from '../wasm/wasm-executor.ts';
import { cachedHead, epochParity, laneSpeedup, replicaCost, simdPeak, tenSeeds } from './extras.ts';
import { figuresOf, type Extras } from './figures.ts';
import { dispatchFloor, gpuPeak } from './gpu-limits.ts';
import { benchModels, type BenchModel } from '../../models/bench-models.ts';
import { benchRow, unmeasured, type Subject } from './rows.ts';

/** Shortest timed region of a row. */
const MIN_MS = 800;

/** An engine, opened: what it measures of each model. */
interface Opened {
  readonly test: (() => Promise<Record<string, number>>) | undefined;
  row(model: BenchModel): Promise<BenchRow>;
  close(): void;
}

interface Contestant extends Subject {
  open(subject: Subject): Promise<Opened>;
}

const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'benchmark',
  adapter: '',
  software: false,
  library,
  threads: 1,
  selfTest: {},
});
const onExecutor = async (executor: Executor, subject: Subject): Promise<Opened> => ({
  test: () => selfTest(executor),
  row: (model) => benchRow(executor, subject, model, MIN_MS),
  close: () => executor.dispose(),
});

async function contestants(adapter: GPUAdapter | undefined): Promise<Contestant[]> {
  const cpu = { gpu: false, software: false };
  const gpu = { gpu: true, software: adapter?.info.isFallbackAdapter ?? false };
  const open = async () => openDevice((await findAdapter())!);
  const tfjs = async (name: 'cpu' | 'wasm' | 'webgpu') => {
    if (name === 'cpu') return (await import('../tfjs/cpu-backend.ts')).startCpuBackend();
    if (name === 'wasm') return (await import('../tfjs/wasm-backend.ts')).startWasmBackend();
    return (await import('../tfjs/webgpu-backend.ts')).startWebgpuBackend(await open());
  };
  const loop = (name: 'cpu' | 'wasm' | 'webgpu', base: typeof cpu): Contestant => ({
    engine: `tfjs-${name}`,
    ...base,
    open: async (subject) => onExecutor((await import('../tfjs/tfjs-executor.ts')).createTfjsExecutor(await tfjs(name), facts), subject),
  });
  const fit = (name: 'cpu' | 'wasm' | 'webgpu', base: typeof cpu): Contestant => ({
    engine: `tfjs-${name} fit`,
    ...base,
    async open(subject) {
      const backend = await tfjs(name);
      const { fitRow } = await import('./fit.ts');
      return { test: undefined, row: (model) => fitRow(backend, subject, model, MIN_MS), close: () => backend.dispose() };
    },
  });
  const replay: Contestant = {
    engine: 'tfjs-webgpu replay',
    ...gpu,
    async open(subject) {
      const [{ createTfjsExecutor }, { replaying }] = await Promise.all([
        import('../tfjs/tfjs-executor.ts'),
        import('../tfjs/replay-executor.ts'),
      ]);
      const executor = replaying(createTfjsExecutor(await tfjs('webgpu'), facts));
      return { ...(await onExecutor(executor, subject)), test: undefined };
    },
  };
  return [
    { engine: 'wasm', ...cpu, open: async (subject) => onExecutor(await createWasmExecutor(facts), subject) },
    ...(adapter
      ? [
          {
            engine: 'webgpu',
            ...gpu,
            open: async (subject: Subject) => onExecutor(await createWebgpuExecutor(await open(), facts), subject),
          },
        ]
      : []),
    loop('cpu', cpu),
    fit('cpu', cpu),
    loop('wasm', cpu),
    fit('wasm', cpu),
    {
      engine: 'jax-js-wasm',
      ...cpu,
      open: async (subject) => onExecutor(await (await import('../peers/jax-executor.ts')).createJaxExecutor(facts), subject),
    },
    ...(adapter ? [loop('webgpu', gpu), replay, fit('webgpu', gpu)] : []),
  ];
}

export const benchSession: BenchService = {
  async adapter() {
    const adapter = await findAdapter();
    return adapter ? adapterFacts(adapter) : null;
  },

  async run(onEvent, peers = []) {
    const adapter = await findAdapter();
    const all = await contestants(adapter);
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

/** A device takes its adapter with it: each needs a fresh one. */
const findAdapter = async () => (await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined;

function adapterFacts({ info, features, limits }: GPUAdapter): AdapterFacts {
  const names: string[] = [];
  for (const name in limits) names.push(name);
  return {
    name: [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ') || 'unnamed adapter',
    software: info.isFallbackAdapter,
    features: [...features].sort(),
    limits: Object.fromEntries(names.sort().map((name) => [name, limits[name as keyof GPUSupportedLimits] as number])),
  };
}
