/** Runs TensorFlow.js on a WebGPU device that we own; our own plan may run on the same one and share its buffers. */
import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { GpuDevice } from '../webgpu/device.ts';
import type { TfBackend } from './tfjs-executor.ts';
import { EngineError } from '../engine-error.ts';

/** Makes WebGPU on that device the current backend. Disposing of it destroys the device. */
export async function startWebgpuBackend(gpu: GpuDevice): Promise<TfBackend> {
  // Importing the package registers a backend on a device of its own; after an earlier dispose there is none.
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(gpu.device, gpu.info), 3);
  if (!(await tf.setBackend('webgpu'))) throw new EngineError('WebGPU could not start in this browser');
  if ((tf.backend() as WebGPUBackend).device !== gpu.device) throw new EngineError('TensorFlow.js runs on another GPU device than ours');
  return {
    // TensorFlow.js notices neither a lost device nor a failed command: it "trains" on, so we have to look.
    assertHealthy: () => gpu.assertHealthy(),
    gpuErrors: () => gpu.errors(),
    dispose() {
      tf.removeBackend('webgpu');
      gpu.destroy();
    },
  };
}
