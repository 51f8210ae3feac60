/** Loads the WASM backend of TensorFlow.js from our own files. */
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { TfBackend } from './tfjs-executor.ts';
import { EngineError } from '../engine-error.ts';
import { registerWasmConvGradient } from './wasm-conv-gradient.ts';

// Every name must have an entry; the threaded binary is never asked for, since threads are off.
setWasmPaths({
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
});

/** Makes WASM the current backend; throws EngineError where WASM is not available. */
export async function startWasmBackend(): Promise<TfBackend> {
  // Threads gain nothing on models this small, and the bundler breaks the threaded build's inlined worker.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new EngineError('WASM could not start in this browser');
  registerWasmConvGradient();
  return { assertHealthy: () => {}, gpuErrors: () => 0, dispose: () => {} };
}
