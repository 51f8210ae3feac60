/** Records every GPU command of one step while TensorFlow.js carries it out. */
import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.ts';
import { flush, override, type WebgpuInternals } from './webgpu-internals.ts';

export interface Dispatch {
  readonly kind: 'dispatch';
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly buffers: readonly GPUBuffer[];
  readonly workgroups: readonly [number, number, number];
}

export interface Copy {
  readonly kind: 'copy';
  readonly from: GPUBuffer;
  readonly fromOffset: number;
  readonly to: GPUBuffer;
  readonly toOffset: number;
  readonly bytes: number;
}

/** Numbers that a step brought from the host: constants and uniforms. They are there once, and stay. */
export interface HostData {
  readonly buffer: GPUBuffer;
  readonly values: ArrayLike<number>;
  /** The layer that was running. */
  readonly layer: string | null;
}

export interface Recording {
  readonly commands: readonly (Dispatch | Copy)[];
  readonly hostData: readonly HostData[];
  /** Buffers made for this step and used by nothing else, in the order of their making, with the layer that was running. */
  readonly buffers: ReadonlyMap<GPUBuffer, string | null>;
  /** Tensors that the step read, by their data. */
  readonly reads: ReadonlyMap<tf.DataId, tf.TensorInfo>;
  /** Destroys the buffers. */
  free(): void;
}

/**
 * Carries out a step and returns what it did. The step gets buffers of its own, which stay out of TensorFlow.js' pool until
 * `free`. Throws EngineError if the step does what cannot be replayed, such as reading a result back.
 *
 * @param layer names the layer that is running, for `HostData`
 */
export function recordStep(backend: WebgpuInternals, step: () => void, layer: () => string | null): Recording {
  const { device, queue, bufferManager, tensorMap } = backend;
  const commands: (Dispatch | Copy)[] = [];
  const hostData: HostData[] = [];
  const buffers = new Map<GPUBuffer, string | null>();
  const released = new Set<GPUBuffer>();
  const reads = new Map<tf.DataId, tf.TensorInfo>();
  const groups = new WeakMap<GPUBindGroup, readonly GPUBuffer[]>();

  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  const release = bufferManager.releaseBuffer.bind(bufferManager);
  const createEncoder = device.createCommandEncoder.bind(device);
  const createBindGroup = device.createBindGroup.bind(device);
  const writeBuffer = queue.writeBuffer.bind(queue);
  const upload = backend.uploadToGPU.bind(backend);
  const dispatch = backend.recordAndSubmit.bind(backend);

  const free = () => {
    for (const buffer of released) release(buffer, false);
    released.clear();
  };

  flush(backend);
  const restore = [
    override(bufferManager, 'acquireBuffer', (size, usage, mapped) => {
      const buffer = acquire(size, usage, mapped, false);
      buffers.set(buffer, layer());
      return buffer;
    }),
    override(bufferManager, 'releaseBuffer', (buffer, reuse) => {
      if (buffers.has(buffer)) released.add(buffer);
      else release(buffer, reuse);
    }),
    override(device, 'createBindGroup', (descriptor) => {
      const group = createBindGroup(descriptor);
      groups.set(group, Array.from(descriptor.entries, boundBuffer));
      return group;
    }),
    override(device, 'createCommandEncoder', () => recordingEncoder(createEncoder(), commands, groups)),
    override(queue, 'writeBuffer', (buffer: GPUBuffer, offset: number, data: unknown, dataOffset = 0, size?: number) => {
      if (!(data instanceof ArrayBuffer)) throw new EngineError(`The step writes to the GPU in an unknown way, ${CANNOT}`);
      writeBuffer(buffer, offset, data, dataOffset, size);
      hostData.push({ buffer, values: new Uint8Array(data, dataOffset, size).slice(), layer: layer() });
    }),
    override(backend, 'uploadToGPU', (dataId) => {
      const data = tensorMap.get(dataId);
      const values = data.resource ? null : data.values;
      upload(dataId);
      if (values) hostData.push({ buffer: data.resource as GPUBuffer, values, layer: layer() });
    }),
    override(backend, 'recordAndSubmit', (program, output, inputs, uniforms) => {
      for (const input of inputs) reads.set(input.dataId, input);
      dispatch(program, output, inputs, uniforms);
    }),
  ];
  try {
    step();
    flush(backend);
    // TensorFlow.js would give such a buffer to another tensor some day, while replayed steps still write to it.
    const kept = [...buffers].find(([buffer]) => !released.has(buffer));
    if (kept) {
      const who = kept[1] ? `The layer "${kept[1]}"` : 'The step';
      throw new EngineError(`${who} keeps a tensor that is no variable, as layers with a state or a mask of their own do, ${CANNOT}`);
    }
  } catch (error) {
    flush(backend);
    free();
    throw error;
  } finally {
    for (const undo of restore) undo();
  }
  return { commands, hostData, buffers, reads, free };
}

/** An encoder that notes what it passes on, and refuses all that TensorFlow.js does not need for arithmetic. */
function recordingEncoder(
  encoder: GPUCommandEncoder,
  commands: (Dispatch | Copy)[],
  groups: WeakMap<GPUBindGroup, readonly GPUBuffer[]>,
): GPUCommandEncoder {
  return only<GPUCommandEncoder>({
    beginComputePass: () => recordingPass(encoder.beginComputePass(), commands, groups),
    copyBufferToBuffer: ((from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, bytes: number) => {
      if (to.usage & GPUBufferUsage.MAP_READ) throw new EngineError(`The step reads a result back on the host, ${CANNOT}`);
      encoder.copyBufferToBuffer(from, fromOffset, to, toOffset, bytes);
      commands.push({ kind: 'copy', from, fromOffset, to, toOffset, bytes });
    }) as GPUCommandEncoder['copyBufferToBuffer'],
    finish: () => encoder.finish(),
  });
}

function recordingPass(
  pass: GPUComputePassEncoder,
  commands: (Dispatch | Copy)[],
  groups: WeakMap<GPUBindGroup, readonly GPUBuffer[]>,
): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline;
  let group: GPUBindGroup;
  return only<GPUComputePassEncoder>({
    setPipeline: (next) => pass.setPipeline((pipeline = next)),
    setBindGroup: (index: number, next: GPUBindGroup | null | undefined) => {
      if (index !== 0 || !next) throw new EngineError(`The step uses bind group ${index}, ${CANNOT}`);
      pass.setBindGroup(0, (group = next));
    },
    dispatchWorkgroups: (x, y = 1, z = 1) => {
      pass.dispatchWorkgroups(x, y, z);
      commands.push({ kind: 'dispatch', pipeline, group, buffers: groups.get(group)!, workgroups: [x, y, z] });
    },
    end: () => pass.end(),
  });
}

const CANNOT = 'so it cannot be replayed. Train this model eagerly';

function only<T extends object>(members: Partial<T>): T {
  return new Proxy(members as T, {
    get(target, name) {
      if (name in target) return Reflect.get(target, name) as unknown;
      throw new EngineError(`The step uses ${String(name)} of the GPU, ${CANNOT}`);
    },
  });
}

function boundBuffer({ resource }: GPUBindGroupEntry): GPUBuffer {
  if ('buffer' in resource) return resource.buffer;
  throw new EngineError(`The step reads a texture, ${CANNOT}`);
}
