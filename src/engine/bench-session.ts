/** The engine benchmark: every executor of this machine on every model, ours and TensorFlow.js' backends side by side. */
import type { AdapterFacts, BenchRow, BenchSelfTest, BenchService } from '../experiment/bench-report.ts';
import type { EngineFacts } from '../experiment/trainer.ts';
import { benchModels, benchRow } from './bench.ts';
import type { Executor } from './executor.ts';
import { startCpuBackend } from './tfjs/cpu-backend.ts';
import { selfTest } from './self-test.ts';
import { createTfjsExecutor } from './tfjs/tfjs-executor.ts';
import { startWasmBackend } from './tfjs/wasm-backend.ts';
import { startWebgpuBackend } from './tfjs/webgpu-backend.ts';
import { openDevice } from './webgpu/device.ts';
import { createWebgpuExecutor } from './webgpu/webgpu-executor.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';

/** Shortest timed region of a row. */
const MIN_MS = 1000;

interface Contestant {
  readonly name: string;
  open(): Promise<Executor>;
}

const facts = (library: string): EngineFacts => ({ engine: 'wasm', reason: 'benchmark', adapter: '', software: false, library, threads: 1, selfTest: {} });

export const benchSession: BenchService = {
  async adapter() {
    const adapter = await findAdapter();
    return adapter ? adapterFacts(adapter) : null;
  },

  async run(onEvent) {
    const adapter = await findAdapter();
    const contestants: Contestant[] = [
      { name: 'wasm', open: () => createWasmExecutor(facts) },
      { name: 'tfjs-cpu', open: async () => createTfjsExecutor(await startCpuBackend(), facts) },
      { name: 'tfjs-wasm', open: async () => createTfjsExecutor(await startWasmBackend(), facts) },
      ...(adapter ? [{ name: 'webgpu', open: async () => createWebgpuExecutor(await openDevice(adapter), facts) }] : []),
      ...(adapter ? [{ name: 'tfjs-webgpu', open: async () => createTfjsExecutor(await startWebgpuBackend(await openDevice(adapter)), facts) }] : []),
    ];
    const rows: BenchRow[] = [];
    const selfTests: BenchSelfTest[] = [];
    const total = contestants.length * benchModels.length;
    for (const { name, open } of contestants) {
      const executor = await open();
      const proof: BenchSelfTest = { engine: name, errors: await selfTest(executor), failure: null };
      selfTests.push(proof);
      onEvent({ type: 'self-test', selfTest: proof });
      for (const model of benchModels) {
        onEvent({ type: 'measuring', what: `${name}: ${model.title}`, done: rows.length, total });
        const row = await benchRow(executor, name, model, MIN_MS);
        rows.push(row);
        onEvent({ type: 'row', row });
      }
      executor.dispose();
    }
    return {
      rows,
      figures: [],
      selfTests,
      adapter: adapter ? adapterFacts(adapter) : null,
      userAgent: navigator.userAgent,
      cores: navigator.hardwareConcurrency,
      measuredAt: new Date().toISOString(),
    };
  },
};

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
