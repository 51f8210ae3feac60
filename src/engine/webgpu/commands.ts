/** Kernels as commands: pipelines are compiled once for each text, bind groups twice, since the step counters take turns. */
import { bufferTypes, type BufferName, type Kernel } from './kernels/kernel.ts';
import { EngineError } from '../engine-error.ts';

export interface Command {
  readonly pipeline: GPUComputePipeline;
  /** For even and odd steps. */
  readonly bindings: readonly [GPUBindGroup, GPUBindGroup];
  readonly workgroups: readonly [x: number, y: number, z: number];
}

export type Buffers = Partial<Record<BufferName, GPUBuffer | GPUBufferBinding>>;

/** Every WebGPU device allows this many storage buffers in a kernel. */
const MOST_BUFFERS = 8;

export class Pipelines {
  private readonly compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(private readonly device: GPUDevice) {}

  /** Compiles them side by side. Rejects with EngineError when one cannot be. */
  async commands(kernels: readonly Kernel[], buffers: Buffers, replicas: number): Promise<Command[]> {
    const { maxComputeWorkgroupsPerDimension: most } = this.device.limits;
    const needed = Math.max(replicas, ...kernels.flatMap(({ workgroups }) => workgroups));
    if (needed > most)
      throw new EngineError(
        `This training needs ${needed} GPU workgroups at once, and this adapter allows ${most}. Use a smaller batch or the WASM engine`,
      );
    const compiled = await Promise.allSettled(kernels.map((kernel) => this.pipeline(kernel)));
    return kernels.map((kernel, i) => {
      const result = compiled[i]!;
      if (result.status === 'rejected') throw result.reason;
      const pipeline = result.value;
      const layout = pipeline.getBindGroupLayout(0);
      const names = buffersOf(kernel);
      const bind = (odd: boolean) =>
        this.device.createBindGroup({
          layout,
          entries: names.map((name, binding) => ({ binding, resource: resource(buffers[turn(name, odd)], name) })),
        });
      return { pipeline, bindings: [bind(false), bind(true)] as const, workgroups: [...kernel.workgroups, replicas] as const };
    });
  }

  private pipeline(kernel: Kernel): Promise<GPUComputePipeline> {
    const code = wgsl(kernel);
    const known = this.compiled.get(code);
    if (known) return known;
    const { label } = kernel;
    const module = this.device.createShaderModule({ code, label });
    const pipeline = this.device
      .createComputePipelineAsync({ label, layout: 'auto', compute: { module, entryPoint: 'main' } })
      .catch((error: Error) => {
        throw new EngineError(`the GPU could not compile "${label}" (${error.message})`);
      });
    this.compiled.set(code, pipeline);
    return pipeline;
  }
}

/** Encodes `steps` steps of these commands, from step `first` on, into one pass. */
export function encodeSteps(pass: GPUComputePassEncoder, commands: readonly Command[], first: number, steps: number): void {
  for (let step = first; step < first + steps; step++) {
    for (const { pipeline, bindings, workgroups } of commands) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings[(step & 1) as 0 | 1]);
      pass.dispatchWorkgroups(...workgroups);
    }
  }
}

/** Step counters take turns: what is this step's next is the next step's own. */
const turn = (name: BufferName, odd: boolean): BufferName => {
  if (!odd) return name;
  return name === 'thisStep' ? 'nextStep' : name === 'nextStep' ? 'thisStep' : name;
};

function resource(buffer: GPUBuffer | GPUBufferBinding | undefined, name: BufferName): GPUBufferBinding {
  if (!buffer) throw new Error(`a kernel uses the buffer ${name}, which is not there`);
  return 'buffer' in buffer ? buffer : { buffer };
}

const buffersOf = ({ body, label }: Kernel): BufferName[] => {
  const names = (Object.keys(bufferTypes) as BufferName[]).filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  if (names.length > MOST_BUFFERS)
    throw new Error(`"${label}" uses ${names.length} buffers, more than the ${MOST_BUFFERS} that every device allows`);
  return names;
};

function wgsl(kernel: Kernel): string {
  const declarations = buffersOf(kernel).map((name, binding) => {
    const access = kernel.writes.includes(name) ? 'read_write' : 'read';
    return `@group(0) @binding(${binding}) var<storage,${access}> ${name}:${bufferTypes[name]};`;
  });
  return `${declarations.join('\n')}\n${kernel.body}`;
}
