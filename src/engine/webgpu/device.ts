/** A GPU device that we own, so that its loss and its errors are seen. TensorFlow.js may run on the same one. */
import { DeviceLostError, EngineError } from '../engine-error.ts';

export interface GpuDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** Software adapters may run, never rank. */
  readonly software: boolean;
  /** Errors that nobody expected. */
  errors(): number;
  /** Throws DeviceLostError when it is gone, EngineError when it has reported an error or has been closed. */
  assertHealthy(): void;
  /** Resolves when the device is gone for another reason than `destroy`. */
  readonly lost: Promise<void>;
  destroy(): void;
}

/** Limits that are worth having as large as the adapter can; the rest stays at what every device has. */
const WANTED = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Opens a device. Rejects with EngineError when the adapter gives none. */
export async function openDevice(adapter: GPUAdapter): Promise<GpuDevice> {
  const requiredLimits = Object.fromEntries(WANTED.map((name) => [name, adapter.limits[name]]));
  // For the time that the GPU is busy; not every adapter has it.
  const requiredFeatures: GPUFeatureName[] = adapter.features.has('timestamp-query') ? ['timestamp-query'] : [];
  const device = await adapter.requestDevice({ requiredLimits, requiredFeatures }).catch((error: Error) => {
    throw new EngineError(`the GPU adapter gave no device (${error.message})`);
  });
  return watch(device, adapter.info);
}

function watch(device: GPUDevice, info: GPUAdapterInfo): GpuDevice {
  let gone: string | undefined;
  let fault: string | undefined;
  let errors = 0;
  let closing = false;
  const lost = new Promise<void>((resolve) => {
    void device.lost.then(({ message }) => {
      if (closing) return;
      gone = message || 'no reason given';
      resolve();
    });
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    errors++;
    fault ??= error.message;
  });
  return {
    device,
    info,
    software: info.isFallbackAdapter,
    errors: () => errors,
    lost,
    assertHealthy() {
      // What is asked of a closed device does nothing, without a word; nobody wants a new one.
      if (closing) throw new EngineError('The GPU engine was closed while something still ran on it. Run again');
      if (gone !== undefined) throw new DeviceLostError(`the GPU device was lost (${gone})`);
      if (fault !== undefined)
        throw new EngineError(`Training stopped: the GPU reported an error (${fault}). Run again, or choose the WASM engine`);
    },
    destroy() {
      closing = true;
      device.destroy();
    },
  };
}
