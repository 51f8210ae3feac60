/** Runs TensorFlow.js in plain JavaScript. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { TfBackend } from './tfjs-executor.ts';

/** Makes the CPU the current backend. */
export async function startCpuBackend(): Promise<TfBackend> {
  await tf.setBackend('cpu');
  return { assertHealthy: () => {}, gpuErrors: () => 0, dispose: () => {} };
}
