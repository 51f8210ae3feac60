/**
 * The insides of TensorFlow.js' WebGPU backend that capturing a step needs. They are no public interface, so every one of
 * them is looked for before use: another version of TensorFlow.js then gives one clear error instead of wrong weights.
 */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.ts';

/** Where a tensor's numbers are. */
export interface TensorData {
  /** On the GPU; absent while they are on the host only. */
  resource?: unknown;
  /** On the host: until the first use on the GPU, and again after the tensor has been read. */
  values: ArrayLike<number> | null;
}

export interface BufferManager {
  /** Every buffer of a step comes from here, so here it is given fresh ones; with `reuse` they may come from the pool. */
  acquireBuffer(size: number, usage: GPUBufferUsageFlags, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  /** Every buffer goes back here, so here it is kept; without `reuse` it is destroyed. */
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

/** The backend as capturing sees it. */
export interface WebgpuInternals {
  /** Makes the command encoders and bind groups that are recorded. */
  readonly device: GPUDevice;
  /** Where the uniforms of a dispatch are written. */
  readonly queue: GPUQueue;
  readonly bufferManager: BufferManager;
  /** Finds the buffer of a tensor. */
  readonly tensorMap: { has(dataId: tf.DataId): boolean; get(dataId: tf.DataId): TensorData };
  /** Commands that TensorFlow.js has not submitted yet; our own must come after them. */
  commandEncoder: GPUCommandEncoder | null;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  /** Moves numbers from the host to the GPU; where a step does so, they are part of what is replayed. */
  uploadToGPU(dataId: tf.DataId): void;
  /** Called once per dispatch with the tensors it reads, which must live as long as the capture. */
  recordAndSubmit(program: unknown, output: tf.TensorInfo, inputs: readonly tf.TensorInfo[], uniforms: unknown): void;
  /** Tensors that share these numbers. */
  refCount(dataId: tf.DataId): number;
  /** Counts one more of them. */
  incRef(dataId: tf.DataId): void;
}

const METHODS = [
  ...['ensureCommandEncoderReady', 'endComputePassEncoder', 'submitQueue', 'uploadToGPU', 'recordAndSubmit', 'refCount', 'incRef'],
  ...['bufferManager.acquireBuffer', 'bufferManager.releaseBuffer', 'tensorMap.has', 'tensorMap.get'],
  ...['device.createCommandEncoder', 'device.createBindGroup', 'queue.writeBuffer', 'queue.submit'],
];

/** The current backend; throws EngineError if it is not WebGPU or not built as expected. */
export function webgpuInternals(): WebgpuInternals {
  if (tf.getBackend() !== 'webgpu') {
    throw new EngineError(`Steps can be captured on the WebGPU backend only; the current one is "${tf.getBackend()}". Train eagerly`);
  }
  const backend: unknown = tf.backend();
  const lacking = METHODS.filter((path) => typeof memberAt(backend, path) !== 'function');
  if (memberAt(backend, 'commandEncoder') === undefined) lacking.push('commandEncoder');
  if (typeof tf.engine().makeVariable !== 'function') lacking.push('engine.makeVariable');
  if (lacking.length > 0) {
    const lack = `TensorFlow.js ${tf.version_core} is not built as step capture expects (no ${lacking.join(', ')})`;
    throw new EngineError(`${lack}. Train eagerly, or use version 4.22`);
  }
  return backend as WebgpuInternals;
}

function memberAt(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], root);
}

/** Submits what TensorFlow.js has encoded so far. */
export function flush(backend: WebgpuInternals): void {
  backend.endComputePassEncoder();
  if (backend.commandEncoder) backend.submitQueue();
}

/** The GPU buffer of a tensor; its numbers are moved to the GPU if they are not there. */
export function bufferOf(backend: WebgpuInternals, tensor: tf.TensorInfo): GPUBuffer {
  backend.uploadToGPU(tensor.dataId);
  const { resource } = backend.tensorMap.get(tensor.dataId);
  if (!(resource instanceof GPUBuffer))
    throw new EngineError('A tensor is in no GPU buffer, so the step cannot be captured. Train eagerly');
  return resource;
}

/** Encodes a copy of all of `from` after the commands that TensorFlow.js has encoded. */
export function copyBuffer(backend: WebgpuInternals, from: GPUBuffer, to: GPUBuffer): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder!.copyBufferToBuffer(from, 0, to, 0, from.size);
}

/**
 * Makes every read of a tensor go to the GPU. TensorFlow.js otherwise keeps what was read once and would return it for ever,
 * although replayed steps change the numbers in place.
 */
export function forbidHostCopy(backend: WebgpuInternals, tensor: tf.TensorInfo): void {
  bufferOf(backend, tensor);
  Object.defineProperty(backend.tensorMap.get(tensor.dataId), 'values', { get: () => null, set: () => {} });
}

/** Replaces a member of one object until the returned function is called. */
export function override<T extends object, K extends keyof T>(target: T, key: K, replacement: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { value: replacement, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(target, key, own);
    else delete target[key];
  };
}
