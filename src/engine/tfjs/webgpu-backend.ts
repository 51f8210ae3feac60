/** Runs TensorFlow.js on a WebGPU device that we own, so that its loss and its errors are seen. */
import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TfBackend } from './tfjs-executor.ts';
import { EngineError } from '../engine-error.ts';

/** Makes WebGPU on that adapter the current backend. */
export async function startWebgpuBackend(adapter: GPUAdapter): Promise<TfBackend> {
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });

  // TensorFlow.js notices neither a lost device nor a failed command: it "trains" on, so we have to look.
  let fault: string | undefined;
  let closing = false;
  void device.lost.then(({ message }) => {
    if (!closing) fault ??= `the GPU device was lost (${message || 'no reason given'})`;
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    fault ??= `the GPU reported an error: ${error.message}`;
  });

  // Importing the package registers a backend on a device of its own; after an earlier dispose there is none.
  if ('webgpu' in tf.engine().registryFactory) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  if (!(await tf.setBackend('webgpu'))) throw new EngineError('WebGPU could not start in this browser');
  if ((tf.backend() as WebGPUBackend).device !== device) throw new EngineError('TensorFlow.js runs on another GPU device than ours');

  return {
    assertHealthy() {
      if (fault) throw new EngineError(`Training stopped: ${fault}. Run again, or choose the WASM engine`);
    },
    dispose() {
      closing = true;
      tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}
