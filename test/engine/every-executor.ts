/** The executors that tests of trainings go through, and the bits of what comes of them. */
import type { EngineFacts } from '../../src/contracts/trainer.ts';
import type { Executor } from '../../src/engine/executor.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { startWasmBackend } from '../../src/engine/tfjs/wasm-backend.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { openDevice } from '../../src/engine/webgpu/device.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';

export const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: false,
  library,
  threads: 1,
  selfTest: {},
});

export const device = async () => openDevice((await navigator.gpu.requestAdapter())!);

export const executors: Readonly<Record<string, () => Promise<Executor>>> = {
  'our WASM': () => createWasmExecutor(facts),
  'our WebGPU': async () => createWebgpuExecutor(await device(), facts),
  'TensorFlow.js CPU': async () => createTfjsExecutor(await startCpuBackend(), facts),
  'TensorFlow.js WASM': async () => createTfjsExecutor(await startWasmBackend(), facts),
};

export const bits = (weights: Float32Array): number[] => Array.from(new Uint32Array(weights.slice().buffer));
