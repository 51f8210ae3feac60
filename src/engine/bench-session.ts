/** The engine benchmark: every executor of this machine on every model, ours and TensorFlow.js' backends side by side. */
import type { BenchRow, BenchService } from '../experiment/protocol.ts';
import type { EngineFacts } from '../experiment/trainer.ts';
import { benchModels, benchRow } from './bench.ts';
import type { Executor } from './executor.ts';
import { startCpuBackend } from './tfjs/cpu-backend.ts';
import { createTfjsExecutor } from './tfjs/tfjs-executor.ts';
import { startWasmBackend } from './tfjs/wasm-backend.ts';
import { startWebgpuBackend } from './tfjs/webgpu-backend.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';

/** Shortest timed region of a row. */
const MIN_MS = 1000;

interface Contestant {
  readonly name: string;
  open(): Promise<Executor>;
}

const facts = (library: string): EngineFacts => ({ engine: 'wasm', reason: 'benchmark', adapter: '', software: false, library, selfTest: {} });

export const benchSession: BenchService = {
  async run(onProgress) {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    const contestants: Contestant[] = [
      { name: 'wasm', open: () => createWasmExecutor(facts) },
      { name: 'tfjs-cpu', open: async () => createTfjsExecutor(await startCpuBackend(), facts) },
      { name: 'tfjs-wasm', open: async () => createTfjsExecutor(await startWasmBackend(), facts) },
      ...(adapter ? [{ name: 'tfjs-webgpu', open: async () => createTfjsExecutor(await startWebgpuBackend(adapter), facts) }] : []),
    ];
    const rows: BenchRow[] = [];
    const total = contestants.length * benchModels.length;
    for (const { name, open } of contestants) {
      const executor = await open();
      for (const model of benchModels) {
        onProgress(`${name}: ${model.title}`, rows.length, total);
        rows.push(await benchRow(executor, name, model, MIN_MS));
      }
      executor.dispose();
    }
    return {
      rows,
      adapter: adapter ? { name: [adapter.info.vendor, adapter.info.architecture].filter(Boolean).join(' '), software: adapter.info.isFallbackAdapter } : null,
      userAgent: navigator.userAgent,
      cores: navigator.hardwareConcurrency,
    };
  },
};
